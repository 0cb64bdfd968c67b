// "Chép" beside every field that carries data-copy.

for (const area of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm btn-outline-primary";
  button.textContent = "Chép";
  const label = document.querySelector(`label[for="${area.id}"]`);
  const whose = document.createElement("span");
  whose.className = "visually-hidden";
  whose.textContent = `: ${label.textContent}`;
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
