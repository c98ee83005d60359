// Shows at once what applies, from the conditions that the page carries. The server decides again at every save.
import { readAnswer } from "./answers.js";
import { applicability } from "./conditions.js";

// What may appear when an answer changes; questions weigh more, and are parts and rows too.
const NOTHING = 0;
export const OPTIONS = 1;
export const QUESTIONS = 2;

// Entries and files are saved one by one, and what is heard later only the server reads.
const AS_SAVED = ["items", "files", "later"];

const data = document.querySelector("[data-conditions]");
const { section, answers, facts } = data ? JSON.parse(data.textContent) : {};
// What other sections asked is heard first, as it was saved.
const own = new Set(section?.questions.map((question) => question.key));
const elsewhere = { questions: Object.keys(answers ?? {}).filter((key) => !own.has(key)).map((key) => ({ key })) };

// What the fields of an answer hold, by the rest of their names: { "": [texts], part: [texts] }.
export function fieldsOf(element, name) {
  const fields = {};
  for (const field of element.querySelectorAll("input, textarea, select")) {
    const [start, ...rest] = field.name.split(".");
    if (start !== name || ((field.type === "radio" || field.type === "checkbox") && !field.checked)) continue;
    (fields[rest.join(".")] ??= []).push(field.value);
  }
  return fields;
}

function typed(form) {
  const found = { ...answers };
  for (const question of section.questions) {
    const place = document.getElementById(`q-${question.key}`);
    if (place && !AS_SAVED.includes(question.heard_as)) {
      found[question.key] = readAnswer(question, fieldsOf(place, question.key));
    }
  }
  const page = form.querySelector("[data-item]");
  if (page) {
    const [key, id] = page.dataset.question.split("/");
    const repeat = section.questions.find((question) => question.key === key);
    const value = readAnswer({ heard_as: "parts", parts: repeat.questions }, fieldsOf(page, page.dataset.question));
    found[key] = { items: [{ id, parts: value.parts ?? {} }] };
  }
  return found;
}

function show(element, applies) {
  const appeared = element.hidden && applies;
  element.hidden = !applies;
  return appeared;
}

// `hidden` is a Set of paths inside the answer called `name`: parts, rows, `row.column`, `part=option`.
function applyInside(element, name, hidden) {
  let appeared = NOTHING;
  for (const part of element.querySelectorAll("[data-part]")) {
    if (show(part, !hidden.has(part.dataset.part.slice(name.length + 1)))) appeared = QUESTIONS;
  }
  for (const row of element.querySelectorAll("[data-row]")) {
    if (show(row, !hidden.has(row.dataset.row))) appeared = QUESTIONS;
  }
  for (const option of element.querySelectorAll("[data-option]")) {
    const part = option.closest("[data-part]")?.dataset.part.slice(name.length + 1) ?? "";
    const chosen = option.querySelector?.(":checked") || option.selected;
    const applies = !hidden.has(`${part}=${option.dataset.option}`) || Boolean(chosen);
    if (show(option, applies) && appeared === NOTHING) appeared = OPTIONS;
  }
  return appeared;
}

// Shows what applies: `keys` are the questions that do, `hidden` what does not inside them. Says what appeared.
export function apply(form, keys, hidden) {
  const page = form.querySelector("[data-item]");
  if (page) {
    const [key, id] = page.dataset.question.split("/");
    const inside = [...(hidden[key] ?? [])].filter((path) => path.startsWith(`${id}.`)).map((path) => path.slice(id.length + 1));
    return applyInside(page, page.dataset.question, new Set(inside));
  }
  let appeared = NOTHING;
  for (const place of form.querySelectorAll("[data-question]")) {
    const name = place.dataset.question;
    const [key] = name.split("@"); // what a sector answers itself applies as its question does
    const shown = show(place, keys.has(key));
    const fields = place.querySelector("fieldset");
    if (fields) fields.disabled = !keys.has(key);
    const inside = applyInside(place, name, new Set(hidden[key] ?? []));
    // What comes to apply inside a hidden question is not seen.
    appeared = Math.max(appeared, shown ? QUESTIONS : NOTHING, place.hidden ? NOTHING : inside);
  }
  for (const own of form.querySelectorAll("[data-own]")) own.hidden = !keys.has(own.dataset.own);
  return appeared;
}

export function applyTyped(form) {
  if (!section) return NOTHING;
  const found = applicability([elsewhere, section], typed(form), facts);
  return apply(form, found.keys, found.hidden);
}
