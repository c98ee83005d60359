// The sums beside and below a grid of numbers, as they are typed. The server adds up again for every page.
import { add, exact, numberValue, readDecimal } from "./numbers.js";

function sumOf(cells) {
  const fields = cells.filter((cell) => !cell.closest("[hidden]")).flatMap((cell) => [...cell.querySelectorAll("input[type=text]")]);
  const numbers = fields.map((field) => readDecimal(field.value)).filter((text) => text !== null);
  const sum = numberValue(numbers.map(exact).reduce(add, exact(0)));
  return String(sum.number ?? sum.decimal);
}

export function addUp(field) {
  const table = field.closest("table.fields");
  if (!table) return;
  for (const sum of table.querySelectorAll("tbody .sum")) sum.textContent = sumOf([...sum.closest("tr").cells]);
  for (const sum of table.querySelectorAll("tfoot .sum")) {
    sum.textContent = sumOf([...table.tBodies[0].rows].map((row) => row.cells[sum.parentElement.cellIndex]));
  }
}
