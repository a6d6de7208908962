// Texts and numbers in the language that is shown.
import { decimalsFor, numberText, percentText, placesFor } from "./numbers.mjs";

export class Words {
  constructor(study, language) {
    this.study = study;
    this.language = language;
    this.marks = study.languages[language].marks;
  }

  // A text by its key with its gaps filled.
  say(key, gaps = {}) {
    return this.study.texts[key][this.language].replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));
  }

  label(thing) {
    return thing.label[this.language];
  }

  // A mix by its label and code, which stay on one line.
  mix(name) {
    const mix = this.study.find("mixes", name);
    return `${this.label(mix)}\u00a0(${mix.code})`;
  }

  // Numbers of an outcome as it is shown, with the decimals that the largest of some asks for.
  numbers(outcome, values, { signed = false, among = values } = {}) {
    const places = decimalsFor(among.map((value) => outcome.factor * value));
    return values.map((value) => numberText(outcome.factor * value, places, this.marks, signed));
  }

  // Numbers of an assumption.
  values(parameter, values) {
    const places = placesFor([parameter.low, parameter.high]);
    return values.map((value) => numberText(value, places, this.marks));
  }

  // A median with the ends of its band.
  band(outcome, { low, median, high }, { signed = false, among } = {}) {
    if (!Number.isFinite(median)) return "–";
    const [middle, from, to] = this.numbers(outcome, [median, low, high], { signed, among });
    return Number.isFinite(low) ? `${middle} (${this.say("between", { low: from, high: to })})` : middle;
  }

  // A number with its unit; a unit that says nothing is left out.
  withUnit(parameter, number) {
    const unit = parameter.unit[this.language];
    return unit ? `${number} ${unit}` : number;
  }

  assumption(parameter) {
    const unit = parameter.unit[this.language];
    return unit ? `${parameter.meaning[this.language]} [${unit}]` : parameter.meaning[this.language];
  }

  percent(share) {
    return Number.isFinite(share) ? this.say("percent", { share: percentText(share, this.marks) }) : "–";
  }

  count(number) {
    return numberText(number, 0, this.marks);
  }

  correlation(value) {
    return numberText(value, 2, this.marks, true);
  }

  outcome(outcome) {
    return `${this.label(outcome)}${outcome.direction < 0 ? " ↓" : ""}`;
  }
}
