// Filters on assumptions: which are listed, their distribution, and the ends of their range.
import { associations, MOST_FILTERS } from "./answers.mjs";
import { histogram } from "./charts.mjs";
import { button, element, select } from "./elements.mjs";
import { FULL, valueAt } from "./state.mjs";

// Correlations of all assumptions with the difference over all draws; null when nothing can be said.
function associated(study, state) {
  const key = `associated ${[state.outcome, state.year, state.course, state.mix, state.other].join(" ")}`;
  const every = study.seeds.map((_, place) => place);
  return study.once(key, () => associations(study, state, every));
}

// The assumptions to list: those with a filter, then those that go with the difference most.
export function listed(study, state, added) {
  const found = associated(study, state)?.found ?? [];
  const most = found.slice(0, MOST_FILTERS).map((each) => each.name);
  return [...new Set([...Object.keys(state.filters), ...added, ...most])];
}

// The panel with all filters. `page` has the state and what to do on a change.
export function filtersPanel(page, names) {
  const { study, words, state } = page;
  const title = element("h2", {}, words.say("assumptions"));
  const kept = element("p", { id: "kept", class: "kept" });
  if (!study.parameters.length) return [title, element("p", {}, words.say("one_point")), kept];
  const found = associated(study, state);
  const few = study.count < study.statistics.fewest;
  const how = few ? "too_few_draws" : found ? "chosen_how" : "not_varying";
  const gaps = { count: words.count(study.parameters.length), fewest: study.statistics.fewest };
  const others = study.parameters
    .filter(({ name }) => !names.includes(name))
    .map(({ name, meaning }) => [name, meaning[words.language]])
    .sort((one, two) => one[1].localeCompare(two[1], words.language));
  const first = ["", words.say("choose")];
  return [
    title,
    kept,
    button(words.say("reset"), page.clear, { id: "reset" }),
    ...names.map((name) => filterOf(page, name, found?.found.find((each) => each.name === name))),
    select("add", words.say("add"), [first, ...others], "", page.add),
    element("p", { class: "note" }, words.say(how, gaps)),
  ];
}

function filterOf(page, name, association) {
  const { study, words, state } = page;
  const parameter = study.find("parameters", name);
  const ends = state.filters[name] ?? [0, FULL];
  const [low, high] = words.values(parameter, parameter.plausible);
  const mark = association?.clear ? "● " : "";
  const about = [
    words.say("plausible", { low, high: words.withUnit(parameter, high) }),
    association ? words.say("correlation", { value: words.correlation(association.correlation) }) : "",
    words.say("name_of", { name }),
  ];
  return element(
    "fieldset",
    { class: "filter", id: `filter-${name}` },
    element("legend", {}, `${mark}${words.assumption(parameter)}`),
    element("div", { class: "histogram" }),
    ...["lowest", "highest"].map((which, end) => slider(page, parameter, which, end, ends)),
    element(
      "details",
      {},
      element("summary", {}, words.say("about")),
      ...about.filter(Boolean).map((each) => element("p", {}, each)),
      element("p", { lang: "en" }, words.say("source", { source: parameter.source })),
      name in state.filters ? button(words.say("remove"), () => page.drop(name)) : "",
    ),
  );
}

function slider(page, parameter, which, end, ends) {
  const { words } = page;
  const id = `${which}-${parameter.name}`;
  const input = element("input", {
    id,
    type: "range",
    min: 0,
    max: FULL,
    step: 1,
    value: ends[end],
    "aria-label": words.say("bound", { which: words.say(which), assumption: parameter.meaning[words.language] }),
    oninput: (event) => page.filter(parameter.name, end, Number(event.target.value)),
    onchange: page.remember,
  });
  return element(
    "p",
    { class: "slider" },
    element("label", { for: id }, words.say(which)),
    input,
    element("output", { for: id, id: `value-${id}` }),
  );
}

// What to say of the number of draws that are kept, when they are few.
export function warning({ study, words }, { kept }) {
  const { fewest } = study.statistics;
  if (kept.length >= fewest) return "";
  return words.say(kept.length ? "few_kept" : "none_kept", { fewest });
}

// Bring sliders, their values and distributions up to date with the state.
export function refreshFilters(page, names, answer) {
  const { study, words, state } = page;
  const kept = new Set(answer.kept);
  const counts = { kept: words.count(kept.size), all: words.count(study.count) };
  document.getElementById("kept").textContent = words.say("kept", counts);
  if (!study.parameters.length) return;
  for (const name of names) {
    const parameter = study.find("parameters", name);
    const ends = state.filters[name] ?? [0, FULL];
    const filter = document.getElementById(`filter-${name}`);
    filter.querySelector(".histogram").replaceChildren(histogram(words, study, parameter, kept));
    ["lowest", "highest"].forEach((which, end) => {
      const [shown] = words.values(parameter, [valueAt(parameter, ends[end])]);
      const input = document.getElementById(`${which}-${name}`);
      input.value = ends[end];
      input.setAttribute("aria-valuetext", words.withUnit(parameter, shown));
      document.getElementById(`value-${which}-${name}`).textContent = shown;
    });
  }
}
