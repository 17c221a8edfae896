// Draws one question: a prompt, choices, a button to check, and the verdict in words.
//
// Its model offers get / set / on / save_changes:
//   _spec    {language, kept, silent, id, prompt, choices, check}
//   chosen   the number of the choice last checked, or null
//   _answer  {chosen, word, right, reason, answer} for that choice; empty until one is checked

function option(text, index, group) {
  const input = html("input", { type: "radio", name: group, id: `${group}-${index}`, value: index, ...OWN_KEYS });
  const label = html("label", { htmlFor: input.id }, text);
  return { row: html("div", { className: "cc-answer", ...OWN_KEYS }, input, label), input };
}

const drawer = ({ kept, id }) => memory(kept, id);

/** What this browser keeps of the question is answered anew. */
function initialize({ model }) {
  const spec = model.get("_spec"), { picked, checked } = drawer(spec).recall() ?? {};
  if (!checked || !(picked in spec.choices) || model.get("chosen") !== null) return;
  model.set("chosen", picked);
  model.save_changes();
}

function render({ model, el }) {
  const spec = model.get("_spec"), { language, silent, prompt, choices, check } = spec;
  const group = unique();
  const options = choices.map((text, index) => option(text, index, group));
  const button = html("button", { type: "button", className: "cc-reset" }, check);
  const verdict = html("div", { className: "cc-verdict", "aria-live": "polite" });
  const rows = options.map(({ row }) => row);
  const fields = html("fieldset", { className: "cc-control" }, html("legend", {}, prompt), ...rows);
  const notice = html("p", { className: "cc-notice", role: "alert", hidden: true });
  const root = html("section", { className: "cc-panel cc-question", lang: language }, fields, button, verdict, notice);
  const wait = patience(notice, silent), { recall, keep } = drawer(spec);

  const picked = () => options.findIndex(({ input }) => input.checked);
  const tell = () => {
    const told = model.get("_answer");
    const { word = "", right = "", reason = "", answer: correct = "" } = told.chosen === picked() ? told : {};
    const said = html("p", {}, html("strong", {}, word), " ", reason);
    verdict.replaceChildren(...(word ? [said] : []), ...(correct ? [html("p", {}, correct)] : []));
    verdict.dataset.right = right;
    wait(model.get("chosen") === null || told.chosen === model.get("chosen"));
  };
  const ready = () => {
    button.disabled = picked() < 0;
    tell();
  };
  const follow = () => {
    const chosen = model.get("chosen") ?? recall()?.picked;
    if (chosen in options) options[chosen].input.checked = true;
    ready();
  };

  options.forEach(({ input }) => input.addEventListener("change", () => {
    keep({ picked: picked(), checked: false });
    ready();
  }));
  button.addEventListener("click", () => {
    keep({ picked: picked(), checked: true });
    model.set("chosen", picked());
    model.save_changes();
    tell();
  });
  model.on("change:chosen", follow);
  model.on("change:_answer", tell);
  follow();
  el.append(root);
}

export default { initialize, render };
