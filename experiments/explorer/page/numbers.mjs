// Numbers as text, digit for digit as the command line writes them (experiments/report/formatting.py).

const FURTHER = 40; // decimals beyond those shown: enough to see whether a number lies exactly half-way
const DIGITS = 3;

// Round to some decimals, half to even, from the exact value of the number: as Python's `round`.
function rounded(value, places) {
  const exact = Math.abs(value).toFixed(places + FURTHER);
  const kept = exact.slice(0, exact.length - FURTHER).replace(".", "");
  const rest = exact.slice(-FURTHER);
  const half = "5".padEnd(FURTHER, "0");
  const up = rest > half || (rest === half && Number(kept.at(-1)) % 2 === 1);
  const digits = (BigInt(kept) + (up ? 1n : 0n)).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return { whole, decimals: digits.slice(digits.length - places), zero: /^0*$/.test(digits) };
}

// A number as text with a proper minus and the marks of a language (thousands, decimals); a dash when it is not known.
export function numberText(value, places, marks, signed = false) {
  if (!Number.isFinite(value)) return "–";
  const { whole, decimals, zero } = rounded(value, places);
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, marks[0]);
  const sign = zero ? "" : value < 0 ? "−" : signed ? "+" : "";
  return sign + thousands + (places ? marks[1] + decimals : "");
}

// How many decimals show values of outcomes, about three digits (decimals, experiments/report/terminal.py).
export function decimalsFor(values) {
  const largest = values.filter(Number.isFinite).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max(0, DIGITS - (largest < 1 ? 0 : Math.trunc(Math.log10(largest)) + 1));
}

// How many decimals show the largest of some values with three digits, however small it is: for assumptions.
export function placesFor(values) {
  const largest = values.filter(Number.isFinite).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return DIGITS;
  return Math.max(0, DIGITS - 1 - Number(largest.toExponential(DIGITS - 1).split("e")[1]));
}

// A share of 0 to 1 as a whole percentage; a dash when it is not known.
export function percentText(share, marks) {
  return numberText(100 * share, 0, marks);
}

// Twelve significant digits, as in tables of the command line, with a decimal mark.
export function tableNumber(value, mark) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(12))).replace(".", mark) : "";
}
