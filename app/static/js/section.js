// Saves each answer as it changes, shows questions that came to apply, counts words. Without this file the page's one
// button does the same work.
const form = document.querySelector("form[data-autosave]");
const status = form.querySelector("[data-saved]");
const waiting = new Map();
let busy = false;

const questionOf = (element) => element.closest("[data-question]");
const key = () => crypto.getRandomValues(new Uint32Array(4)).reduce((text, part) => text + part.toString(16), "");

function countWords(field) {
  const runs = field.value.split(/\s+/u).filter(Boolean);
  const words = runs.reduce((sum, run) => {
    const ideographs = (run.match(/[\u3040-\u30ff\u3400-\u9fff]/gu) ?? []).length;
    return sum + ideographs + (ideographs < [...run].length ? 1 : 0);
  }, 0);
  const place = document.getElementById(field.getAttribute("aria-describedby"));
  place.textContent = place.dataset.template.replace("{count}", words);
}

// An exclusive option stands alone: ticking it clears the others, ticking another clears it.
function keepExclusive(box) {
  for (const other of questionOf(box).querySelectorAll("input[type=checkbox]:checked")) {
    if (other !== box && (box.hasAttribute("data-exclusive") || other.hasAttribute("data-exclusive"))) {
      other.checked = false;
    }
  }
}

function bodyOf(question) {
  const body = new URLSearchParams();
  for (const field of question.querySelectorAll("input, textarea")) {
    if (field.type === "radio" || field.type === "checkbox" ? field.checked : true) body.append(field.name, field.value);
  }
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("idempotency_key", waiting.get(question.dataset.question));
  return body;
}

function show(question, answer) {
  question.querySelector(`[name="revision-${question.dataset.question}"]`).value = answer.revision;
  const notices = question.querySelector(".notices");
  notices.innerHTML = answer.notice;
  question.classList.toggle("problem", notices.querySelector(".msg, .conflict") !== null);
  for (const [other, applies] of Object.entries(answer.applies)) {
    const place = document.getElementById(`q-${other}`);
    place.hidden = !applies;
    const fields = place.querySelector("fieldset");
    if (fields) fields.disabled = !applies;
  }
}

// One save at a time and in order, so that a later save carries the revision that the earlier one made.
async function send() {
  if (busy || waiting.size === 0) return;
  busy = true;
  const [name] = waiting.keys();
  const question = document.getElementById(`q-${name}`);
  const body = bodyOf(question);
  const sent = waiting.get(name);
  try {
    const reply = await fetch(form.dataset.autosave + name, { method: "POST", body, redirect: "error" });
    if (reply.status >= 500) throw new Error("unavailable");
    if (waiting.get(name) === sent) waiting.delete(name);
    if (reply.ok) {
      const answer = await reply.json();
      show(question, answer);
      status.textContent = answer.saved;
    } else {
      status.textContent = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("h1")?.textContent;
    }
    busy = false;
    send();
  } catch {
    status.textContent = status.dataset.offline;
    busy = false;
    setTimeout(send, 3000);
  }
}

function save(element) {
  waiting.set(questionOf(element).dataset.question, key());
  send();
}

let typing;
form.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-words]")) countWords(event.target);
  if (event.target.matches("textarea, input[type=text]")) {
    clearTimeout(typing);
    typing = setTimeout(() => save(event.target), 1000);
  }
});
form.addEventListener("change", (event) => {
  if (event.target.matches("input[type=checkbox]")) keepExclusive(event.target);
  if (event.target.name) {
    clearTimeout(typing);
    save(event.target);
  }
});
// The button waits for what is still on its way, so that its page carries the newest revisions.
form.addEventListener("submit", (event) => {
  clearTimeout(typing);
  if (!busy && waiting.size === 0) return;
  event.preventDefault();
  const again = setInterval(() => {
    if (busy || waiting.size > 0) return;
    clearInterval(again);
    form.requestSubmit();
  }, 50);
});
addEventListener("online", send);
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});
const problems = document.getElementById("problems");
if (problems) problems.focus();
