// A section to try out: what applies is shown at once, as for officials, and nothing is sent.
import { applyTyped } from "./applying.js";
import { help, keepExclusive, showWhatFollows } from "./choosing.js";
import { addUp } from "./totals.js";

const form = document.querySelector("form[data-preview]");

function changed() {
  showWhatFollows(form);
  applyTyped(form);
  addUp(form);
}

help(form, changed);
form.addEventListener("input", changed);
form.addEventListener("change", (event) => {
  if (event.target.matches("input[type=checkbox]")) keepExclusive(event.target);
  changed();
});
form.addEventListener("submit", (event) => event.preventDefault());
