// Small helps while choosing: an exclusive option stands alone, long lists can be searched, an answer taken back.
const holderOf = (element) => element.closest("tr, [data-part], [data-question]");

// Ticking an exclusive option clears the others, ticking another clears it.
export function keepExclusive(box) {
  for (const other of holderOf(box).querySelectorAll("input[type=checkbox]:checked")) {
    const rivals = box.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive");
    if (other !== box && other.name === box.name && rivals) other.checked = false;
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What is written beside an option is asked for only while that option is chosen; what is chosen can be cleared.
export function showWhatFollows(form) {
  for (const button of form.querySelectorAll("[data-clear]")) {
    button.hidden = !button.closest("fieldset").querySelector("input:checked");
  }
  for (const place of form.querySelectorAll("[data-specify]")) {
    const box = place.previousElementSibling.querySelector("input");
    place.hidden = !box.checked && place.querySelector("input").value === "";
  }
}

function search(field) {
  const wanted = plain(field.value.trim());
  for (const option of holderOf(field).querySelectorAll("label[data-option]")) {
    option.classList.toggle("unmatched", !plain(option.textContent).includes(wanted));
  }
}

export function help(form, changed) {
  showWhatFollows(form);
  for (const place of form.querySelectorAll(".search")) place.hidden = false;
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-search]")) search(event.target);
  });
  for (const button of form.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      const chosen = button.closest("fieldset").querySelector("input:checked");
      if (!chosen) return;
      chosen.checked = false;
      changed(chosen);
    });
  }
}
