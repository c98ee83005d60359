// Lines of the outline can be dragged to another place of the same list; the buttons do the same.
const selector = "li[data-at]";

function position(line) {
  return [...line.parentElement.children].indexOf(line);
}

export function draggable(list) {
  if (!list) return;
  let dragged = null;
  for (const line of list.querySelectorAll(selector)) line.draggable = true;
  const target = (event) => {
    const over = event.target.closest(selector);
    return dragged && over && over !== dragged && over.parentElement === dragged.parentElement ? over : null;
  };
  const clear = () => list.querySelectorAll(".over").forEach((line) => line.classList.remove("over"));
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(selector);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.at);
  });
  list.addEventListener("dragover", (event) => {
    clear();
    const over = target(event);
    if (!over) return;
    event.preventDefault();
    over.classList.add("over");
  });
  list.addEventListener("dragend", () => {
    clear();
    dragged = null;
  });
  list.addEventListener("drop", (event) => {
    const over = target(event);
    if (!over) return;
    event.preventDefault();
    const form = document.getElementById("dragging");
    form.elements.at.value = dragged.dataset.at;
    form.elements.index.value = position(over);
    form.requestSubmit();
  });
}
