// The page: what is asked, filters, and results that follow every change at once.
import { answers } from "./answers.mjs";
import { mixesFigure, yearsFigure } from "./charts.mjs";
import { button, element, select } from "./elements.mjs";
import { filtersPanel, listed, refreshFilters, warning } from "./filters.mjs";
import { decimalsFor, numberText, placesFor } from "./numbers.mjs";
import { shownSaid } from "./saving.mjs";
import { addressOf, FULL, firstState, stateOf } from "./state.mjs";
import { Study } from "./study.mjs";
import { conditionsTable, mixesTable, outcomesTable } from "./tables.mjs";
import { weightsForm, weightsTable } from "./weights.mjs";
import { Words } from "./words.mjs";

const study = new Study(JSON.parse(document.getElementById("data").textContent));
const root = document.getElementById("explorer");
let added = [];
let names = [];

const page = {
  study,
  state: stateOf(location.hash.slice(1), study),
  words: null,
  ask(name, value) {
    page.state[name] = name === "year" ? Number(value) : value;
    relist();
  },
  filter(name, end, value) {
    const ends = [...(page.state.filters[name] ?? [0, FULL])];
    ends[end] = end === 0 ? Math.min(value, ends[1]) : Math.max(value, ends[0]);
    page.state.filters[name] = ends;
    if (ends[0] === 0 && ends[1] === FULL) delete page.state.filters[name];
    if (!added.includes(name)) added.push(name);
    refresh();
  },
  // The address is written when a slider comes to rest: browsers refuse many changes of it in a short time.
  remember() {
    history.replaceState(null, "", `#${addressOf(page.state)}`);
  },
  add(name) {
    if (name) added.push(name);
    relist();
    document.getElementById(`lowest-${name}`)?.focus();
  },
  drop(name) {
    delete page.state.filters[name];
    added = added.filter((each) => each !== name);
    relist();
    document.getElementById("reset").focus();
  },
  clear() {
    page.state.filters = {};
    added = [];
    relist();
    document.getElementById("reset").focus();
  },
  weigh(name, weight) {
    if (weight > 0 && Number.isFinite(weight)) page.state.weights[name] = weight;
    else delete page.state.weights[name];
    refresh();
    page.remember();
  },
  unweigh() {
    page.state.weights = {};
    for (const field of document.querySelectorAll("#weights-form input")) field.value = "";
    refresh();
    page.remember();
  },
};

// Everything anew: when the page is opened, in another language, or at another address.
function build() {
  const words = new Words(study, page.state.language);
  page.words = words;
  document.documentElement.lang = words.language;
  document.title = words.say("title");
  root.replaceChildren(
    element("a", { class: "skip", href: "#results", onclick: toResults }, words.say("skip")),
    element("header", {}, heading(), languages()),
    element("main", {}, element("div", { class: "controls" }, question(), element("div", { id: "filters" })), results()),
    element("footer", {}, ...footer()),
  );
  relist();
}

function toResults(event) {
  event.preventDefault(); // the address behind # is the state
  document.getElementById("results").focus();
}

function heading() {
  return element("div", {}, element("h1", {}, page.words.say("title")), element("p", {}, page.words.say("intro")));
}

function languages() {
  const made = Object.entries(study.languages).map(([code, { name }]) =>
    button(name, () => speak(code), { lang: code, id: `language-${code}`, "aria-pressed": code === page.state.language }),
  );
  return element("nav", { "aria-label": page.words.say("language") }, ...made);
}

function speak(code) {
  page.state.language = code;
  build();
  document.getElementById(`language-${code}`).focus();
}

function question() {
  const { words, state } = page;
  const labels = (list) => study[list].map((each) => [each.name, words.label(each)]);
  const mixes = study.mixes.map(({ name }) => [name, words.mix(name)]);
  const outcomes = study.outcomes.map((each) => [each.name, words.label(each)]);
  const years = study.years.map((year) => [String(year), String(year)]);
  const fields = [
    ["outcome", outcomes],
    ["year", years],
    ["course", labels("courses")],
    ["mix", mixes],
    ["other", mixes],
  ];
  return element(
    "section",
    { class: "question" },
    element("h2", {}, words.say("question")),
    ...fields.map(([name, options]) =>
      select(name, words.say(name), options, String(state[name]), (value) => page.ask(name, value)),
    ),
  );
}

