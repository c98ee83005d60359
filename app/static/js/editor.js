// What the editor's page does beyond htmx: fresh keys for each change, the newest revision in every form, dragging.
import { draggable } from "./dragging.js";

const said = document.getElementById("said");
const key = () => crypto.getRandomValues(new Uint32Array(4)).reduce((text, part) => text + part.toString(16).padStart(8, "0"), "");

document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.parameters.set("idempotency_key", key());
});
// The answer to a change names the revision that it made.
document.body.addEventListener("edited", (event) => {
  for (const field of document.querySelectorAll("input[name=expected]")) field.value = event.detail.revision;
});
document.body.addEventListener("refused", (event) => {
  document.getElementById(event.detail.place)?.focus();
});
for (const failed of ["htmx:sendError", "htmx:responseError"]) {
  document.body.addEventListener(failed, () => {
    said.textContent = said.dataset.offline;
  });
}
draggable(document.getElementById("lines"));
