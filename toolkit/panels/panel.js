// Draws one panel: labelled controls, a headline, a chart, a table; or, before a guess is in, a veil over them.
//
// It knows its model only by get / set / on / save_changes, so whatever offers these four can be drawn:
//   _spec     what never changes: {language, kept, silent, controls, folded, words, plotly}
//   _chart    the chart without its points;  _sources  sentences shown on request
//   _shown    what a move changes: {points, headline, columns, notes, months, guess}
//   _status   {answers, at, notice, refused}: the answered request, the values the view is of, what is wrong with them
//             as a whole, and by control
//   _asked    the number of the newest request
//   _wish     {number, states}: states wanted before they are asked for, each by the values of all controls
//   _sweep    {wish, states, left}: the newest part of them, and how many are to come; without a kernel, all states
//   _lock     {sentence, show} before a guess is in, empty from then on;  _passed  true once "show me" is asked
//   and one value for each control, under its name.

const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const NARROW = 560; // px: below it the chart is lower, its text smaller, its legend underneath
const CONFIG = { staticPlot: true, displayModeBar: false, showSendToCloud: false };
const SWEPT = 200; // a slider's stops that are wanted beforehand, the nearest
const KEPT = 600; // states in the table
const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } };

// ---- controls: each is {element, inputs, show(value)}, and calls move(value) when the learner moves it ----

/** @param {(value: number) => string} number how numbers are written in the reader's language */
function slider(spec, id, move, number) {
  const { stops, unit, label } = spec;
  const last = stops.length - 1;
  const words = (value) => `${typeof value === "number" ? number(value) : value ?? "–"} ${unit}`.trim();
  const input = html("input", { type: "range", id, min: 0, max: last, step: 1, ...OWN_KEYS });
  const output = html("output", { htmlFor: id });
  const name = html("label", { htmlFor: id }, label, html("span", { className: "cc-unseen" }, unit && ` (${unit})`));
  const show = (value) => {
    const index = nearest(stops, value);
    input.value = index;
    input.style.setProperty("--cc-filled", `${(100 * index) / last}%`);
    input.setAttribute("aria-valuetext", words(value));
    output.textContent = words(value);
  };
  input.addEventListener("input", () => {
    const value = stops[input.valueAsNumber];
    show(value);
    move(value);
  });
  /** A finger is too broad for so many stops; a keyboard has its arrows. */
  const nudge = (steps) => {
    const text = `${steps < 0 ? "−" : "+"}1`;
    const button = html("button", { type: "button", className: "cc-reset", tabIndex: -1, "aria-label": `${label} ${text}` }, text);
    button.addEventListener("click", () => {
      input.valueAsNumber += steps;
      input.dispatchEvent(new Event("input"));
    });
    return button;
  };
  const head = html("div", { className: "cc-head" }, name, output);
  const ends = html("div", { className: "cc-ends", "aria-hidden": "true" });
  ends.append(html("span", {}, number(stops[0])), html("span", {}, number(stops[last])));
  const element = html("div", { className: "cc-control", ...OWN_KEYS }, head, input, ends);
  if (last > SWEPT) element.append(html("div", { className: "cc-nudges" }, nudge(-1), nudge(1)));
  return { element, inputs: [input], show };
}

function nearest(stops, value) {
  let best = 0;
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs(stops[best] - value)) best = index;
  });
  return best;
}

function menu(spec, id, move) {
  const input = html("select", { id, ...OWN_KEYS });
  input.append(...spec.options.map(({ value, label }) => html("option", { value }, label)));
  input.addEventListener("change", () => move(input.value));
  const name = html("label", { htmlFor: id }, spec.label);
  const element = html("div", { className: "cc-control", ...OWN_KEYS }, name, input);
  return { element, inputs: [input], show: (value) => { input.value = value; } };
}

function onOff(spec, id, move) {
  const input = html("input", { type: "checkbox", role: "switch", id, ...OWN_KEYS });
  input.addEventListener("change", () => move(input.checked));
  const row = html("div", { className: "cc-switch", ...OWN_KEYS }, input, html("label", { htmlFor: id }, spec.label));
  const show = (value) => { input.checked = value === true; };
  return { element: html("div", { className: "cc-control" }, row), inputs: [input], show };
}

