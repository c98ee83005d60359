// Numbers as the server reads, compares and writes them (app/domain/question_types/numbers.py). The browser's own
// numbers find 0.1 + 0.2 greater than 0.3, so that an exact number here is { units, exponent }: units × 10^exponent.

const PRECISION = 28; // digits that the server keeps of a sum or product
const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;
// A comma before three digits may separate thousands or decimals, so that nobody reads it.
const TYPED = /^-?\p{Nd}{1,15}(?:[.٫]\p{Nd}{1,10}|,(?!\p{Nd}{3}$)\p{Nd}{1,10})?$/u;
const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

// What the server takes for white space: `trim` differs in five signs, and a difference would change an answer. (No
// expression that looks for the end: on a long text it takes minutes.)
export function stripEnd(text) {
  let end = text.length;
  while (end > 0 && BLANK.test(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

export function strip(text) {
  let start = 0;
  while (start < text.length && BLANK.test(text[start])) start += 1;
  return stripEnd(text.slice(start));
}

export const isDecimal = (text) => /^\p{Nd}+$/u.test(text);

// A script's digits stand together in Unicode, zero first; where several runs of ten touch, they touch in tens.
function digitOf(sign) {
  const code = sign.codePointAt(0);
  let first = code;
  while (isDecimal(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

export const westernDigits = (text) => text.replace(/\p{Nd}/gu, digitOf);

// As Python writes a Decimal, so that the same answer is the same text on both sides: 0.50, 1E-7, 1.5E+16.
function decimalText(sign, digits, exponent) {
  const point = digits.length + exponent;
  if (exponent > 0 || point < -5) {
    const places = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${places}E${point > 0 ? "+" : ""}${point - 1}`;
  }
  if (exponent === 0) return sign + digits;
  const whole = point > 0 ? digits.slice(0, point) : "0";
  return `${sign}${whole}.${"0".repeat(Math.max(0, -point))}${digits.slice(Math.max(0, point))}`;
}

// What was typed as a decimal in JSON, or null: digits of any script, a point or a comma before the decimals.
export function readDecimal(text) {
  const typed = strip(text).replaceAll("\u2212", "-");
  if (!TYPED.test(typed)) return null;
  const [, sign, whole, places = ""] = WRITTEN.exec(westernDigits(typed).replace(/[,٫]/u, "."));
  return decimalText(sign, (whole + places).replace(/^0+(?=\d)/, ""), -places.length);
}

// The exact number of a JSON number or of a decimal's text. Both sides write a limit such as 0.1 in the same, shortest
// way; a whole limit beyond 2^53 would have lost digits before it came here, and no answer is that large.
export function exact(written) {
  const [, sign, whole, places = "", power = "0"] = WRITTEN.exec(String(written));
  return { units: BigInt(sign + whole + places), exponent: Number(power) - places.length };
}

function aligned(left, right) {
  const exponent = Math.min(left.exponent, right.exponent);
  const units = (number) => number.units * 10n ** BigInt(number.exponent - exponent);
  return [units(left), units(right), exponent];
}

export function compare(left, right) {
  const [one, other] = aligned(left, right);
  return one < other ? -1 : Number(one > other);
}

// To the server's precision, half to even.
function rounded(units, exponent) {
  const size = units < 0n ? -units : units;
  const excess = String(size).length - PRECISION;
  if (excess <= 0) return { units, exponent };
  const step = 10n ** BigInt(excess);
  const [kept, rest] = [size / step, size % step];
  const up = 2n * rest > step || (2n * rest === step && kept % 2n === 1n) ? 1n : 0n;
  return { units: units < 0n ? -(kept + up) : kept + up, exponent: exponent + excess };
}

export function add(left, right) {
  const [one, other, exponent] = aligned(left, right);
  return rounded(one + other, exponent);
}

// As a sum is shown: 2.50, and never 25E-1.
export function plain({ units, exponent }) {
  if (exponent >= 0) return String(units * 10n ** BigInt(exponent));
  const digits = String(units < 0n ? -units : units).padStart(1 - exponent, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

export const multiply = (left, right) => rounded(left.units * right.units, left.exponent + right.exponent);

// An exact number as the answer to a computed question: whole below 10^15, else a decimal without zeros at its end.
export function numberValue(number) {
  const digits = String(number.units).replace("-", "");
  const kept = digits.replace(/0+$/, "") || "0";
  const exponent = number.units === 0n ? 0 : number.exponent + digits.length - kept.length;
  const sign = number.units < 0n ? "-" : "";
  if (exponent >= 0 && kept.length + exponent <= 15) return { number: Number(`${sign}${kept}e${exponent}`) };
  return { decimal: decimalText(sign, kept, exponent) };
}
