// The numbers of a figure as a table, folded away, which can be saved as a file.
//
// A table is columns: each has a label and cells as text, and says whether they are all numbers.

/** Writes the columns into `table`; one of the same shape keeps its cells, and only what differs is changed. */
function fill(table, caption, columns) {
  const texts = [caption, ...columns.map(({ label }) => label)];
  columns[0].cells.forEach((_, row) => texts.push(...columns.map(({ cells }) => cells[row])));
  const shape = JSON.stringify([columns.map(({ numeric }) => numeric), texts.length]);
  if (table.dataset.shape !== shape) table.replaceChildren(...blank(columns));
  table.dataset.shape = shape;
  const places = table.querySelectorAll("caption, th, td");
  texts.forEach((text, index) => {
    if (places[index].textContent !== text) places[index].textContent = text;
  });
}

/** A table of these columns, its cells still empty. */
function blank(columns) {
  const kind = ({ numeric }) => ({ className: numeric ? "cc-number" : "" });
  const head = columns.map((column) => html("th", { scope: "col", ...kind(column) }));
  const rows = columns[0].cells.map(() => html("tr", {}, ...columns.map((column, index) =>
    (index ? html("td", kind(column)) : html("th", { scope: "row", ...kind(column) })))));
  return [
    html("caption", { className: "cc-unseen" }),
    html("thead", {}, html("tr", {}, ...head)),
    html("tbody", {}, ...rows),
  ];
}

// ---- as a file that a spreadsheet opens ----

const NUMBER = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?(e[+-]\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/; // how a cell begins that a spreadsheet would run

function csvCell(text) {
  if (NUMBER.test(text)) return text.replaceAll(",", "");
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Begins with a byte-order mark, without which Excel garbles Chinese. */
function csv(columns) {
  const head = columns.map(({ label }) => label);
  const rows = columns[0].cells.map((_, row) => columns.map(({ cells }) => cells[row]));
  return `\ufeff${[head, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
}

function save(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const day = new Date().toLocaleDateString("sv"); // Swedes write 2026-03-10
  html("a", { href, download: `clear-credit-${day}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(href)); // not before the click is dealt with
}

// ---- on the page ----

/** A table with the button that saves it: {element, fit(), fill(caption, columns)}. */
function tableBox(words) {
  const table = html("table");
  const button = html("button", { type: "button", className: "cc-reset" }, words.save);
  const scroll = html("div", { className: "cc-scroll", role: "group", "aria-label": words.table, ...OWN_KEYS }, table);
  let shown;
  button.addEventListener("click", () => save(csv(shown)));
  return {
    element: html("details", {}, html("summary", {}, words.table), scroll, button),
    /** What is wider than the page is scrolled by keys, too. */
    fit() { scroll.tabIndex = scroll.scrollWidth > scroll.clientWidth ? 0 : -1; },
    fill(caption, columns) { fill(table, caption, (shown = columns)); },
  };
}
