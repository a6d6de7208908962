// Every number that the page shows for a state. Nothing is computed elsewhere on it.
import { correlation, firstAlone, meanAndInterval, percentiles, percentilesOfSorted, ranks, wilson } from "./statistics.mjs";
import { keptBy } from "./state.mjs";

export const MOST_FILTERS = 6;
export const MOST_CONDITIONS = 8;

// All that is shown for a state.
export function answers(study, state) {
  const kept = keptBy(study, state.filters);
  const places = kept.flatMap((each, place) => (each ? [place] : []));
  const pair = (outcome, mix, year) => difference(study, places, { ...state, outcome, mix, year });
  return {
    kept: places,
    mixes: study.mixes.map((mix) => ({ mix: mix.name, ...pair(state.outcome, mix.name, state.year) })),
    years: study.years.map((year) => ({ year, ...pair(state.outcome, state.mix, year) })),
    outcomes: study.outcomes.map(({ name }) => ({ outcome: name, ...pair(name, state.mix, state.year) })),
    conditions: conditions(study, state, places),
    weights: weighed(study, state, places),
  };
}

// Level of a mix, level of the other, and their paired difference over the draws that are kept.
function difference(study, places, { outcome, course, mix, other, year }) {
  const { direction, relevant } = study.find("outcomes", outcome);
  const [own, others] = [mix, other].map((name) => study.series(outcome, course, name, year));
  const found = places.map((place) => own[place] - others[place]).filter(Number.isFinite);
  const gains = found.map((each) => each * (direction || 1));
  const share = (holds) => (gains.length ? gains.filter(holds).length / gains.length : NaN);
  return {
    level: spread(study, places.map((place) => own[place])),
    otherLevel: spread(study, places.map((place) => others[place])),
    difference: spread(study, found),
    better: share((gain) => gain > 0),
    relevantlyBetter: share((gain) => gain > relevant),
    relevantlyWorse: share((gain) => gain < -relevant),
  };
}

// Number of known values, mean with its t-interval, and the band with the median.
function spread(study, values) {
  const known = values.filter(Number.isFinite);
  const [low, median, high] = percentiles(known, study.statistics.band);
  return { draws: known.length, ...meanAndInterval(known, study.statistics.t), low, median, high };
}

// Rank correlation of each assumption with the difference of the pair over some draws, strongest first; null when that
// cannot be said: with too few draws, or where the difference does not vary.
export function associations(study, { outcome, course, mix, other, year }, places) {
  const [own, others] = [mix, other].map((name) => study.series(outcome, course, name, year));
  const gaps = own.map((value, place) => value - others[place]);
  const known = places.filter((place) => Number.isFinite(gaps[place]));
  if (known.length < study.statistics.fewest || known.every((place) => gaps[place] === gaps[known[0]])) return null;
  const chosen = new Uint8Array(study.count);
  for (const place of known) chosen[place] = 1;
  const rising = [...known].sort((one, two) => gaps[one] - gaps[two]);
  const ranked = ranks(gaps, rising, chosen);
  const least = study.statistics.threshold / Math.sqrt(known.length - 1);
  const found = study.parameters.map(({ name }) => {
    const { values, order } = study.draws(name);
    const value = correlation(ranks(values, order, chosen), ranked, known);
    return { name, correlation: value, clear: Math.abs(value) > least };
  });
  return { chosen, rising, gaps, found: found.sort((one, two) => Math.abs(two.correlation) - Math.abs(one.correlation)) };
}

// What the difference is in the lower and upper half of each assumption, for those whose halves differ most.
function conditions(study, state, places) {
  const associated = associations(study, state, places);
  if (!associated) return null;
  const { chosen, rising, gaps } = associated;
  const direction = study.find("outcomes", state.outcome).direction || 1;
  const halves = associated.found.map((each) => {
    const { values, order } = study.draws(each.name);
    const sorted = order.filter((place) => chosen[place]).map((place) => values[place]);
    const [middle] = percentilesOfSorted(sorted, [50]);
    const half = (inside) => {
      const found = rising.filter((place) => inside(values[place])).map((place) => gaps[place]);
      const [low, median, high] = percentilesOfSorted(found, study.statistics.band);
      const better = found.filter((gap) => gap * direction > 0).length / found.length;
      return { draws: found.length, low, median, high, better };
    };
    return { ...each, middle, lower: half((value) => value <= middle), upper: half((value) => value > middle) };
  });
  const measure = state.sort === "order" ? "better" : "median";
  const size = ({ lower, upper }) => (upper.draws ? Math.abs(upper[measure] - lower[measure]) : 0);
  return halves.sort((one, two) => size(two) - size(one)).slice(0, MOST_CONDITIONS);
}

// In which share of draws each mix is first alone by the weights that were entered; null without any.
function weighed(study, state, places) {
  const members = Object.keys(state.weights);
  if (!members.length || study.mixes.length < 2) return null;
  const weights = members.map((name) => state.weights[name]);
  const sizes = members.map((outcome) => study.find("outcomes", outcome).relevant);
  const columns = members.map((outcome) => ({
    direction: study.find("outcomes", outcome).direction,
    mixes: study.mixes.map(({ name }) => study.series(outcome, state.course, name, state.year)),
  }));
  const first = study.mixes.map(() => 0);
  let draws = 0;
  for (const place of places) {
    const gains = columns.map(({ direction, mixes }) => mixes.map((values) => values[place] * direction));
    if (!gains.every((options) => options.every(Number.isFinite))) continue;
    draws += 1;
    const winner = firstAlone(gains, weights, sizes, study.statistics.negligible);
    if (winner >= 0) first[winner] += 1;
  }
  return study.mixes.map(({ name }, number) => ({
    mix: name,
    draws,
    first: draws ? first[number] / draws : NaN,
    ...wilson(first[number], draws, study.statistics.z),
  }));
}
