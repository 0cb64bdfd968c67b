// Pictures get smaller before they leave the browser: at most 2560 px, drawn anew as JPEG, which also leaves behind what
// the camera wrote into them (place, time, phone). What cannot be drawn here is sent as it is; the server draws it again.

const LONGEST = 2560;
const QUALITY = 0.85;
const LEFT_ALONE = 1024 * 1024; // a drawing (PNG) below this stays sharp and is small enough

export const size = (bytes) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;

// The picture as a smaller File, or the same file where it is none or cannot be drawn.
export async function shrunk(file) {
  if (!/^image\/(jpeg|png|webp|bmp)$/.test(file.type) || !window.createImageBitmap) return file;
  let drawn;
  try {
    drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
    if (scale === 1 && file.type === "image/png" && file.size < LEFT_ALONE) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(drawn.width * scale));
    canvas.height = Math.max(1, Math.round(drawn.height * scale));
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.fillStyle = "#fff"; // where the picture lets through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  } finally {
    if (drawn) drawn.close();
  }
}

const under = new Map(); // form → promise of its pictures being drawn

async function shrinkInput(input) {
  const told = noteOf(input);
  told.textContent = "Đang thu nhỏ ảnh…";
  const chosen = [...input.files];
  const small = [];
  for (const file of chosen) small.push(await shrunk(file)); // one by one: a phone has little memory
  const carrier = new DataTransfer();
  small.forEach((file) => carrier.items.add(file));
  input.files = carrier.files;
  told.replaceChildren(
    ...chosen.map((file, at) => {
      const line = document.createElement("span");
      const after = small[at] === file ? "giữ nguyên" : `thu nhỏ còn ${size(small[at].size)}`;
      line.textContent = `${file.name}: ${size(file.size)}, ${after}`;
      return line;
    }),
  );
}

function noteOf(input) {
  let told = input.nextElementSibling;
  if (!told || !told.classList.contains("app-shrunk")) {
    told = document.createElement("span");
    told.className = "app-shrunk";
    told.setAttribute("role", "status");
    input.after(told);
  }
  return told;
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.matches("input[type=file][data-shrink]")) return;
  if (![...input.files].some((file) => file.type.startsWith("image/"))) {
    noteOf(input).textContent = "";
    return;
  }
  const form = input.form;
  const work = Promise.all([under.get(form), shrinkInput(input)]).finally(() => {
    if (under.get(form) === work) under.delete(form);
  });
  if (form) under.set(form, work);
});

// Pressed while a picture is still being drawn: sent as soon as it is.
document.addEventListener(
  "submit",
  (event) => {
    const work = under.get(event.target);
    if (!work) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    work.finally(() => target.requestSubmit(submitter));
  },
  true,
);
