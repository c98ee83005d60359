// Saves each answer as it changes, shows questions that came to apply, counts words. Without this file the page's one
// button does the same work.
import { apply, applyTyped, OPTIONS, QUESTIONS } from "./applying.js";
import { help, keepExclusive, showWhatFollows } from "./choosing.js";
import { addUp } from "./totals.js";

const form = document.querySelector("form[data-autosave]");
const status = form.querySelector("[data-saved]");
const waiting = new Map();
let busy = false;

const questionOf = (element) => element.closest("[data-question]");
const named = (name) => form.querySelector(`[data-question="${CSS.escape(name)}"]`);
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

function bodyOf(question) {
  const body = new URLSearchParams();
  for (const field of question.querySelectorAll("input[name], textarea, select")) {
    if (field.type === "radio" || field.type === "checkbox" ? field.checked : true) body.append(field.name, field.value);
  }
  body.append("csrf_token", form.elements.csrf_token.value);
  body.append("idempotency_key", waiting.get(question.dataset.question));
  return body;
}

// What appeared stays announced beside the time of saving until another question is answered: a save takes less time
// than a screen reader needs to speak, and one answer may take several.
const texts = { [OPTIONS]: status.dataset.options, [QUESTIONS]: status.dataset.questions };
let announced = "";
let announcedBy = null;

function announce(field) {
  const appeared = applyTyped(form);
  const question = questionOf(field);
  if (appeared) {
    status.textContent = announced = texts[appeared];
    announcedBy = question;
  } else if (question !== announcedBy) announced = "";
  addUp(form);
}

function show(question, answer) {
  question.querySelector(`[name="revision-${question.dataset.question}"]`).value = answer.revision;
  const notices = question.querySelector(".notices");
  if (!question.hasAttribute("data-item")) {
    notices.innerHTML = answer.notice;
    const wrong = notices.querySelector(".msg, .conflict") !== null;
    question.classList.toggle("problem", wrong);
    question.classList.toggle("advised", !wrong && notices.querySelector(".advice") !== null);
  }
  // A field that is there already is left alone: somebody may be writing in it.
  const comment = question.querySelector(".comment");
  if (answer.comment && !comment.querySelector("textarea")) comment.innerHTML = answer.comment;
  comment.hidden = !answer.comment;
  const keys = new Set(Object.keys(answer.applies).filter((name) => answer.applies[name]));
  apply(form, keys, answer.hidden);
  addUp(form);
}

// One save at a time and in order, so that a later save carries the revision that the earlier one made.
async function send() {
  if (busy || waiting.size === 0) return;
  busy = true;
  const [name] = waiting.keys();
  const question = named(name);
  const body = bodyOf(question);
  const sent = waiting.get(name);
  try {
    const reply = await fetch(form.dataset.autosave + name, { method: "POST", body, redirect: "error" });
    if (reply.status >= 500) throw new Error("unavailable");
    if (waiting.get(name) === sent) waiting.delete(name);
    if (reply.ok) {
      const answer = await reply.json();
      // What was changed or typed since has been shown already, and its own save follows.
      if (waiting.size === 0 && typing === null) show(question, answer);
      else question.querySelector(`[name="revision-${name}"]`).value = answer.revision;
      status.textContent = `${announced} ${answer.saved}`.trim();
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

const isTyped = (field) => field.matches("textarea, input:is([type=text], [type=email])");

let typing = null;

function stopTyping() {
  clearTimeout(typing);
  typing = null;
}

form.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-words]")) countWords(event.target);
  if (!event.target.name) return;
  announce(event.target);
  if (isTyped(event.target)) {
    stopTyping();
    typing = setTimeout(() => {
      typing = null;
      save(event.target);
    }, 1000);
  }
});
form.addEventListener("change", (event) => {
  if (!event.target.name) return;
  if (event.target.matches("input[type=checkbox]")) keepExclusive(event.target);
  changed(event.target);
});
function changed(field) {
  showWhatFollows(form);
  announce(field);
  stopTyping();
  save(field);
}
// The button waits for what is still on its way, so that its page carries the newest revisions.
form.addEventListener("submit", (event) => {
  stopTyping();
  if (!busy && waiting.size === 0) return;
  event.preventDefault();
  const again = setInterval(() => {
    if (busy || waiting.size > 0) return;
    clearInterval(again);
    form.requestSubmit(event.submitter);
  }, 50);
});
addEventListener("online", send);
addEventListener("beforeunload", (event) => {
  if (waiting.size > 0) event.preventDefault();
});
help(form, changed);
// On a slow line people answer before this file has come: what they changed until now is saved now.
function isChanged(field) {
  if (field.type === "hidden" || field.matches(":disabled")) return false;
  if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected && option.value);
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}
for (const field of form.querySelectorAll("input[name], textarea, select")) {
  if (isChanged(field)) changed(field);
}
const problems = document.getElementById("problems");
if (problems) problems.focus();