function results() {
  const { words } = page;
  const sorts = ["size", "order"].map((each) => [each, words.say(`sort_${each}`)]);
  const part = (id) => element("div", { id });
  return element(
    "div",
    { class: "results", id: "results", tabindex: -1 },
    element("p", { id: "shown", class: "shown" }),
    element("section", { class: "short" }, element("h2", {}, words.say("in_short")), element("p", { id: "short", "aria-live": "polite" }), element("p", { id: "few", class: "warning" })),
    element("div", { class: "figures" }, part("mixes-place"), part("years-place")),
    part("mixes-table"),
    part("outcomes-table"),
    study.parameters.length
      ? select("sort", words.say("sort"), sorts, page.state.sort, (value) => page.ask("sort", value))
      : "",
    part("conditions-table"),
    weightsForm(page),
    part("weights-table"),
  );
}

function footer() {
  const { words } = page;
  const gaps = { study: study.study, seeds: words.count(study.count), mixes: words.count(study.mixes.length) };
  return [
    element("p", {}, words.say("provenance", gaps)),
    element("p", {}, study.parameters_said[words.language]),
    study.failed ? element("p", {}, words.say("failed", { count: words.count(study.failed) })) : "",
    element("p", {}, words.say("made_by")),
    button(words.say("print"), () => window.print()),
  ];
}

// The list of filters anew: when another question is asked.
function relist() {
  names = listed(study, page.state, added);
  document.getElementById("filters").replaceChildren(...filtersPanel(page, names));
  refresh();
  page.remember();
}

// Results for the state as it is now.
function refresh() {
  const answer = answers(study, page.state);
  const place = (id, ...content) => document.getElementById(id).replaceChildren(...content);
  const pair = page.state.mix !== page.state.other;
  refreshFilters(page, names, answer);
  place("shown", page.words.say("shown", { what: shownSaid(page) }));
  place("short", short(answer));
  place("few", warning(page, answer));
  place("mixes-place", ...(study.mixes.length > 1 ? [titled(mixesFigure(page.words, study, page.state, answer), "mixes_note")] : []));
  place("years-place", ...(pair ? [titled(yearsFigure(page.words, study, page.state, answer), "")] : []));
  place("mixes-table", mixesTable(page, answer));
  place("outcomes-table", outcomesTable(page, answer));
  place("conditions-table", ...(pair ? [conditionsPart(answer)] : []));
  for (const field of root.querySelectorAll(".field.sort")) field.hidden = !answer.conditions;
  place("weights-table", weightsTable(page, answer));
}

// A figure under its title; `note` is the key of a text below it.
function titled(svg, note) {
  const title = element("h2", { "aria-hidden": "true" }, svg.querySelector("title").textContent);
  return element("figure", {}, title, svg, note ? element("figcaption", { class: "note" }, page.words.say(note)) : "");
}

function conditionsPart(answer) {
  if (answer.conditions) return conditionsTable(page, answer);
  if (!study.parameters.length) return "";
  return element("p", {}, page.words.say("conditions_few", { fewest: study.statistics.fewest }));
}

// The difference of the pair in a sentence.
function short(answer) {
  const { words, state } = page;
  const found = answer.mixes.find((each) => each.mix === state.mix);
  if (study.mixes.length < 2) return words.say("short_one");
  if (state.mix === state.other) return words.say("short_same");
  if (!found.difference.draws) return words.say("short_unknown");
  const outcome = study.find("outcomes", state.outcome);
  const { low, median, high, draws } = found.difference;
  const [middle, from, to] = words.numbers(outcome, [median, low, high], { signed: true });
  const size = outcome.factor * outcome.relevant;
  const share = (value) => words.percent(value).replace("%", "");
  return words.say(outcome.direction ? "short_better" : "short_higher", {
    outcome: words.label(outcome),
    year: state.year,
    mix: words.mix(state.mix),
    other: words.mix(state.other),
    unit: outcome.unit[words.language],
    median: middle,
    low: from,
    high: to,
    draws: words.count(draws),
    size: String(Number(size.toPrecision(3))).replace(".", words.marks[1]),
    better: share(found.better),
    relevant: share(found.relevantlyBetter),
    worse: share(found.relevantlyWorse),
  });
}

window.addEventListener("hashchange", () => {
  if (location.hash.slice(1) === addressOf(page.state)) return;
  page.state = stateOf(location.hash.slice(1), study);
  build();
});
// For tests and for those who want the numbers: the answers to any state, as far as it differs from the first.
window.explorer = { study, answers: (state) => answers(study, { ...firstState(study), ...state }), decimalsFor, numberText, placesFor };
build();
