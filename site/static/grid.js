// The attendance grid by keyboard: arrows go from cell to cell, P, L, E, A mark and go one line down, after the last line to the top of the
// next session; Delete takes back what is not saved.
// Keys are those of the keyboard's places, so that they work on a Cyrillic layout, too. Without this script every line has its own taps.
const table = document.querySelector("table.att");
if (table) {
  const form = table.closest("form");
  const said = form.querySelector("[data-said]");
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1));
  const signs = {};
  for (const item of form.querySelectorAll(".key [data-value]")) {
    signs[item.dataset.value] = { sign: item.querySelector("b").textContent, word: item.querySelector("span").textContent, css: item.dataset.css };
  }
  const marks = { KeyP: "present", KeyL: "late", KeyE: "excused", KeyA: "absent" };
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const takes = (cell) => cell !== undefined && (cell.classList.contains("s") || cell.dataset.field !== undefined);

  form.querySelector("[data-keys]").hidden = false;
  for (const cell of table.querySelectorAll("td[data-field]")) cell.tabIndex = -1;

  const place = (cell) => {
    const down = rows.findIndex((row) => row.includes(cell));
    return [down, down < 0 ? -1 : rows[down].indexOf(cell)];
  };

  const enter = (cell) => {
    const target = cell.classList.contains("s") ? cell.querySelector("input:checked") || cell.querySelector("input") : cell;
    target.focus();
  };

  const step = (cell, [down, across]) => {
    let [y, x] = place(cell);
    do {
      y += down;
      x += across;
    } while (rows[y]?.[x] !== undefined && !takes(rows[y][x]));
    if (takes(rows[y]?.[x])) enter(rows[y][x]);
    return takes(rows[y]?.[x]);
  };

  // A whole sheet is typed in without another key: down the lines, then the next session that can be marked.
  const next = (cell) => {
    if (step(cell, steps.ArrowDown)) return;
    for (let x = place(cell)[1] + 1; x < rows[0].length; x += 1) {
      const top = rows.map((row) => row[x]).find(takes);
      if (top) {
        enter(top);
        return;
      }
    }
  };

  const draw = (cell, sign, word, css) => {
    const [shown, spoken] = cell.querySelectorAll("span");
    shown.textContent = sign;
    spoken.textContent = word;
    cell.className = css;
  };

  const mark = (cell, value) => {
    const name = cell.parentElement.cells[0].textContent.trim();
    if (cell.classList.contains("s")) {
      cell.querySelector(`input[value=${value}]`).checked = true;
    } else {
      let field = cell.querySelector("input");
      if (!field) {
        const [shown, spoken] = cell.querySelectorAll("span");
        cell.before_it = [shown.textContent, spoken.textContent, cell.className];
        field = Object.assign(document.createElement("input"), { type: "hidden", name: cell.dataset.field });
        cell.append(field);
      }
      field.value = value;
      draw(cell, signs[value].sign, signs[value].word, `m new ${signs[value].css}`);
    }
    said.textContent = `${name}: ${signs[value].word}`;
  };

  const takeBack = (cell) => {
    for (const radio of cell.querySelectorAll("input[type=radio]")) radio.checked = radio.defaultChecked;
    const field = cell.querySelector("input[type=hidden]");
    if (field && cell.before_it) {
      field.remove();
      draw(cell, ...cell.before_it);
    }
  };

  table.parentElement.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = event.target.closest("td") || (marks[event.code] && rows[0]?.find((each) => each.classList.contains("s")));
    if (!cell) return;
    if (steps[event.key]) step(cell, steps[event.key]);
    else if (marks[event.code] && takes(cell)) {
      mark(cell, marks[event.code]);
      if (event.target.closest("td")) next(cell);
      else enter(cell);
    } else if (event.key === "Delete" || event.key === "Backspace") takeBack(cell);
    else return;
    event.preventDefault();
  });
}
