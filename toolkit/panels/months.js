// A control of months, as a credit report prints them: a row for each year, a cell for each month.
//
// Its value is a text with a letter for each month. What a cell shows is what the view makes of it:
// {marks, tones, says, said}: for each month a mark, a tone, and which of the sentences in `says` is said of it.

function months(spec, id, move) {
  const { years, letters, words } = spec;
  const cells = years.flatMap((year) => Array.from({ length: 12 }, (_, month) => cellOf(year, month + 1)));
  const sentence = html("p", { className: "cc-month-says", "aria-live": "polite" });
  const where = html("legend");
  const choices = letters.map(({ letter, label }) =>
    html("button", { type: "button", className: "cc-reset", value: letter, ...OWN_KEYS }, html("kbd", {}, letter), label && ` ${label}`));
  let value = spec.value, active = 0, faces;

  const go = (index) => {
    active = Math.min(cells.length - 1, Math.max(0, index));
    draw();
  };
  const put = (letter) => {
    value = value.slice(0, active) + letter + value.slice(active + 1);
    move(value);
    go(active + 1);
  };
  /** How many cells stand in a line on this page. */
  const across = () => cells.filter(({ element }) => element.offsetTop === cells[0].element.offsetTop).length;
  const steps = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -across(), ArrowDown: across };
  const press = (event) => {
    const letter = letters.find((known) => known.letter === event.key.toUpperCase())?.letter;
    if (event.ctrlKey || event.metaKey || event.altKey || !(letter || event.key in steps)) return;
    event.preventDefault();
    if (letter) put(letter);
    else go(active + steps[event.key]());
    cells[active].element.focus();
  };
  const draw = () => {
    cells.forEach(({ element, mark, named }, index) => {
      say(mark, faces?.marks[index] ?? value[index]);
      element.dataset.tone = faces?.tones[index] ?? "";
      element.tabIndex = index === active ? 0 : -1;
      element.setAttribute("aria-label", `${named} ${mark.textContent}`);
      if (index === active) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    });
    say(where, words.replace("{month}", cells[active].named));
    choices.forEach((choice) => choice.setAttribute("aria-pressed", choice.value === value[active]));
    say(sentence, faces ? faces.says[faces.said[active]] : "");
  };

  cells.forEach(({ element }, index) => {
    element.addEventListener("focus", () => go(index));
    element.addEventListener("click", () => element.focus()); // Safari gives a button that is clicked no focus
    element.addEventListener("keydown", press);
  });
  choices.forEach((choice) => choice.addEventListener("click", () => put(choice.value)));
  const rows = years.map((year, row) => html("div", { className: "cc-year", role: "group", "aria-label": year },
    html("span", { "aria-hidden": "true" }, year),
    html("div", { className: "cc-months", ...OWN_KEYS }, ...cells.slice(12 * row, 12 * row + 12).map(({ element }) => element))));
  const element = html("fieldset", { className: "cc-control" }, html("legend", {}, spec.label), ...rows, sentence,
    html("fieldset", { className: "cc-letters" }, where, html("div", { className: "cc-pills", ...OWN_KEYS }, ...choices)));
  return {
    element,
    inputs: [],
    show(given) { value = given; draw(); },
    wear(given) { faces = given; draw(); },
  };
}

function cellOf(year, month) {
  const mark = html("span"), named = `${year}-${String(month).padStart(2, "0")}`;
  const number = html("small", { "aria-hidden": "true" }, month);
  return { element: html("button", { type: "button", className: "cc-month", ...OWN_KEYS }, number, mark), mark, named };
}