/** A number or a day to type. What stands in it is the learner's, and stays as it was typed. */
function typed(spec, id, move) {
  const { kind, label, unit } = spec;
  const inputMode = kind === "day" ? "text" : "decimal";
  const input = html("input", { type: "text", inputMode, className: "cc-field", autocomplete: "off", id, ...OWN_KEYS });
  input.addEventListener("input", () => move(input.value));
  const name = html("label", { htmlFor: id }, label, unit && html("span", { className: "cc-unit" }, ` (${unit})`));
  const element = html("div", { className: "cc-control", ...OWN_KEYS }, name, input);
  const show = (value) => { if (input.value !== String(value ?? "")) input.value = value ?? ""; };
  return { element, inputs: [input], show };
}

function control(spec, id, move, number) {
  const kinds = { slider, switch: onOff, number: typed, day: typed, months, choice: spec.options?.length > 5 ? menu : pills };
  const made = kinds[spec.kind](spec, id, move, number);
  const about = html("span"), seen = html("span", { className: "cc-seen" });
  const note = html("p", { className: "cc-note", id: `${id}-note` }, about, seen);
  made.element.append(note);
  made.inputs.forEach((input) => input.setAttribute("aria-describedby", note.id));
  /** Says what the control expects and what the view says of it, or, as an alert, why it is refused. */
  const tell = (text, refusal) => {
    made.inputs.forEach((input) => input.setAttribute("aria-invalid", Boolean(refusal)));
    note.role = refusal ? "alert" : null;
    say(about, refusal ?? spec.hint ?? "");
    say(seen, (!refusal && text) || "");
  };
  return { ...made, tell };
}

/** The values that moving a control to `value` sets: an option may set other controls. */
function moving({ name, options }, value) {
  return { [name]: value, ...options?.find((option) => option.value === value)?.sets };
}

/** Everything that a control at `value` may be moved to, nearest first; nothing where anything may be typed. */
function near({ kind, stops, options }, value) {
  if (!stops) return options?.map((option) => option.value) ?? (kind === "switch" ? [false, true] : []);
  const here = nearest(stops, value), quarter = SWEPT / 4;
  const middle = quarter * Math.round(here / quarter); // so that not every step wants one state more
  const away = (stop) => Math.abs(stops.indexOf(stop) - here);
  return stops.slice(Math.max(0, middle - SWEPT / 2), middle + SWEPT / 2).sort((one, other) => away(one) - away(other));
}

// ---- asking: one request at a time; while it is unanswered only the newest values wait ----

function requests(model) {
  let waiting = {};
  const answered = () => model.get("_asked") === model.get("_status").answers;
  const ask = () => {
    if (!answered() || !Object.keys(waiting).length) return;
    const values = waiting;
    waiting = {};
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.set("_asked", model.get("_asked") + 1);
    model.save_changes();
  };
  model.on("change:_status", ask);
  return {
    answered,
    move(values) { waiting = { ...waiting, ...values }; ask(); },
    value: (name) => (name in waiting ? waiting[name] : model.get(name)),
  };
}

// ---- the table of states: what is drawn is the state of the values in the learner's hand, or stays as it is ----

