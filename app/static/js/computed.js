// Computed values (app/domain/question_types/computed.py, checks.py): sums, products, lengths, dates as days.
// A `fact` rests on names that only the server has: its value is passed in like an answer.
import { add, exact, multiply, numberValue } from "./numbers.js";
import { at, given, lengthOf, NOT_ANSWERED, numberOf } from "./values.js";

const DAY = 86_400_000;
const DAYS_BEFORE_1970 = 719_163; // counted from 1 January of the year 1

const days = (iso) => exact(Date.parse(iso) / DAY + DAYS_BEFORE_1970);

export function computedValue(question, answers, heard) {
  if (given(question.fact)) return at(answers, question.key) ?? NOT_ANSWERED;
  if (given(question.count_of)) return { number: lengthOf(at(heard.answers, question.count_of)) };
  const number = operandValue(question.value, heard);
  return number === null ? NOT_ANSWERED : numberValue(number);
}

function operandValue(operand, heard) {
  if (given(operand.number)) return exact(operand.number);
  if (operand.today || operand.this_year) return ofTheDay(operand, heard.facts?.today);
  if (given(operand.cycle_period)) return ofTheDay({ today: true }, heard.facts?.[`cycle_${operand.cycle_period}`]);
  const summed = given(operand.sum_of)
    ? operand.sum_of.map((one) => operandValue(one, heard))
    : [...valuesOf(operand, heard)].flatMap((value) => numbersOf(value, operand));
  if (summed.length === 0 || summed.includes(null)) return null;
  return multiply(summed.reduce(add, exact(0)), exact(operand.times ?? 1));
}

function ofTheDay(operand, today) {
  if (!given(today)) return null;
  return operand.today ? days(today) : exact(Number(today.slice(0, 4)));
}

function* valuesOf(operand, heard) {
  // Computed values stand outside of items, and know nothing of the cycle before.
  if (!given(operand.question) || operand.previous) return;
  const value = at(heard.answers, operand.question);
  const insides = partsOf(value, operand.row);
  if (insides === null) yield value;
  for (const parts of insides ?? []) {
    if (given(operand.part)) yield at(parts, operand.part);
    else yield* Object.values(parts);
  }
}

// The parts of each row or item, or of the compound; null for an answer without parts.
function partsOf(value, row) {
  if (value?.rows) return (row ? [at(value.rows, row)] : Object.values(value.rows)).map((parts) => parts?.parts ?? {});
  if (value?.items) return value.items.map((item) => item.parts);
  return value?.parts ? [value.parts] : null;
}

function numbersOf(value, { among, first_day: first }) {
  if (first && given(value?.from)) return [days(value.from)];
  if (given(among)) return chosenOf(value, among);
  const number = numberOf(value);
  if (given(number)) return [exact(number)];
  const date = value?.date ?? value?.to;
  return given(date) ? [days(date)] : [];
}

// How many of the options `among` were chosen; nothing where nothing was.
function chosenOf(value, among) {
  const chosen = given(value?.choice) ? [value.choice] : (value?.choices ?? value?.ranked);
  return given(chosen) ? [exact(chosen.filter((option) => among.includes(option)).length)] : [];
}
