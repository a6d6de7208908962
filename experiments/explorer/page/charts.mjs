// Figures: bands by mix, the difference through the years, and the distribution of an assumption.
import { drawn, figure } from "./elements.mjs";
import { numberText } from "./numbers.mjs";

const WIDTH = 450;
const SIDE = 14;
const ROW = 46;
const BINS = 20;

// A scale from values to places, with round ticks; it holds 0.
function scaleOf(values, from, to) {
  const known = [0, ...values.filter(Number.isFinite)];
  let [low, high] = [Math.min(...known), Math.max(...known)];
  if (low === high) high = low + 1;
  const margin = (high - low) / 20;
  [low, high] = [low < 0 ? low - margin : low, high > 0 ? high + margin : high];
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((each) => each * power >= rough);
  const ticks = [];
  for (let number = Math.ceil(low / step); number * step <= high; number += 1) ticks.push(number * step);
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return { at: (value) => from + ((value - low) / (high - low)) * (to - from), ticks, places };
}

function text(x, y, content, attributes = {}) {
  return drawn("text", { x, y, ...attributes }, content);
}

// One band a mix: the difference from the other mix over the draws that are kept.
export function mixesFigure(words, study, state, answer) {
  const outcome = study.find("outcomes", state.outcome);
  const rows = answer.mixes.filter((each) => each.mix !== state.other);
  const { factor } = outcome;
  const ends = rows.flatMap(({ difference }) => [difference.low, difference.high].map((each) => factor * each));
  const bottom = rows.length * ROW + 8;
  const scale = scaleOf(ends, SIDE, WIDTH - SIDE);
  const among = rows.flatMap(({ difference: { low, median, high } }) => [low, median, high]);
  const parts = [];
  for (const tick of scale.ticks) {
    parts.push(drawn("line", { class: tick === 0 ? "zero" : "grid", x1: scale.at(tick), x2: scale.at(tick), y1: 4, y2: bottom }));
    parts.push(text(scale.at(tick), bottom + 18, numberText(tick, scale.places, words.marks, true), { "text-anchor": "middle" }));
  }
  const said = rows.map(({ mix, difference }, place) => {
    const { colour } = study.find("mixes", mix);
    const [low, median, high] = [difference.low, difference.median, difference.high].map((each) => scale.at(factor * each));
    const top = place * ROW;
    parts.push(text(SIDE, top + 17, words.mix(mix), { class: mix === state.mix ? "name chosen" : "name" }));
    if (!Number.isFinite(median)) return `${words.mix(mix)}: –`;
    parts.push(
      drawn("rect", { x: low, y: top + 25, width: Math.max(high - low, 1), height: 13, fill: colour, "fill-opacity": 0.35 }),
      drawn("rect", { x: median - 2, y: top + 22, width: 4, height: 19, fill: colour }),
    );
    const [middle, from, to] = words.numbers(outcome, [difference.median, difference.low, difference.high], {
      signed: true,
      among,
    });
    return words.say("figure_row", { label: words.mix(mix), median: middle, low: from, high: to });
  });
  const title = words.say("mixes_title", {
    other: words.mix(state.other),
    outcome: words.label(outcome),
    year: state.year,
  });
  parts.push(text(WIDTH / 2, bottom + 36, outcome.unit[words.language], { class: "unit", "text-anchor": "middle" }));
  return figure("mixes-figure", WIDTH, bottom + 42, title, said.join("; "), ...parts);
}

// Median and band of the difference of the pair through the years.
export function yearsFigure(words, study, state, answer) {
  const outcome = study.find("outcomes", state.outcome);
  const rows = answer.years.filter(({ difference }) => Number.isFinite(difference.median));
  const { factor } = outcome;
  const [left, top, bottom] = [62, 12, 220];
  const values = rows.flatMap(({ difference }) => [difference.low, difference.high].map((each) => factor * each));
  const scale = scaleOf(values, bottom, top);
  const [first, last] = [study.years[0], study.years.at(-1)];
  const across = (year) => left + 14 + (last > first ? (year - first) / (last - first) : 0.5) * (WIDTH - left - 44);
  const { colour } = study.find("mixes", state.mix);
  const parts = [];
  for (const tick of scale.ticks) {
    const y = scale.at(tick);
    parts.push(drawn("line", { class: tick === 0 ? "zero" : "grid", x1: left, x2: WIDTH - SIDE, y1: y, y2: y }));
    parts.push(text(left - 6, y + 4, numberText(tick, scale.places, words.marks, true), { "text-anchor": "end" }));
  }
  const point = ({ year, difference }, name) => `${across(year)},${scale.at(factor * difference[name])}`;
  const band = [...rows.map((row) => point(row, "low")), ...[...rows].reverse().map((row) => point(row, "high"))];
  parts.push(drawn("polygon", { points: band.join(" "), fill: colour, "fill-opacity": 0.3 }));
  parts.push(drawn("polyline", { points: rows.map((row) => point(row, "median")).join(" "), fill: "none", stroke: colour, "stroke-width": 2.5 }));
  for (const { year, difference } of rows) {
    const [x, y] = [across(year), scale.at(factor * difference.median)];
    parts.push(drawn("circle", { cx: x, cy: y, r: year === state.year ? 5.5 : 3.5, fill: colour }));
    parts.push(text(x, bottom + 20, year, { "text-anchor": "middle", class: year === state.year ? "chosen" : "" }));
  }
  const said = rows.map(({ year, difference }) => `${year}: ${words.band(outcome, difference, { signed: true })}`);
  const title = words.say("years_title", {
    mix: words.mix(state.mix),
    other: words.mix(state.other),
    outcome: words.label(outcome),
  });
  parts.push(text(WIDTH / 2, bottom + 40, outcome.unit[words.language], { class: "unit", "text-anchor": "middle" }));
  return figure("years-figure", WIDTH, bottom + 46, title, said.join("; "), ...parts);
}

// Where the draws of an assumption are: all of them pale, those that are kept dark.
export function histogram(words, study, parameter, kept) {
  const [width, height] = [280, 40];
  const { values } = study.draws(parameter.name);
  const [all, some] = [new Array(BINS).fill(0), new Array(BINS).fill(0)];
  const span = parameter.high - parameter.low;
  values.forEach((value, place) => {
    const bin = Math.min(BINS - 1, Math.floor(((value - parameter.low) / span) * BINS));
    all[bin] += 1;
    if (kept.has(place)) some[bin] += 1;
  });
  const most = Math.max(...all);
  const bars = [["all", all], ["kept", some]].flatMap(([name, counts]) =>
    counts.map((count, bin) =>
      drawn("rect", {
        class: name,
        x: (bin * width) / BINS + 0.5,
        y: height - (height * count) / most,
        width: width / BINS - 1,
        height: (height * count) / most,
      }),
    ),
  );
  const [low, high] = words.values(parameter, [parameter.low, parameter.high]);
  const title = words.say("histogram", {
    low,
    high,
    kept: words.count(kept.size),
    all: words.count(values.length),
  });
  const id = `histogram-${parameter.name}`;
  return figure(id, width, height, parameter.meaning[words.language], title, ...bars);
}

