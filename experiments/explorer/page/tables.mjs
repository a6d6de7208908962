// Tables: all headline outcomes of the pair, each mix against the other, and conditions. What is shown can be saved.
import { button, element } from "./elements.mjs";
import { save } from "./saving.mjs";

// A table. A column has a head, the text of a row, and `data`: names and values of the columns that it has in the file.
// A column without a text is only in the file.
export function table(page, { name, title, note, columns, rows }) {
  const { words } = page;
  const shown = columns.filter((column) => column.text);
  const head = shown.map((column) => element("th", { scope: "col" }, column.head));
  const body = rows.map((row) =>
    element(
      "tr",
      { class: row.chosen ? "chosen" : "" },
      ...shown.map((column, place) =>
        place ? element("td", {}, column.text(row)) : element("th", { scope: "row" }, column.text(row)),
      ),
    ),
  );
  return element(
    "section",
    { id: name },
    element("h2", { id: `${name}-title` }, title),
    element(
      "div",
      { class: "wide", role: "region", tabindex: 0, "aria-labelledby": `${name}-title` },
      element(
        "table",
        { "aria-labelledby": `${name}-title` },
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...body),
      ),
    ),
    note ? element("p", { class: "note" }, note) : "",
    button(words.say("save_csv"), () => save(page, name, columns, rows), { class: "save" }),
  );
}

// Columns with the numbers of a spread: those of the band, in the file also the ends by themselves.
function bandColumn(words, head, part, signed) {
  const values = (row) => [row[part].low, row[part].median, row[part].high];
  return {
    head,
    text: (row) => bandText(words, row.shown, row[part], { signed, among: row.among?.[part] }),
    data: ["p10", "median", "p90"].map((end, place) => [`${head}: ${end}`, (row) => row.shown.factor * values(row)[place]]),
  };
}

// A median with its band below it; a dash where there is none.
function bandText(words, outcome, { low, median, high }, { signed, among }) {
  if (!Number.isFinite(median)) return "–";
  const [middle, from, to] = words.numbers(outcome, [median, low, high], { signed, among });
  if (!Number.isFinite(low)) return middle;
  return element("span", {}, middle, element("span", { class: "band" }, `(${words.say("between", { low: from, high: to })})`));
}

function share(words, head, of) {
  return { head, text: (row) => words.percent(of(row)), data: [[`${head} (%)`, (row) => 100 * of(row)]] };
}

function plain(head, of) {
  return { head, text: of, data: [[head, of]] };
}

// The number of draws is shown where it is not that of all draws that are kept.
function differenceColumns(words, answer, rows) {
  const draws = plain(words.say("draws"), (row) => row.difference.draws);
  const all = rows.every((row) => row.difference.draws === answer.kept.length);
  const mean = words.say("mean");
  return [
    bandColumn(words, words.say("difference"), "difference", true),
    {
      head: mean,
      text: ({ shown, among, difference: { mean: median, lo: low, hi: high } }) =>
        bandText(words, shown, { low, median, high }, { signed: true, among: among?.mean }),
      data: ["mean", "lo", "hi"].map((end) => [`${mean}: ${end}`, (row) => row.shown.factor * row.difference[end]]),
    },
    share(words, words.say("share_better"), (row) => row.better),
    share(words, words.say("share_relevant"), (row) => row.relevantlyBetter),
    share(words, words.say("share_worse"), (row) => row.relevantlyWorse),
    { ...draws, text: all ? null : (row) => words.count(row.difference.draws) },
  ];
}

const NO_SPREAD = { draws: NaN, mean: NaN, lo: NaN, hi: NaN, low: NaN, median: NaN, high: NaN };
const NO_DIFFERENCE = { difference: NO_SPREAD, better: NaN, relevantlyBetter: NaN, relevantlyWorse: NaN };

// All ends of some bands, by which their decimals are chosen.
function ends(bands) {
  return bands.flatMap(({ low, median, high }) => [low, median, high]);
}