function states(model, names, value) {
  const table = new Map();
  const key = (changes) => JSON.stringify(names.map((name) => (name in changes ? changes[name] : value(name))));
  let drawn;

  /** The state to draw. The kernel's own view has the last word: a table that says otherwise is old. */
  const now = () => {
    const { at, notice, refused } = model.get("_status"), where = JSON.stringify(at), here = key({});
    const still = { chart: model.get("_chart"), sources: model.get("_sources") };
    const told = { ...still, ...model.get("_shown"), notice, refused }, kept = table.get(where);
    const wrong = notice || Object.keys(refused).length;
    if (!wrong && kept && JSON.stringify(kept) !== JSON.stringify(told)) table.clear();
    if (!wrong && !table.get(where)) table.set(where, told);
    drawn = (wrong && where === here ? told : table.get(here)) ?? drawn ?? told;
    return drawn;
  };
  /** Takes in what was swept: each state tells what differs from the one before, or that it cannot be drawn. */
  const take = () => {
    let state = {};
    for (const { at, parts } of model.get("_sweep").states) {
      const where = JSON.stringify(at);
      if (parts) state = { ...state, ...parts };
      if (!table.get(where)) table.set(where, parts && { ...state, notice: "", refused: {} });
    }
  };
  const want = (places) => {
    const { number, states } = model.get("_wish"), { wish, left } = model.get("_sweep");
    const coming = new Set(number === wish && !left ? [] : states.map((at) => JSON.stringify(at)));
    const missing = places.map(key).filter((where) => !table.has(where));
    if (missing.every((where) => coming.has(where))) return;
    for (const oldest of [...table.keys()].slice(0, -KEPT)) table.delete(oldest);
    model.set("_wish", { number: number + 1, states: missing.map((where) => JSON.parse(where)) });
    model.save_changes();
  };
  return { now, take, want };
}

// ---- the chart ----

/** Colours that the chart takes over from the page, whatever its theme. */
function colours(element) {
  const style = getComputedStyle(element);
  return { ink: style.color, grid: style.borderTopColor };
}

/** The chart's own layout, fitted to the page: size, colours, fonts, nothing to drag. */
function fitted({ data, layout }, width, { ink, grid }) {
  const narrow = width < NARROW;
  const size = narrow ? 12 : 14;
  const axis = {
    fixedrange: true, automargin: false, color: ink, gridcolor: grid, zerolinecolor: grid, linecolor: grid,
  };
  const fit = {
    ...layout, width, height: narrow ? 300 : 380, template: {}, hovermode: false, dragmode: false,
    paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { ...layout.font, family: FONT, size, color: ink },
    xaxis: { ...layout.xaxis, ...axis }, yaxis: { ...layout.yaxis, ...axis },
  };
  if (narrow) {
    const { l = 64, r = 12, t = 30, b = 48 } = layout.margin ?? {};
    fit.margin = { t, b, l: Math.min(l, 64), r: Math.min(r, 12) };
    const below = layout.showlegend === false ? 0 : 20 * legendRows(data, size, width - fit.margin.l - fit.margin.r);
    fit.margin.b += below;
    fit.height += below;
    const foot = { orientation: "h", x: 0, xanchor: "left", yref: "container", y: 0, yanchor: "bottom" };
    fit.legend = { ...layout.legend, ...foot };
    Object.assign(fit.xaxis, { nticks: 5, tickangle: 0 }, layout.xaxis?.type === "category" && { tickfont: { size: 10 } },
      layout.xaxis?.type === "date" && { nticks: 3, dtick: null });
  }
  return fit;
}

