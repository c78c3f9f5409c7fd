// A part of a draft saves itself while somebody types, keeps what the network lost (only on one's own phone) and makes photos smaller.
// Without this script the buttons of the page do it all.
const form = document.querySelector("form[data-draft]");
if (form) {
  const key = `draft:${form.dataset.draft}`;
  const keeps = "keeps" in form.dataset;
  const version = form.querySelector("input[name=version]");
  const note = form.querySelector("[data-net]");
  const saved = document.querySelector(".where p > :last-child");
  let timer = 0;
  let running = false;
  let dirty = false;
  let stopped = false;

  const say = (words) => {
    note.textContent = words || "";
    note.hidden = !words;
  };
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name.startsWith("q-"));
  const keep = (sent = false) => {
    if (!keeps) return;
    try {
      localStorage.setItem(key, JSON.stringify({ version: version.value, typed: typed(), sent }));
    } catch {
      // The phone gives no room: saving goes on as before.
    }
  };
  const forget = () => {
    if (keeps) localStorage.removeItem(key);
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    if (stopped || !dirty) return;
    if (running) return later(1000);
    running = true;
    dirty = false;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("version", version.value);
    for (const [name, value] of typed()) data.append(name, value);
    const limit = new AbortController();
    const cut = setTimeout(() => limit.abort(), 60000);
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" }, signal: limit.signal });
      const found = await answer.json();
      if (answer.ok) {
        version.value = found.version;
        if (saved) saved.textContent = found.saved;
        say("");
        if (dirty) keep();
        else if (!found.wrong) forget();
      } else {
        // Somebody else saved it, or it is closed: the button shows both texts; nothing is overwritten from here.
        stopped = true;
        say(found.conflict || found.refused);
      }
    } catch {
      dirty = true;
      keep();
      say(keeps ? form.dataset.kept : form.dataset.lost);
      later(10000);
    } finally {
      clearTimeout(cut);
      running = false;
    }
  }

  const restore = () => {
    if (!keeps) return;
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key));
    } catch {
      // What cannot be read is not ours.
    }
    if (!kept) return;
    if (kept.sent && Number(version.value) > Number(kept.version)) return forget();
    if (JSON.stringify(kept.typed) === JSON.stringify(typed())) return forget();
    for (const field of form.elements) {
      if (!field.name || !field.name.startsWith("q-") || field.type === "file") continue;
      const values = kept.typed.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    // Typed over an older version: the server says so and shows both.
    version.value = kept.version;
    dirty = true;
    say(form.dataset.back);
    later(500);
  };

  form.addEventListener("input", () => {
    dirty = true;
    keep();
    later(3000);
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine === false) {
      event.preventDefault();
      dirty = true;
      keep();
      say(keeps ? form.dataset.kept : form.dataset.lost);
      return;
    }
    // Kept until the page is opened again and says by its version that this has arrived.
    clearTimeout(timer);
    stopped = true;
    if (dirty) keep(true);
  });
  addEventListener("online", () => later(100));
  document.addEventListener("visibilitychange", () => document.hidden && later(0));
  restore();

  const LONGEST = 1600;
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 400000) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  };
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", async () => {
      try {
        const chosen = [...input.files];
        const made = await Promise.all(chosen.map(smaller));
        if (made.every((file, place) => file === chosen[place])) return;
        const list = new DataTransfer();
        for (const file of made) list.items.add(file);
        input.files = list.files;
        say(form.dataset.small);
      } catch {
        // A picture that this browser cannot draw is sent as it is.
      }
    });
  }
}
