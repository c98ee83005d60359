// The sums beside and below a grid of numbers, as they are typed. The server adds up again for every page, and counts as
// here: what it reads as a number, in rows and cells that apply.
import { readAnswer } from "./answers.js";
import { add, exact, plain } from "./numbers.js";

function numberIn(cell) {
  const fields = [...cell.querySelectorAll("input")].filter((field) => field.type === "text" || field.checked);
  const value = readAnswer({ heard_as: cell.dataset.number }, { "": fields.map((field) => field.value) });
  return value.number ?? value.decimal;
}

function sumOf(cells) {
  const applying = cells.filter((cell) => cell.dataset.number && !cell.closest("[hidden]"));
  const numbers = applying.map(numberIn).filter((number) => number !== undefined);
  return plain(numbers.map(exact).reduce(add, exact(0)));
}

export function addUp(form) {
  for (const table of form.querySelectorAll("table.fields")) {
    for (const sum of table.querySelectorAll("tbody .sum")) sum.textContent = sumOf([...sum.closest("tr").cells]);
    for (const sum of table.querySelectorAll("tfoot .sum")) {
      sum.textContent = sumOf([...table.tBodies[0].rows].map((row) => row.cells[sum.closest("td").cellIndex]));
    }
  }
}