/** The rows of a legend so wide: plotly sets names in columns as wide as the longest, and 45 px for the key. */
function legendRows(data, size, width) {
  const names = data.filter((trace) => trace.name && trace.showlegend !== false).map(({ name }) => name);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${size}px ${FONT}`;
  const widest = Math.max(0, ...names.map((name) => pen.measureText(name).width)) + 45;
  return Math.ceil(names.length / Math.max(1, Math.floor(width / widest)));
}

/** Only lines and bars on axes of a given range may be moved without being laid out anew. */
function movable({ data, layout }) {
  const kinds = ["scatter", "bar"];
  return layout.xaxis?.range && layout.yaxis?.range && data.every(({ type = "scatter" }) => kinds.includes(type));
}

/** Draws a chart into `element`: moves its points while nothing else changes, lays it out anew when it does. */
function drawing(Plotly, element) {
  let drawnKey = "", drawnPoints;
  return (chart, points, width) => {
    const { lists, traces } = points;
    const theme = colours(element);
    const key = JSON.stringify([chart, traces.map(({ y }) => lists[y]?.length), width, theme]);
    const moved = JSON.stringify(points);
    if (key === drawnKey && moved === drawnPoints) return;
    const parts = traces.map((places) =>
      Object.fromEntries(Object.entries(places).map(([axis, place]) => [axis, lists[place]])));
    if (key === drawnKey && movable(chart)) {
      const frame = { data: parts, traces: parts.map((_, index) => index) };
      Plotly.animate(element, frame, AT_ONCE).catch(() => {}); // refused when a newer frame overtakes it
    } else {
      const data = chart.data.map((trace, index) => ({ ...trace, ...parts[index] }));
      Plotly.react(element, data, fitted(chart, width, theme), CONFIG);
    }
    drawnKey = key;
    drawnPoints = moved;
  };
}

/** Calls `begin` with plotly.js when the page has it, one panel after the other, so that a page of many answers meanwhile. */
function inTurn(name, begin) {
  const slot = (globalThis[name] ??= {});
  slot.loaded ??= new Promise((resolve) => { slot.resolve = resolve; });
  slot.turn = (slot.turn ?? slot.loaded).then((library) => new Promise((done) => setTimeout(() => {
    try {
      begin(library);
    } finally {
      done(library);
    }
  })));
}

// ---- the panel ----

function build({ language, controls: specs, folded, words }, move) {
  const id = unique();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 12 }).format;
  const controls = specs.map((spec) => ({
    name: spec.name,
    ...control(spec, `${id}-${spec.name}`, (value) => move(moving(spec, value)), number),
  }));
  const start = Object.fromEntries(specs.map(({ name, value }) => [name, value]));
  const described = { "aria-describedby": `${id}-stale ${id}-guess` };
  const parts = {
    stale: html("p", { className: "cc-stale", role: "status", id: `${id}-stale`, hidden: true }),
    headline: html("p", { className: "cc-headline", "aria-live": "polite" }),
    notice: html("p", { className: "cc-notice", role: "alert", hidden: true }),
    chart: html("div", { className: "cc-chart", role: "img", ...described }, html("p", { className: "cc-loading" }, words.loading)),
    guess: html("p", { className: "cc-note", id: `${id}-guess` }),
    table: tableBox(words),
    fold: html("details", { className: "cc-fold", hidden: !folded.length }, html("summary", {}, words.more)),
    sources: html("ul"),
    silent: html("p", { className: "cc-notice", role: "alert", hidden: true }),
    share: shareBox(specs, words.share, `${id}-share`, move),
    reset: html("button", { type: "button", className: "cc-reset" }, words.reset),
  };
  parts.reset.addEventListener("click", () => move(start));
  const about = html("details", {}, html("summary", {}, words.sources), parts.sources);
  const elements = (inside) => controls.filter(({ name }) => folded.includes(name) === inside).map(({ element }) => element);
  parts.fold.append(html("div", { className: "cc-fields" }, ...elements(true)));
  const group = html("div", { className: "cc-controls cc-fields" }, ...elements(false), parts.fold);
  const root = html("section", { className: "cc-panel", lang: language });
  root.append(group, parts.notice, parts.silent, parts.stale, parts.headline, parts.chart, parts.guess,
    parts.table.element, about, parts.share.element, parts.reset);
  return { root, controls, about, words, ...parts };
}

/** Write a state's text: everything but the chart. */
function write(panel, { headline, columns, notes, months, guess, sources, notice, refused }) {
  const wrong = notice || Object.keys(refused).length;
  for (const { name, element, tell, wear } of panel.controls) {
    tell(notes[name], refused[name]);
    wear?.(wrong ? null : months[name]); // what the months were before says nothing of what is typed now
    if (name in refused && panel.fold.contains(element)) panel.fold.open = true;
  }
  const stale = Boolean(notice) || Object.keys(refused).length > 0;
  panel.root.classList.toggle("cc-old", stale);
  say(panel.notice, notice);
  say(panel.stale, stale ? panel.words.stale : "");
  say(panel.headline, headline);
  say(panel.guess, guess);
  panel.chart.setAttribute("aria-label", headline);
  panel.table.fill(headline, columns);
  panel.about.hidden = !sources.length;
  panel.sources.replaceChildren(...sources.map((sentence) => html("li", {}, sentence)));
}

/** A sentence that grew a line keeps its room, so that the chart does not jump while a slider moves. */
function keepHeight(element) {
  element.style.minHeight = `${Math.max(parseFloat(element.style.minHeight) || 0, element.offsetHeight)}px`;
}

function open(model, el) {
  const spec = model.get("_spec");
  const { move, value, answered } = requests(model);
  const names = spec.controls.map(({ name }) => name);
  const values = () => Object.fromEntries(names.map((name) => [name, value(name)]));
  const panel = build(spec, (moved) => {
    move(moved);
    drawer(spec).keep(values());
    redraw();
  });
  const wait = patience(panel.silent, spec.silent);
  const { now, take, want } = states(model, names, value);
  let frame = 0, width = 0, written, Plotly, drawChart;

  const tell = () => {
    const state = now();
    for (const { name, show } of panel.controls) show(value(name));
    panel.share.show(values());
    wait(answered());
    if (state !== written) write(panel, (written = state));
    return state;
  };
  const draw = () => {
    frame = 0;
    const { chart, points } = tell();
    sweep();
    if (!Plotly || !width) return;
    keepHeight(panel.headline);
    if (!drawChart) {
      panel.chart.replaceChildren();
      drawChart = drawing(Plotly, panel.chart);
    }
    drawChart(chart, points, width);
  };
  const redraw = () => { frame ||= requestAnimationFrame(draw); };
  /** Wants every state that the control under the hand can bring next. */
  const sweep = () => {
    const touched = spec.controls.filter((_, index) => panel.controls[index].element.matches(":hover, :focus-within"));
    want(touched.flatMap((control) => near(control, value(control.name)).map((to) => moving(control, to))));
  };

  for (const name of ["_chart", "_sources", "_shown", "_status", ...names]) model.on(`change:${name}`, redraw);
  model.on("change:_sweep", () => { take(); sweep(); redraw(); });
  panel.root.addEventListener("focusin", sweep);
  panel.controls.forEach(({ element }) => element.addEventListener("pointerenter", sweep));
  const sized = new ResizeObserver(() => {
    panel.table.fit();
    if (width === panel.chart.clientWidth) return;
    width = panel.chart.clientWidth;
    panel.headline.style.minHeight = "";
    redraw();
  });
  const themed = new MutationObserver(redraw);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  sized.observe(panel.root);
  themed.observe(document.body, { attributes: true });
  dark.addEventListener("change", redraw);
  inTurn(spec.plotly, (library) => { Plotly = library; draw(); });

  take();
  tell();
  el.append(panel.root);
  return () => {
    cancelAnimationFrame(frame);
    sized.disconnect();
    themed.disconnect();
    dark.removeEventListener("change", redraw);
    if (drawChart) Plotly.purge(panel.chart);
  };
}

/** What stands in a panel's place until the learner has guessed: a sentence, and the way round. */
function veil(model) {
  const { sentence, show } = model.get("_lock");
  const button = html("button", { type: "button", className: "cc-reset" }, show);
  button.addEventListener("click", () => {
    model.set("_passed", true);
    model.save_changes();
  });
  const card = html("div", { className: "cc-veil" }, html("p", {}, sentence), button);
  return html("section", { className: "cc-panel", lang: model.get("_spec").language }, card);
}

const drawer = ({ kept, controls }) => memory(kept, controls.map(({ name }) => name).join());

/** A panel that stands where it started moves to where this browser left it. */
function initialize({ model }) {
  const spec = model.get("_spec"), record = drawer(spec).recall();
  const started = spec.controls.every(({ name, value }) => model.get(name) === value);
  if (!record || !started) return;
  for (const { name } of spec.controls) model.set(name, record[name]);
  model.set("_asked", model.get("_asked") + 1);
  model.save_changes();
}

const locked = (model) => Object.keys(model.get("_lock")).length > 0;

function render({ model, el }) {
  if (!locked(model)) return open(model, el);
  const veiled = veil(model);
  let close = () => {};
  const enter = () => {
    if (locked(model) || !veiled.isConnected) return;
    const here = veiled.contains(document.activeElement);
    veiled.remove();
    close = open(model, el);
    if (here) el.querySelector("input, select, button").focus();
  };
  model.on("change:_lock", enter);
  el.append(veiled);
  return () => close();
}

export default { initialize, render };
