// Elements of the page. Texts are set as texts, so nothing that a name holds becomes part of the page's structure.

const SVG = "http://www.w3.org/2000/svg";

// An element with attributes, listeners (`on...`) and children: elements or texts.
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

// The same within a figure.
export function drawn(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (typeof value !== "boolean" || key.startsWith("aria-")) made.setAttribute(key, String(value));
    else made.toggleAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== "" && child !== undefined));
  return made;
}

// A select with its label; `options` are pairs of value and text.
export function select(id, text, options, chosen, change) {
  const made = options.map(([value, shown]) => element("option", { value, selected: value === chosen }, shown));
  const field = element("select", { id, onchange: (event) => change(event.target.value) }, ...made);
  return element("p", { class: `field ${id}` }, element("label", { for: id }, text), field);
}

export function button(text, click, attributes = {}) {
  return element("button", { type: "button", onclick: click, ...attributes }, text);
}

// A figure with a title and a description for those who do not see it.
export function figure(id, width, height, title, description, ...children) {
  return drawn(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": `${id}-title ${id}-desc` },
    drawn("title", { id: `${id}-title` }, title),
    drawn("desc", { id: `${id}-desc` }, description),
    ...children,
  );
}
