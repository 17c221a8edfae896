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

// ---- memory: what the learner did, kept in this browser by lesson, and in the lesson by cell ----

const shelf = (lesson) => `clear-credit/${lesson}`;

/** Where one widget's record is kept: {recall(), keep(record)}. `what` tells widgets of one cell apart. */
function memory({ lesson, cell }, what) {
  const place = `${cell}/${what}`;
  const records = () => JSON.parse(localStorage.getItem(shelf(lesson))) ?? {};
  const attempt = (action) => {
    try {
      return cell ? action() : undefined;
    } catch {
      return undefined; // a browser that keeps nothing: private, full, or told so
    }
  };
  return {
    recall: () => attempt(() => records()[place]),
    keep: (record) => attempt(() => localStorage.setItem(shelf(lesson), JSON.stringify({ ...records(), [place]: record }))),
  };
}

function forget(lesson) {
  try {
    localStorage.removeItem(shelf(lesson));
  } catch {} // nothing was kept
}

// ---- a kernel that does not answer ----

const SILENCE = 5000; // ms

/** Says `sentence` in `element` when a request has waited too long; `settle(answered)` is called at each change. */
function patience(element, sentence) {
  let timer = 0;
  return (answered) => {
    if (!answered) {
      timer ||= setTimeout(() => say(element, sentence), SILENCE);
      return;
    }
    clearTimeout(timer);
    timer = 0;
    say(element, "");
  };
}
