// The picture of a certificate follows while somebody types. Without this script a button draws it.
const form = document.querySelector("form[data-preview]");
if (form) {
  const picture = form.querySelector("[data-picture]");
  const problems = form.querySelector("[data-problems]");
  let waiting = 0;
  let asked = 0;

  const look = async () => {
    const mine = ++asked;
    const data = new FormData(form);
    data.set("look", "1");
    try {
      const answer = await fetch(location.href, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked) return;
      const found = await answer.json();
      if (mine !== asked) return;
      problems.textContent = found.problems;
      form.querySelector("[data-note]").hidden = !found.problems;
      picture.hidden = !found.picture;
      if (found.picture) picture.src = found.picture;
    } catch {
      // No network: the picture stays as it was; saving says so itself.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
}
