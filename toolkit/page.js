// What our widgets share on a page. It stands before each widget's own module, in the same text.

/** An element with properties (`aria-*`, `data-*` and `for` as attributes) and children. */
function html(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Change a text only if it differs: a live region speaks at every change. */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

/** JupyterLab keeps arrow keys and space for itself unless the input and its parent say so. */
const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

function unique() {
  return `cc-${Math.random().toString(36).slice(2)}`;
}

/** A few named options, one of them chosen: {element, inputs, show(value)}; `move(value)` when the learner chooses. */
function pills(spec, id, move) {
  const inputs = spec.options.map(({ value }, index) =>
    html("input", { type: "radio", name: id, id: `${id}-${index}`, value, ...OWN_KEYS }));
  const options = inputs.map((input, index) => {
    const label = html("label", { htmlFor: input.id }, spec.options[index].label);
    return html("span", { className: "cc-pill", ...OWN_KEYS }, input, label);
  });
  inputs.forEach((input) => input.addEventListener("change", () => move(input.value)));
  const row = html("div", { className: "cc-pills" }, ...options);
  const show = (value) => inputs.forEach((input) => { input.checked = input.value === value; });
  return { element: html("fieldset", { className: "cc-control" }, html("legend", {}, spec.label), row), inputs, show };
}
