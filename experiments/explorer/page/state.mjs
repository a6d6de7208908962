// What is shown, and the same as the part of the address behind `#`.

export const FULL = 100; // ends of a filter are hundredths of the range of its assumption

// What is shown when the page is opened for the first time.
export function firstState(study) {
  const [other, mix] = study.mixes;
  return {
    language: study.language,
    outcome: study.outcomes[0].name,
    year: study.years.at(-1),
    course: study.courses[0].name,
    mix: (mix ?? other).name,
    other: other.name,
    sort: "size",
    filters: {},
    weights: {},
  };
}

// The address of a state.
export function addressOf(state) {
  const parts = new URLSearchParams();
  for (const name of ["language", "outcome", "year", "course", "mix", "other", "sort"]) parts.set(name, state[name]);
  for (const [name, [low, high]] of Object.entries(state.filters)) parts.append("keep", `${name}:${low}:${high}`);
  for (const [name, weight] of Object.entries(state.weights)) parts.append("weight", `${name}:${weight}`);
  return parts.toString();
}

// The state of an address; what it does not say, or what this study does not have, is as at first.
export function stateOf(address, study) {
  const parts = new URLSearchParams(address);
  const state = firstState(study);
  const allowed = {
    language: Object.keys(study.languages),
    outcome: study.outcomes.map((each) => each.name),
    course: study.courses.map((each) => each.name),
    mix: study.mixes.map((each) => each.name),
    other: study.mixes.map((each) => each.name),
    sort: ["size", "order"],
  };
  for (const [name, values] of Object.entries(allowed)) {
    if (values.includes(parts.get(name))) state[name] = parts.get(name);
  }
  if (study.years.includes(Number(parts.get("year")))) state.year = Number(parts.get("year"));
  for (const part of parts.getAll("keep")) {
    const [name, low, high] = part.split(":");
    const ends = [Number(low), Number(high)];
    const fine = ends.every((end) => Number.isInteger(end) && end >= 0 && end <= FULL) && ends[0] <= ends[1];
    if (study.find("parameters", name) && fine) state.filters[name] = ends;
  }
  for (const part of parts.getAll("weight")) {
    const [name, weight] = part.split(":");
    if (study.find("outcomes", name) && Number(weight) > 0 && Number.isFinite(Number(weight))) {
      state.weights[name] = Number(weight);
    }
  }
  return state;
}

// The value of an assumption at a hundredth of its range.
export function valueAt(parameter, end) {
  return parameter.low + (end / FULL) * (parameter.high - parameter.low);
}

// By seed whether all filters keep it; an end that was not moved keeps all.
export function keptBy(study, filters) {
  const kept = Array.from({ length: study.count }, () => true);
  for (const [name, [low, high]] of Object.entries(filters)) {
    const parameter = study.find("parameters", name);
    const from = low === 0 ? -Infinity : valueAt(parameter, low);
    const to = high === FULL ? Infinity : valueAt(parameter, high);
    study.draws(name).values.forEach((value, seed) => {
      kept[seed] &&= value >= from && value <= to;
    });
  }
  return kept;
}