export function outcomesTable(page, answer) {
  const { study, words, state } = page;
  const gaps = { mix: words.mix(state.mix), other: words.mix(state.other), year: state.year };
  const [own, other] = [state.mix, state.other].map((name) => words.say("level_under", { code: study.find("mixes", name).code }));
  return table(page, {
    name: "outcomes",
    title: words.say("outcomes_title", gaps),
    note: words.say("outcomes_note"),
    columns: [
      {
        head: words.say("outcome"),
        text: ({ shown }) => {
          const small = `${shown.unit[words.language]}; ${words.say(shown.perspective)}`;
          return element("span", {}, words.outcome(shown), element("small", {}, small));
        },
        data: [
          [words.say("outcome"), (row) => words.outcome(row.shown)],
          [words.say("unit"), (row) => row.shown.unit[words.language]],
          [words.say("where"), (row) => words.say(row.shown.perspective)],
        ],
      },
      bandColumn(words, other, "otherLevel", false),
      ...(state.mix === state.other ? [] : [bandColumn(words, own, "level", false), ...differenceColumns(words, answer, answer.outcomes)]),
    ],
    rows: answer.outcomes.map((row) => ({
      ...row,
      shown: study.find("outcomes", row.outcome),
      chosen: row.outcome === state.outcome,
    })),
  });
}

export function mixesTable(page, answer) {
  const { study, words, state } = page;
  const shown = study.find("outcomes", state.outcome);
  const gaps = { other: words.mix(state.other), outcome: words.label(shown), year: state.year };
  const others = answer.mixes.filter((row) => row.mix !== state.other).map((row) => row.difference);
  const among = {
    level: ends(answer.mixes.map((row) => row.level)),
    difference: ends(others),
    mean: others.flatMap(({ mean, lo, hi }) => [mean, lo, hi]),
  };
  return table(page, {
    name: "mixes",
    title: words.say("mixes_title", gaps),
    columns: [
      plain(words.say("mix"), (row) => words.mix(row.mix)),
      bandColumn(words, words.say("level"), "level", false),
      ...(study.mixes.length > 1 ? differenceColumns(words, answer, answer.mixes) : []),
    ],
    rows: answer.mixes.map((row) => ({
      ...(row.mix === state.other ? { ...row, ...NO_DIFFERENCE } : row),
      shown,
      among,
      chosen: row.mix === state.mix,
    })),
  });
}

export function conditionsTable(page, answer) {
  const { study, words, state } = page;
  const shown = study.find("outcomes", state.outcome);
  const named = ({ name }) => study.find("parameters", name);
  const clear = words.say("rank_correlation");
  const among = ends(answer.conditions.flatMap(({ lower, upper }) => [lower, upper]));
  return table(page, {
    name: "conditions",
    title: words.say("conditions_title", {
      mix: words.mix(state.mix),
      other: words.mix(state.other),
      outcome: words.label(shown),
      year: state.year,
    }),
    note: words.say("conditions_note", { count: words.count(study.parameters.length) }),
    columns: [
      {
        ...plain(words.say("assumption"), (row) => row.name),
        text: (row) => `${row.clear ? "● " : ""}${words.assumption(named(row))}`,
      },
      {
        ...plain(words.say("divided_at"), (row) => row.middle),
        text: (row) => words.values(named(row), [row.middle])[0],
      },
      bandColumn(words, words.say("lower_half"), "lower", true),
      bandColumn(words, words.say("upper_half"), "upper", true),
      share(words, words.say("lower_better"), (row) => row.lower.better),
      share(words, words.say("upper_better"), (row) => row.upper.better),
      { ...plain(clear, (row) => row.correlation), text: (row) => words.correlation(row.correlation) },
    ],
    rows: answer.conditions.map((row) => ({ ...row, shown, among: { lower: among, upper: among } })),
  });
}
