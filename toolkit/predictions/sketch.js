// The chart that a learner draws on: axes, a handle at each x, and afterwards the truth beside the guess.

const EDGE = { left: 60, right: 22, top: 40, bottom: 60 };
const REACH = 3; // px: a hand so much farther away than it was still moves the handle

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** From values to pixels and back. */
function scale(low, high, from, to) {
  return {
    px: (value) => from + ((value - low) / (high - low)) * (to - from),
    value: (px) => low + ((px - from) / (to - from)) * (high - low),
  };
}

/** Round numbers, at most seven of them. */
function ticks(low, high) {
  const rough = (high - low) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

/** A line through points; where one is missing it is broken. */
function path(points) {
  return points.map((point, i) => (point ? `${points[i - 1] ? "L" : "M"}${point.join(" ")}` : "")).join("");
}

function axes(spec, x, y, [low, high], { width, height }, number) {
  const floor = height - EDGE.bottom;
  const every = Math.ceil(44 / ((width - EDGE.left - EDGE.right) / Math.max(1, spec.ticks.length - 1)));
  const marks = spec.ticks.filter((_, index) => (spec.ticks.length - 1 - index) % every === 0);
  return [
    ...ticks(low, high).flatMap((value) => [
      svg("line", { x1: EDGE.left, x2: width - EDGE.right, y1: y.px(value), y2: y.px(value) }),
      svg("text", { x: EDGE.left - 10, y: y.px(value) + 5, "text-anchor": "end" }, number(value)),
    ]),
    ...spec.x.map((value) => svg("line", { class: "cc-rule", x1: x.px(value), x2: x.px(value), y1: EDGE.top, y2: floor })),
    ...marks.map((value) => svg("text", { x: x.px(value), y: floor + 28, "text-anchor": "middle" }, number(value))),
    svg("text", { x: 4, y: 18 }, spec.y_title),
    svg("text", { x: width - EDGE.right, y: height - 8, "text-anchor": "end" }, spec.x_title),
  ];
}

/**
 * @param {(values: (number|null)[]) => void} change called when the learner moves a handle
 * @returns {{element, show(values), tell(told, fresh), resize(width)}}
 */
function sketch(spec, number, change) {
  const { words, step } = spec;
  const grid = svg("g", { class: "cc-grid" }), ink = svg("g", { class: "cc-ink" }), bubble = svg("text", { class: "cc-bubble" });
  const handles = spec.x.map((at) => svg("g", {
    role: "slider", tabindex: -1, "aria-orientation": "vertical", "aria-label": words.at.replace("{amount}", number(at)),
    "aria-valuemin": spec.y_range[0], "aria-valuemax": spec.y_range[1], ...OWN_KEYS,
  }, svg("circle", { class: "cc-reach", r: 22 }), svg("circle", { class: "cc-dot" })));
  const element = svg("svg", { ...OWN_KEYS }, grid, ink, ...handles, bubble);
  const size = { width: 0, height: 0 };
  let values = [], told = null, x, y, active = 0;

  const [low, high] = spec.y_range, several = spec.x.length > 1;
  const snap = (value) => clamp(+(Math.round(value / step) * step).toFixed(9), low, high);
  const amount = (value) => (value === null ? words.unplaced : words.amount.replace("{amount}", number(value)));
  const line = (heights) => {
    const points = heights.map((height, index) => height !== null && [x.px(spec.x[index]), y.px(height)]);
    return spec.start ? [[x.px(spec.start[0]), y.px(spec.start[1])], ...points] : points;
  };

  const place = () => {
    if (!size.width) return;
    ink.replaceChildren(...(several ? [svg("path", { class: "cc-guess", d: path(line(values)) })] : []));
    if (spec.start) ink.append(svg("circle", { class: "cc-known", r: 6, cx: x.px(spec.start[0]), cy: y.px(spec.start[1]) }));
    handles.forEach((handle, index) => {
      const value = values[index];
      handle.setAttribute("transform", `translate(${x.px(spec.x[index])} ${y.px(value ?? low)})`);
      handle.setAttribute("class", value === null ? "cc-handle cc-unplaced" : "cc-handle");
      handle.setAttribute("tabindex", index === active ? 0 : -1);
      handle.setAttribute("aria-valuetext", amount(value));
      if (value === null) handle.removeAttribute("aria-valuenow");
      else handle.setAttribute("aria-valuenow", value);
    });
    const room = (size.width - EDGE.left - EDGE.right) / spec.x.length;
    handles.forEach((handle) => handle.lastChild.setAttribute("r", Math.min(9, room / 4)));
    const shown = values[active] ?? null;
    bubble.textContent = shown === null ? "" : amount(shown);
    const half = bubble.getBBox().width / 2;
    bubble.setAttribute("x", clamp(x.px(spec.x[active]), EDGE.left + half, size.width - half - 4));
    bubble.setAttribute("y", shown === null ? 0 : Math.max(EDGE.top + 4, y.px(shown) - 22));
  };

  /** The guess, the truth and the gap between their ends. */
  const reveal = (fresh) => {
    const mine = told.guess.length ? line(told.guess) : [], real = line(told.truth);
    const stroke = (kind, points) => [
      ...(several ? [svg("path", { class: kind, d: path(points), ...(kind === "cc-truth" && { pathLength: 1 }) })] : []),
      ...points.map(([cx, cy]) => svg("circle", { class: kind, r: 5, cx, cy })),
    ];
    const [x1, y1] = real.at(-1), y2 = mine.at(-1)?.[1] ?? y1;
    ink.classList.toggle("cc-fresh", fresh);
    const gap = svg("line", { class: "cc-gap", x1, x2: x1, y1, y2 });
    ink.replaceChildren(gap, ...stroke("cc-guess", mine), ...stroke("cc-truth", real));
  };

  const draw = (fresh = false) => {
    if (!size.width) return;
    element.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    const range = told?.y_range ?? spec.y_range;
    x = scale(spec.ticks[0], spec.x.at(-1), EDGE.left, size.width - EDGE.right);
    y = scale(...range, size.height - EDGE.bottom, EDGE.top);
    grid.replaceChildren(...axes(spec, x, y, range, size, number));
    if (told) reveal(fresh);
    else place();
  };

  // ---- by hand: each handle takes the height at which the hand came nearest to it ----

  let nearest = [], before = null;
  const hand = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const sweep = (from, to) => {
    const pitch = several ? x.px(spec.x[1]) - x.px(spec.x[0]) : Infinity;
    const moved = values.map((value, index) => {
      const at = several ? x.px(spec.x[index]) : to.x; // a single one takes every height
      const touched = clamp(at, Math.min(from.x, to.x), Math.max(from.x, to.x));
      const away = Math.abs(at - touched);
      if (away > pitch / 2 || away > nearest[index] + REACH) return value;
      nearest[index] = Math.min(nearest[index], away);
      active = index;
      const share = from.x === to.x ? 1 : (touched - from.x) / (to.x - from.x);
      return snap(y.value(from.y + share * (to.y - from.y)));
    });
    change(moved);
  };
  element.addEventListener("pointerdown", (event) => {
    if (told || event.button) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    nearest = spec.x.map(() => Infinity);
    before = hand(event);
    sweep(before, before);
    handles[active].focus({ preventScroll: true });
  });
  element.addEventListener("pointermove", (event) => {
    if (!before) return;
    const now = hand(event);
    sweep(before, now);
    before = now;
  });
  // A quick stroke would count as the fling of a scroll, and the next tap would only stop that.
  element.addEventListener("touchstart", (event) => { if (!told) event.preventDefault(); }, { passive: false });
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, () => { before = null; });

  // ---- by keyboard: one stop for the tab key; sideways to another handle, up and down to move it ----

  const up = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  const along = { ArrowRight: 1, ArrowLeft: -1 };
  element.addEventListener("keydown", (event) => {
    const ends = { Home: low, End: high };
    const side = along[event.key], rise = up[event.key] * (event.shiftKey && event.key.startsWith("Arrow") ? 10 : 1);
    if (!side && !rise && !(event.key in ends)) return;
    event.preventDefault();
    event.stopPropagation();
    if (side) {
      active = clamp(active + side, 0, handles.length - 1);
      place();
    } else {
      const from = values[active] ?? values.slice(0, active).findLast((value) => value !== null) ?? spec.start?.[1] ?? low;
      change(values.with(active, ends[event.key] ?? snap(from + rise * step)));
    }
    handles[active].focus();
  });
  handles.forEach((handle, index) => handle.addEventListener("focus", () => { active = index; place(); }));

  return {
    element,
    show(drawn) { values = drawn; place(); },
    tell(result, fresh) {
      told = result;
      handles.forEach((handle) => handle.remove());
      bubble.remove();
      element.setAttribute("role", "img");
      element.setAttribute("aria-label", result.says);
      draw(fresh);
    },
    resize(width) {
      if (width === size.width) return;
      Object.assign(size, { width, height: width < 560 ? 320 : 380 });
      element.setAttribute("height", size.height);
      draw();
    },
  };
}
