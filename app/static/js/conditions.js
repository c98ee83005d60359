// What applies, at once: the browser's half of app/domain/conditions.py and applicability.py, which decide. Both are
// held to one file of cases, tests/vectors/conditions.json, so that a page never shows what the server would refuse.
//
// A condition is the JSON of a definition's `shown_when`. What it hears is { answers, facts, item }: answers by
// question, facts about the respondent, and the other parts of the same item, row or compound, all in answers' JSON.
import { computedValue } from "./computed.js";
import { compare, exact } from "./numbers.js";
import { at, given, isAnswered, lengthOf, NOT_ANSWERED, NOT_ASKED, numberOf } from "./values.js";

export function holds(condition, heard) {
  if (condition.all) return condition.all.every((part) => holds(part, heard));
  if (condition.any) return condition.any.some((part) => holds(part, heard));
  if (condition.not) return !holds(condition.not, heard);
  if (given(condition.fact)) return holdsFor(condition, { choice: at(heard.facts, condition.fact) ?? "" });
  if (given(condition.count_of)) return holdsForNumber(condition, lengthOf(at(heard.answers, condition.count_of)));
  return [...valuesOf(condition, heard)].some((value) => holdsFor(condition, value));
}

function* valuesOf(look, heard) {
  if (!given(look.question)) {
    yield at(heard.item, look.part);
    return;
  }
  const value = at(heard.answers, look.question);
  if (value?.rows) {
    const rows = given(look.row) ? [at(value.rows, look.row)] : Object.values(value.rows);
    for (const row of rows) yield* valuesOfParts(look, row?.parts ?? {});
  } else if (value?.parts) {
    yield* valuesOfParts(look, value.parts);
  } else if (!given(look.part) && !given(look.row)) {
    yield value;
  }
}

function* valuesOfParts(look, parts) {
  if (given(look.part)) yield at(parts, look.part);
  else yield* Object.values(parts);
}

function holdsFor(look, value) {
  if (look.answered) return isAnswered(value);
  if (given(look.at_least) || given(look.at_most) || given(look.between)) {
    const number = numberOf(value);
    return given(number) && holdsForNumber(look, number);
  }
  return holdsForOptions(look, value);
}

function holdsForNumber(look, number) {
  const against = (limit) => compare(exact(number), exact(limit));
  if (given(look.between)) return against(look.between[0]) >= 0 && against(look.between[1]) <= 0;
  if (given(look.at_least)) return against(look.at_least) >= 0;
  return given(look.at_most) && against(look.at_most) <= 0;
}

function holdsForOptions(look, value) {
  if (given(value?.choice)) {
    if (given(look.is_not)) return value.choice !== look.is_not;
    return value.choice === look.is || (look.is_any_of ?? []).includes(value.choice);
  }
  const several = value?.choices ?? value?.ranked;
  if (several) return several.some((code) => code === look.includes || (look.includes_any_of ?? []).includes(code));
  return given(look.is_not) && isAnswered(value);
}

// ------------------------------------------------------------------------------------- what is inside a question

const fails = (part, heard) => given(part.shown_when) && !holds(part.shown_when, heard);

// What inside a question does not apply, a Set: `=option`, `part`, `part=option`, `row`, `row.column`, `item.part`.
export function hiddenIn(question, value, heard) {
  if (question.heard_as === "rows") {
    return new Set(question.rows.flatMap((row) => hiddenInRow(question, row, value, heard)));
  }
  if (question.heard_as === "items") {
    const hiddenInItem = (item) => prefixed(item.id, hiddenInParts(question.questions, item.parts, heard));
    return new Set((value?.items ?? []).flatMap(hiddenInItem));
  }
  if (question.heard_as === "parts") return new Set(hiddenInParts(question.parts, value?.parts ?? {}, heard));
  return new Set((question.options ?? []).filter((option) => fails(option, heard)).map((option) => `=${option.code}`));
}

const prefixed = (name, paths) => paths.map((path) => `${name}${path.startsWith("=") ? "" : "."}${path}`);

function hiddenInRow(grid, row, value, heard) {
  if (fails(row, heard)) return [row.code];
  return prefixed(row.code, hiddenInParts(grid.columns, at(value?.rows, row.code)?.parts ?? {}, heard));
}

// A part hears the parts before it that apply.
function hiddenInParts(questions, parts, heard) {
  const item = {};
  const here = { ...heard, item };
  return questions.flatMap((question) => {
    const value = at(parts, question.key);
    if (fails(question, here)) return [question.key];
    const paths = prefixed(question.key, [...hiddenIn(question, value ?? NOT_ANSWERED, here)]);
    if (given(value)) item[question.key] = value;
    return paths;
  });
}

// `value` with *not asked* in the place of what does not apply, as conditions further down hear it.
function without(question, value, hidden) {
  if (question.heard_as === "rows" && value.rows) return withoutRows(question, value, hidden);
  if (question.heard_as === "parts" && value.parts) return withoutParts(question.parts, value, hidden);
  if (question.heard_as !== "items" || !value.items) return value;
  return { items: value.items.map((item) => withoutParts(question.questions, item, inside(hidden, item.id))) };
}

function withoutRows(grid, value, hidden) {
  const changed = grid.rows.flatMap(({ code }) => {
    const own = inside(hidden, code);
    const row = at(value.rows, code) ?? { parts: {} };
    if (hidden.has(code)) return [[code, NOT_ASKED]];
    return own.size > 0 && row.parts ? [[code, withoutParts(grid.columns, row, own)]] : [];
  });
  return { rows: { ...value.rows, ...Object.fromEntries(changed) } };
}

// `holder` is a compound's answer, or a row or an item.
function withoutParts(questions, holder, hidden) {
  const changed = questions.flatMap((part) => {
    const value = at(holder.parts, part.key);
    if (hidden.has(part.key)) return [[part.key, NOT_ASKED]];
    return given(value) ? [[part.key, without(part, value, inside(hidden, part.key))]] : [];
  });
  return { ...holder, parts: { ...holder.parts, ...Object.fromEntries(changed) } };
}

function inside(hidden, name) {
  const start = `${name}.`;
  return new Set([...hidden].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)));
}

// ----------------------------------------------------------------------------------------- a whole questionnaire

// { keys: Set of the questions and notes that apply, hidden: { question: Set as of hiddenIn }, values: { question:
// value as heard } }. Conditions look at earlier questions only, so that one pass in order decides; an answer to what
// does not apply is kept elsewhere, and no condition hears it.
export function applicability(sections, answers, facts) {
  const found = { keys: new Set(), hidden: {}, values: {} };
  const heard = { answers: {}, facts, item: {} };
  for (const section of sections) {
    const closed = fails(section, heard);
    for (const question of section.questions) {
      if (closed || fails(question, heard)) {
        if (question.heard_as !== "nothing") found.values[question.key] = NOT_ASKED;
        continue;
      }
      found.keys.add(question.key);
      if (question.heard_as !== "nothing") hear(question, answers, heard, found);
    }
  }
  return found;
}

function hear(question, answers, heard, found) {
  const computed = question.heard_as === "result";
  const said = (computed ? computedValue(question, answers, heard) : at(answers, question.key)) ?? NOT_ANSWERED;
  const hidden = hiddenIn(question, said, heard);
  const value = hidden.size > 0 ? without(question, said, hidden) : said;
  if (hidden.size > 0) found.hidden[question.key] = hidden;
  found.values[question.key] = value;
  if (value.non_answer !== NOT_ANSWERED.non_answer) heard.answers[question.key] = value;
}
