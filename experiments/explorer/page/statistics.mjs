// Statistics as the command line has them; each names its counterpart. Constants come from there with the data.

// Mean and t-interval; what is not known is left out (mean_and_interval, experiments/runs/statistics.py).
export function meanAndInterval(values, t) {
  const known = values.filter(Number.isFinite);
  const count = known.length;
  if (count === 0) return { mean: NaN, lo: NaN, hi: NaN };
  const mean = sum(known) / count;
  if (count < 2) return { mean, lo: NaN, hi: NaN };
  const error = Math.sqrt(sum(known.map((value) => (value - mean) ** 2)) / (count - 1) / count);
  const half = t[count - 1] * error;
  return { mean, lo: mean - half, hi: mean + half };
}

function sum(values) {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

// Percentiles by linear interpolation (numpy.percentile); NaN of no values.
export function percentiles(values, shares) {
  return percentilesOfSorted(Float64Array.from(values).sort(), shares);
}

// Percentiles of values in rising order.
export function percentilesOfSorted(sorted, shares) {
  return shares.map((share) => {
    const place = (share / 100) * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.min(low + 1, sorted.length - 1);
    const part = place - low;
    const step = sorted[high] - sorted[low];
    return part < 0.5 ? sorted[low] + step * part : sorted[high] - step * (1 - part);
  });
}

// Interval of a share by Wilson's score (wilson, experiments/studies/robustness/ranking.py).
export function wilson(count, total, z) {
  if (total === 0) return { lo: NaN, hi: NaN };
  const share = count / total;
  const below = 1 + (z * z) / total;
  const middle = (share + (z * z) / (2 * total)) / below;
  const half = (z / below) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { lo: count === 0 ? 0 : middle - half, hi: count === total ? 1 : middle + half };
}

// The places of values in rising order.
export function orderOf(values) {
  return Array.from(values.keys()).sort((one, other) => values[one] - values[other]);
}

// Ranks from 1 of the values at some places, given the order of all places; equal values share their mean rank.
export function ranks(values, order, chosen) {
  const found = new Float64Array(values.length);
  const kept = order.filter((place) => chosen[place]);
  for (let first = 0; first < kept.length; ) {
    let last = first;
    while (last + 1 < kept.length && values[kept[last + 1]] === values[kept[first]]) last += 1;
    for (let each = first; each <= last; each += 1) found[kept[each]] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return found;
}

// Rank correlation from ranks at some places (associations, experiments/studies/robustness/association.py).
export function correlation(one, other, places) {
  const middle = (places.length + 1) / 2;
  let both = 0;
  let own = 0;
  let others = 0;
  for (const place of places) {
    const first = one[place] - middle;
    const second = other[place] - middle;
    both += first * second;
    own += first * first;
    others += second * second;
  }
  return own * others > 0 ? both / Math.sqrt(own * others) : 0;
}

// Which option is first alone in a draw by weighted, scaled gains (preferred, experiments/studies/robustness/lens.py):
// its place, or -1 where several share the first place. `gains` is outcomes x options, `sizes` is by outcome; what is no
// further apart than `negligible` of them, or of the range of weighted means, is equal.
export function firstAlone(gains, weights, sizes, negligible) {
  const totals = gains[0].map(() => 0);
  const all = sum(weights);
  gains.forEach((options, number) => {
    const low = Math.min(...options);
    const spread = Math.max(...options) - low;
    options.forEach((gain, place) => {
      totals[place] += spread > negligible * sizes[number] ? ((gain - low) / spread) * weights[number] : 0;
    });
  });
  const scores = totals.map((total) => total / all);
  const best = Math.max(...scores);
  return scores.filter((score) => score >= best - negligible).length === 1 ? scores.indexOf(best) : -1;
}
