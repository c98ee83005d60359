// What was typed, as the answer that the server will make of it (`parse` in app/domain/question_types). The question is
// that of an outline (app/domain/outline.py); `fields` is what the form would post for it, { "": [texts], part: […],
// "row.column": […] }.
import { CURRENCIES } from "./lists.js";
import { isDecimal, readDecimal, strip, stripEnd, westernDigits } from "./numbers.js";
import { at, given, NOT_ANSWERED } from "./values.js";

const LARGEST = 2_000_000_000;
const LONGEST = 100_000;
const DATE_FIELDS = ["year", "month", "day"];
const PERIOD = /^\d{4}(?:-(?:H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/;

// By what the class of a question says that it is heard as (`heard_as` in app/domain/question_types).
const READERS = {
  code: readOne,
  codes: readSeveral,
  ranks: readRanking,
  whole: readWhole,
  decimal: readDecimals,
  amount: readAmount,
  day: (_, fields) => wrapped("date", readDate(fields)),
  days: readDateRange,
  period: readPeriod,
  text: readText,
  lines: (question, fields) => readLines(question.fields, fields),
  parts: (question, fields) => readParts(question.parts, fields),
  rows: readGrid,
};

// Files, items and computed values are not typed; what a page posts for them all the same, nobody can read. Nor can
// this page read what is heard later: the server does, and its reply to the save says what came to apply.
export function readAnswer(question, fields) {
  const posted = withoutBlanks(fields);
  const own = at(posted, "") ?? [];
  const reason = own.map(strip).find((text) => question.non_answers?.includes(text));
  if (Object.keys(posted).length === 0) return NOT_ANSWERED;
  if (given(reason)) {
    return own.length === 1 && isAlone(posted) ? { non_answer: reason } : { unparsed: posted };
  }
  return READERS[question.heard_as]?.(question, posted) ?? { unparsed: posted };
}

function withoutBlanks(fields) {
  const kept = Object.entries(fields).map(([name, texts]) => [name, texts.filter((text) => strip(text) !== "")]);
  return Object.fromEntries(kept.filter(([, texts]) => texts.length > 0));
}

const isAlone = (fields) => Object.keys(fields).length === 1 && Object.hasOwn(fields, "");

// The one text of a question with one field; null if there is more, or another.
const onlyText = (fields) => (isAlone(fields) && fields[""].length === 1 ? fields[""][0] : null);

const wrapped = (name, value) => (value === null ? null : { [name]: value });

// ------------------------------------------------------------------------------------------------------- choices

const codesOf = (question) => question.options.map((option) => option.code);

// What is written beside "other", and the one option beside which it can be.
function specifiedIn(question, fields) {
  const specified = strip((at(fields, "specified") ?? []).join(" "));
  const others = question.options.filter((option) => option.specify);
  return { specified, other: others.length === 1 ? others[0].code : null };
}

const withSpecified = (answer, specified) => (specified ? { ...answer, specified } : answer);

function readOne(question, fields) {
  const codes = at(fields, "") ?? [];
  const { specified, other } = specifiedIn(question, fields);
  if (codes.length === 0 && specified && other !== null) return withSpecified({ choice: other }, specified);
  const known = codes.length === 1 && codesOf(question).includes(codes[0]);
  return known ? withSpecified({ choice: codes[0] }, specified) : null;
}

function readSeveral(question, fields) {
  const chosen = new Set(at(fields, "") ?? []);
  const { specified, other } = specifiedIn(question, fields);
  if (specified && other !== null) chosen.add(other);
  const inOrder = codesOf(question).filter((code) => chosen.has(code));
  const known = inOrder.length > 0 && inOrder.length === chosen.size;
  return known ? withSpecified({ choices: inOrder }, specified) : null;
}

function readRanking(question, fields) {
  const names = Object.keys(fields);
  if (!names.every((name) => isDecimal(name) && [...name].length < 4 && fields[name].length === 1)) return null;
  const rank = (name) => Number(westernDigits(name));
  const byCode = (one, other) => (fields[one][0] < fields[other][0] ? -1 : 1);
  names.sort((one, other) => rank(one) - rank(other) || byCode(one, other));
  const ranked = names.map((name) => fields[name][0]);
  const known = ranked.every((code) => codesOf(question).includes(code));
  return known && new Set(ranked).size === ranked.length ? { ranked } : null;
}

// ------------------------------------------------------------------------------------------------------- numbers

function readWhole(_, fields) {
  const text = strip(onlyText(fields) ?? "").replaceAll("\u2212", "-");
  if ([...text].length > 20 || !isDecimal(text.replace(/^-/, ""))) return null;
  const number = Number(westernDigits(text)) + 0; // -0 is 0
  return Math.abs(number) <= LARGEST ? { number } : null;
}

function readDecimals(_, fields) {
  return wrapped("decimal", readDecimal(onlyText(fields) ?? ""));
}

function readAmount(_, fields) {
  const [amounts, currencies] = [at(fields, "amount") ?? [], at(fields, "currency") ?? []];
  if (amounts.length !== 1 || currencies.length !== 1 || Object.keys(fields).length !== 2) return null;
  const amount = readDecimal(amounts[0]);
  const currency = strip(currencies[0]).toUpperCase();
  return amount !== null && CURRENCIES.includes(currency) ? { amount, currency } : null;
}

// --------------------------------------------------------------------------------------------------------- dates

// In ISO 8601, from one field (2026-03-31) or from fields for year, month and day; null if there is no such day.
function readDate(fields) {
  const parts = isAlone(fields) ? strip(onlyText(fields) ?? "").split("-") : dateParts(fields);
  if (parts?.length !== 3 || !parts.every((part) => isDecimal(part) && [...part].length <= 4)) return null;
  const [year, month, day] = parts.map((part) => Number(westernDigits(part)));
  const iso = [String(year).padStart(4, "0"), ...[month, day].map((one) => String(one).padStart(2, "0"))].join("-");
  // A day that does not exist becomes another (31 April is 1 May), or no date at all.
  const date = new Date(`${iso}T00:00:00Z`);
  return year > 0 && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

function dateParts(fields) {
  const complete = Object.keys(fields).length === 3 && DATE_FIELDS.every((name) => at(fields, name)?.length === 1);
  return complete ? DATE_FIELDS.map((name) => strip(fields[name][0])) : null;
}

function readDateRange(_, fields) {
  if (!belongsTo(["from", "to"], fields)) return null;
  const [from, to] = [readDate(inside(fields, "from")), readDate(inside(fields, "to"))];
  return from !== null && to !== null ? { from, to } : null;
}

function readPeriod(_, fields) {
  const period = strip(westernDigits(onlyText(fields) ?? "")).toUpperCase();
  return PERIOD.test(period) ? { period } : null;
}

// --------------------------------------------------------------------------------------------------------- texts

function readText(_, fields) {
  const typed = onlyText(fields);
  const text = stripEnd((typed ?? "").replace(/\r\n?/g, "\n"));
  return typed === null || [...text].length > LONGEST ? null : { text };
}

function readLines(names, fields) {
  if (!Object.entries(fields).every(([name, texts]) => names.includes(name) && texts.length === 1)) return null;
  const written = names.filter((name) => Object.hasOwn(fields, name));
  return { parts: Object.fromEntries(written.map((name) => [name, { text: strip(fields[name][0]) }])) };
}

// --------------------------------------------------------------------------------------------- parts, rows, cells

const belongsTo = (names, fields) => Object.keys(fields).every((field) => names.includes(field.split(".")[0]));

// The fields of the part `name`, under the names that they have there.
function inside(fields, name) {
  const start = `${name}.`;
  const own = Object.hasOwn(fields, name) ? [["", fields[name]]] : [];
  const inner = Object.entries(fields).filter(([field]) => field.startsWith(start));
  return Object.fromEntries([...own, ...inner.map(([field, texts]) => [field.slice(start.length), texts])]);
}

function readParts(questions, fields) {
  if (!belongsTo(questions.map((question) => question.key), fields)) return null;
  const read = questions.map((question) => [question.key, readAnswer(question, inside(fields, question.key))]);
  return { parts: Object.fromEntries(read.filter(([, value]) => value !== NOT_ANSWERED)) };
}

function readGrid(grid, fields) {
  const codes = grid.rows.map((row) => row.code);
  if (!belongsTo(codes, fields)) return null;
  const rows = codes.map((code) => [code, readParts(grid.columns, inside(fields, code))]);
  if (rows.some(([, parts]) => parts === null)) return null;
  return { rows: Object.fromEntries(rows.filter(([, { parts }]) => Object.keys(parts).length > 0)) };
}
