// The comparison that the page holds: numbers are unpacked when they are first asked for.
import { orderOf } from "./statistics.mjs";

const BYTES = 5;
const UNKNOWN = 2 ** (8 * BYTES) - 1;

// Numbers of what experiments/explorer/packing.py packed.
export function unpacked({ step, origin, data }) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const numbers = new Float64Array(bytes.length / BYTES);
  for (let place = 0; place < numbers.length; place += 1) {
    let count = 0;
    for (let byte = BYTES - 1; byte >= 0; byte -= 1) count = count * 256 + bytes[place * BYTES + byte];
    numbers[place] = count === UNKNOWN ? NaN : (origin + count) * step;
  }
  return numbers;
}

export class Study {
  constructor(data) {
    Object.assign(this, data);
    this.count = data.seeds.length;
    this.known = new Map();
  }

  // A list of the data by the names of what it holds.
  find(list, name) {
    return this[list].find((each) => each.name === name);
  }

  // Values by seed of an outcome under a course, mix and year.
  series(outcome, course, mix, year) {
    const found = this.find("outcomes", outcome);
    const all = this.once(`outcome ${outcome}`, () => unpacked(found.values));
    const places = [this.courses, this.mixes].map((list, number) =>
      list.findIndex((each) => each.name === [course, mix][number]),
    );
    const row = (places[0] * this.mixes.length + places[1]) * this.years.length + this.years.indexOf(year);
    return all.subarray(row * this.count, (row + 1) * this.count);
  }

  // Values by seed of a parameter, and the seeds in their order.
  draws(name) {
    return this.once(`parameter ${name}`, () => {
      const values = unpacked(this.find("parameters", name).values);
      return { values, order: orderOf(values) };
    });
  }

  once(key, make) {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key);
  }
}
