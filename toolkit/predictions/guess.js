// Draws one prediction: what is asked, a place to guess in, how sure; and once the guess is in, what is true.
//
// Its model offers get / set / on / save_changes:
//   _spec    what never changes: {language, kept, silent, kind, prompt, x, ticks, y_range, step, start, titles, unit, words, sure}
//   _draft   {value, sure}: what the learner has typed or drawn so far; kept here, so that nothing is lost
//   _asked   {number, show, again}: the newest request, to commit the draft or to be shown; again, if it was before
//   _notice  {number, refused}: what is wrong with which part of the draft of that request
//   _told    {guess, truth, labels, y_range, columns, says} once the guess is in; empty before

/** A number to type, or to step by keys and buttons. */
function entry(spec, id, change) {
  const { unit, step, y_range: [low, high], words } = spec;
  const input = html("input", {
    type: "text", className: "cc-field", inputMode: "decimal", autocomplete: "off", id,
    "aria-describedby": `${id}-hint`, ...OWN_KEYS,
  });
  const nudge = (steps) => {
    const typed = Number(input.value.normalize("NFKC").replaceAll(/[,\s]/g, "") || NaN);
    const from = Number.isNaN(typed) ? low : typed + steps * step;
    change(String(+clamp(from, low, high).toFixed(9)));
  };
  const keys = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  input.addEventListener("input", () => change(input.value));
  input.addEventListener("keydown", (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    nudge(keys[event.key] * (event.shiftKey ? 10 : 1));
  });
  const button = (text, name, steps) => {
    const made = html("button", { type: "button", className: "cc-reset", "aria-label": name }, text);
    made.addEventListener("click", () => nudge(steps));
    return made;
  };
  const field = html("span", { className: "cc-typed", ...OWN_KEYS }, input, html("span", { "aria-hidden": "true" }, unit));
  return {
    element: html("div", { className: "cc-entry" }, button("−", words.less, -1), field, button("+", words.more, 1)),
    inputs: [input],
    show(text) { if (input.value !== text) input.value = text; },
    resize() {},
  };
}

/** Two bars, the guess and the truth; what the shorter lacks is marked. */
function bars({ guess, truth, labels }) {
  const values = { "cc-guess": guess[0] ?? truth[0], "cc-truth": truth[0] };
  const longest = Math.max(...Object.values(values)) || 1;
  const wide = (share) => ({ style: `width: ${100 * share}%` });
  const bar = (kind, text) => {
    const share = values[kind] / longest;
    const drawn = html("div", {}, html("i", wide(share)), html("b", wide(1 - share)));
    return html("div", { className: `cc-bar ${kind}` }, html("span", {}, text), drawn);
  };
  return [...(guess.length ? [bar("cc-guess", labels.guess)] : []), bar("cc-truth", labels.truth)];
}

/** What the lines on the chart are, and where they end. */
function key({ labels }) {
  const kinds = ["truth", "guess", "gap"].filter((kind) => labels[kind]);
  return html("p", { className: "cc-key" }, ...kinds.map((kind) => html("span", { className: `cc-${kind}` }, labels[kind])));
}

/** A chart to draw on. */
function canvas(spec, id, number, change) {
  const drawn = sketch(spec, number, change);
  const element = html("div", {
    className: "cc-sketch", role: "group", "aria-labelledby": `${id}-prompt`, "aria-describedby": `${id}-hint`, ...OWN_KEYS,
  }, drawn.element);
  return {
    ...drawn, element, inputs: [],
    show(value) { drawn.show(Array.isArray(value) ? value : [value]); },
  };
}

