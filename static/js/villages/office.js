// The office's pages about villages: texts copied by one press, all villages ticked or none.

for (const area of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-primary";
  button.textContent = "Chép";
  const label = document.querySelector(`label[for="${area.id}"]`);
  const whose = document.createElement("span");
  whose.className = "visually-hidden";
  whose.textContent = ` lời nhắn: ${label.textContent}`;
  button.append(whose);
  button.addEventListener("click", async () => {
    area.select();
    let copied = false;
    try {
      await navigator.clipboard.writeText(area.value);
      copied = true;
    } catch {
      copied = document.execCommand("copy"); // a page that is not served over https
    }
    button.firstChild.textContent = copied ? "Đã chép" : "Bấm Ctrl + C để chép";
    setTimeout(() => (button.firstChild.textContent = "Chép"), 4000);
  });
  area.after(button);
}

for (const set of document.querySelectorAll("[data-all]")) {
  const boxes = [...set.querySelectorAll("input[type=checkbox]")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-primary mb-2";
  const tell = () => (button.textContent = boxes.every((box) => box.checked) ? "Bỏ chọn tất cả" : "Chọn tất cả");
  button.addEventListener("click", () => {
    const all = !boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = all;
    tell();
  });
  set.addEventListener("change", tell);
  set.querySelector("legend").after(button);
  tell();
}
