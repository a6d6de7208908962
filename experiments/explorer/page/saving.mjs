// Tables as files for spreadsheets: in Dutch with semicolons and decimal commas, as the command line's `--csv dutch`.
import { tableNumber } from "./numbers.mjs";
import { valueAt } from "./state.mjs";

// What the numbers on the page hold for, in words: course, the values that are kept, and weights.
export function shownSaid({ study, words, state }) {
  const course = words.label(study.find("courses", state.course));
  const kept = Object.entries(state.filters).map(([name, ends]) => {
    const parameter = study.find("parameters", name);
    const [low, high] = words.values(parameter, ends.map((end) => valueAt(parameter, end)));
    return words.say("filter_said", { assumption: words.assumption(parameter), low, high });
  });
  const weights = Object.entries(state.weights).map(([name, weight]) => {
    const said = words.say("weight_of", { outcome: words.label(study.find("outcomes", name)) });
    return `${said}: ${String(weight).replace(".", words.marks[1])}`;
  });
  return [course, ...(kept.length ? kept : [words.say("no_filter")]), ...weights].join("; ");
}

// The text of a file with the columns and rows of a table.
export function csvOf(page, columns, rows) {
  const [, mark] = page.words.marks;
  const between = mark === "," ? ";" : ",";
  const data = [...columns.flatMap((column) => column.data), [page.words.say("shown", { what: "" }).trim(), () => shownSaid(page)]];
  const cell = (value) => (typeof value === "number" ? tableNumber(value, mark) : quoted(value));
  const lines = [data.map(([head]) => quoted(head)), ...rows.map((row) => data.map(([, of]) => cell(of(row))))];
  return `\ufeff${lines.map((line) => line.join(between)).join("\n")}\n`;
}

// A text in quotes; an apostrophe keeps a spreadsheet from taking it for a formula.
function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : String(text);
  return `"${safe.replaceAll('"', '""')}"`;
}

export function save(page, name, columns, rows) {
  const file = new Blob([csvOf(page, columns, rows)], { type: "text/csv" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `explorer-${page.study.study}-${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
