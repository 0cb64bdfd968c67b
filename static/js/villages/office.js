// The office's pages about villages: all villages ticked or none.

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
