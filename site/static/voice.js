// An answer is recorded in the page: three minutes at most, heard again, deleted. It lies in the page alone until the part is saved.
// Without this script, or where the browser does not record, the phone's own recorder gives the file.
const LONGEST = 179; // seconds: the server counts a begun one as whole and takes 180
const KINDS = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };
const kind = window.MediaRecorder && navigator.mediaDevices && window.DataTransfer && Object.keys(KINDS).find((name) => MediaRecorder.isTypeSupported(name));
let unsent = false;

const recordIn = (box) => {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const [record, stop, clock, remove, play, said] = ["record", "stop", "clock", "delete", "play", "said"].map(find);
  const input = box.querySelector("input[capture]");
  const form = box.closest("form");
  let recorder = null;
  let address = "";
  let then = null;

  const show = (running, there) => {
    record.hidden = running || there;
    stop.hidden = clock.hidden = !running;
    remove.hidden = play.hidden = !there;
  };
  const give = (files) => {
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    input.files = list.files;
    unsent = files.length > 0;
    if (address) URL.revokeObjectURL(address);
    address = files.length ? URL.createObjectURL(files[0]) : "";
    if (address) play.src = address;
    else play.removeAttribute("src");
    show(false, files.length > 0);
  };

  record.addEventListener("click", async () => {
    let stream = null;
    said.textContent = "";
    record.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
      recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 24000 });
    } catch {
      if (stream) for (const track of stream.getTracks()) track.stop();
      said.textContent = box.dataset.none;
      return;
    } finally {
      record.disabled = false;
    }
    const pieces = [];
    const began = performance.now();
    let late = false;
    const tick = setInterval(() => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      late = seconds >= LONGEST;
      if (late && recorder.state === "recording") recorder.stop();
    }, 200);
    recorder.addEventListener("dataavailable", (event) => event.data.size && pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(tick);
      for (const track of stream.getTracks()) track.stop();
      give([new File(pieces, `voice.${KINDS[kind]}`, { type: kind.split(";")[0] })]);
      said.textContent = `${late ? `${box.dataset.late} ` : ""}${box.dataset.last}`;
      if (then) form.requestSubmit(then);
      else play.focus();
    });
    clock.textContent = "0:00";
    // Pieces of a second: what was said is there even when the phone rings.
    recorder.start(1000);
    show(true, false);
    stop.focus();
  });
  stop.addEventListener("click", () => recorder.state === "recording" && recorder.stop());
  remove.addEventListener("click", () => {
    give([]);
    said.textContent = "";
    record.focus();
  });
  // Saving while it still records: first the recording ends, then the part is sent with it.
  form.addEventListener(
    "submit",
    (event) => {
      if (recorder && recorder.state === "recording") {
        event.preventDefault();
        event.stopImmediatePropagation();
        then = event.submitter;
        recorder.stop();
      }
    },
    true,
  );
  find("recorder").hidden = false;
  find("phone").hidden = true;
};

if (kind) {
  for (const box of document.querySelectorAll("[data-voice]")) recordIn(box);
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented) unsent = false;
  });
  addEventListener("beforeunload", (event) => unsent && event.preventDefault());
}
