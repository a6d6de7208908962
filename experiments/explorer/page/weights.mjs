// Weights of one's own over outcomes: nothing is added up before the reader enters one.
import { button, element } from "./elements.mjs";
import { table } from "./tables.mjs";

export function weightsForm(page) {
  const { study, words, state } = page;
  const fields = study.outcomes.map((outcome) => {
    const id = `weight-${outcome.name}`;
    return element(
      "p",
      { class: "weight" },
      element("label", { for: id }, words.outcome(outcome)),
      element("input", {
        id,
        type: "number",
        min: 0,
        step: "any",
        value: state.weights[outcome.name] ?? "",
        "aria-label": words.say("weight_of", { outcome: words.label(outcome) }),
        oninput: (event) => page.weigh(outcome.name, Number(event.target.value)),
      }),
    );
  });
  return element(
    "details",
    { id: "weights-form", open: Object.keys(state.weights).length > 0 },
    element("summary", {}, words.say("weights_title")),
    element("p", { class: "note" }, words.say(study.mixes.length > 1 ? "weights_note" : "weights_few")),
    element("div", { class: "weights" }, ...fields),
    button(words.say("weights_clear"), page.unweigh),
  );
}

export function weightsTable(page, answer) {
  const { words } = page;
  if (!answer.weights) return element("p", { id: "weights-none" }, words.say("weights_none"));
  const interval = words.say("interval");
  return table(page, {
    name: "weights",
    title: words.say("weights_title"),
    columns: [
      { head: words.say("mix"), text: (row) => words.mix(row.mix), data: [[words.say("mix"), (row) => words.mix(row.mix)]] },
      {
        head: words.say("first_in"),
        text: (row) => words.percent(row.first),
        data: [[`${words.say("first_in")} (%)`, (row) => 100 * row.first]],
      },
      {
        head: interval,
        text: (row) => (Number.isFinite(row.lo) ? `${words.percent(row.lo)} – ${words.percent(row.hi)}` : "–"),
        data: [
          [`${interval}: lo (%)`, (row) => 100 * row.lo],
          [`${interval}: hi (%)`, (row) => 100 * row.hi],
        ],
      },
      { head: words.say("draws"), text: (row) => words.count(row.draws), data: [[words.say("draws"), (row) => row.draws]] },
    ],
    rows: answer.weights,
  });
}