function build(spec, id, change) {
  const number = new Intl.NumberFormat(spec.language, { maximumFractionDigits: 9 }).format;
  const { kind, words } = spec;
  const guessed = (value) => change({ value });
  const field = kind === "number" ? entry(spec, id, guessed)
    : canvas(spec, id, number, (values) => guessed(kind === "line" ? values : values[0]));
  const prompt = kind === "number" ? html("label", { htmlFor: id }, spec.prompt) : spec.prompt;
  const parts = {
    field,
    sure: pills(spec.sure, `${id}-sure`, (sure) => change({ sure })),
    notice: html("p", { className: "cc-notice", role: "alert", hidden: true }),
    silent: html("p", { className: "cc-notice", role: "alert", hidden: true }),
    commit: html("button", { type: "button", className: "cc-reset cc-commit" }, words.commit),
    shown: html("button", { type: "button", className: "cc-reset" }, words.show),
    says: html("p", { className: "cc-headline", role: "status" }),
    table: tableBox(words),
    picture: html("div", { className: "cc-picture" }, field.element),
  };
  parts.form = html("div", {}, parts.sure.element, parts.notice, parts.silent,
    html("div", { className: "cc-pills" }, parts.commit, parts.shown));
  parts.table.element.hidden = true;
  const root = html("section", { className: "cc-panel cc-prediction", lang: spec.language, tabIndex: -1 },
    html("p", { className: "cc-prompt", id: `${id}-prompt` }, prompt),
    html("p", { className: "cc-note", id: `${id}-hint` }, words.hint), parts.picture, parts.form, parts.says, parts.table.element);
  root.setAttribute("aria-labelledby", `${id}-prompt`);
  return { root, hint: root.children[1], ...parts };
}

const drawer = ({ kept, kind, x }) => memory(kept, `${kind} ${x.length}`);

/** What this browser keeps of the guess is typed, and committed, anew. */
function initialize({ model }) {
  const record = drawer(model.get("_spec")).recall();
  if (!record || model.get("_told").says) return;
  model.set("_draft", record.draft);
  if (record.told) model.set("_asked", { number: 1, show: record.show, again: true });
  model.save_changes();
}

function render({ model, el }) {
  const spec = model.get("_spec"), { keep } = drawer(spec);
  const change = (part) => {
    model.set("_draft", { ...model.get("_draft"), ...part });
    keep({ draft: model.get("_draft") });
    say(parts.notice, "");
    [...parts.field.inputs, ...parts.sure.inputs].forEach((input) => input.removeAttribute("aria-invalid"));
  };
  const parts = build(spec, unique(), change);
  const wait = patience(parts.silent, spec.silent);
  const ask = (show) => {
    model.set("_asked", { number: model.get("_asked").number + 1, show });
    model.save_changes();
    settle();
  };
  const settle = () => {
    const { number } = model.get("_asked");
    wait(!number || Boolean(model.get("_told").says) || model.get("_notice").number === number);
  };
  const follow = () => {
    if (parts.form.hidden) return;
    const { value, sure } = model.get("_draft");
    parts.field.show(value);
    parts.sure.show(sure);
  };
  const warn = () => {
    const { refused } = model.get("_notice");
    settle();
    say(parts.notice, Object.values(refused).join(" "));
    for (const part of ["value", "sure"]) {
      const { inputs } = parts[part === "value" ? "field" : part];
      inputs.forEach((input) => input.setAttribute("aria-invalid", part in refused));
    }
  };
  const tell = (fresh) => {
    const told = model.get("_told");
    if (!told.says) return;
    settle();
    const here = parts.form.contains(document.activeElement);
    parts.form.hidden = parts.hint.hidden = true;
    if (spec.kind === "number") {
      parts.picture.replaceChildren(...bars(told));
      parts.picture.classList.toggle("cc-fresh", fresh);
    } else {
      parts.field.tell(told, fresh);
      parts.picture.prepend(key(told));
    }
    say(parts.says, told.says);
    parts.table.element.hidden = !told.columns.length;
    if (told.columns.length) parts.table.fill(told.says, told.columns);
    if (here) parts.root.focus({ preventScroll: true });
  };
  parts.commit.addEventListener("click", () => ask(false));
  parts.shown.addEventListener("click", () => ask(true));
  model.on("change:_draft", follow);
  model.on("change:_notice", warn);
  model.on("change:_told", () => {
    keep({ draft: model.get("_draft"), told: true, show: !model.get("_told").guess.length });
    tell(!model.get("_asked").again);
  });
  const sized = new ResizeObserver(() => parts.field.resize(parts.picture.clientWidth));
  sized.observe(parts.picture);
  el.append(parts.root);
  follow();
  tell(false);
  return () => sized.disconnect();
}

export default { initialize, render };
