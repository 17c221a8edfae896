// Draws one question: a prompt, choices, a button to check, and the verdict in words.
//
// Its model offers get / set / on / save_changes:
//   _spec    {language, prompt, choices, check}
//   chosen   the number of the choice last checked, or null
//   _answer  {chosen, word, right, reason} for that choice; empty until one is checked

const OWN_KEYS = "data-lm-suppress-shortcuts"; // JupyterLab takes arrow keys and space unless input and parent carry it

function html(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function option(text, index, group) {
  const input = html("input", "");
  Object.assign(input, { type: "radio", name: group, id: `${group}-${index}`, value: index });
  const label = html("label", "", text);
  label.htmlFor = input.id;
  const row = html("div", "cc-answer", input, label);
  for (const element of [row, input]) element.setAttribute(OWN_KEYS, "true");
  return { row, input };
}

function render({ model, el }) {
  const { language, prompt, choices, check } = model.get("_spec");
  const group = `cc-${Math.random().toString(36).slice(2)}`;
  const options = choices.map((text, index) => option(text, index, group));
  const button = html("button", "cc-reset", check);
  const verdict = html("p", "cc-verdict");
  const root = html("section", "cc-panel cc-question",
    html("fieldset", "cc-control", html("legend", "", prompt), ...options.map(({ row }) => row)), button, verdict);
  root.lang = language;
  button.type = "button";
  verdict.setAttribute("aria-live", "polite");

  const picked = () => options.findIndex(({ input }) => input.checked);
  const tell = () => {
    const answer = model.get("_answer");
    const { word = "", right = "", reason = "" } = answer.chosen === picked() ? answer : {};
    verdict.replaceChildren(...(word ? [html("strong", "", word), " ", reason] : []));
    verdict.dataset.right = right;
  };
  const ready = () => {
    button.disabled = picked() < 0;
    tell();
  };
  const follow = () => {
    const chosen = model.get("chosen");
    if (chosen !== null) options[chosen].input.checked = true;
    ready();
  };

  options.forEach(({ input }) => input.addEventListener("change", ready));
  button.addEventListener("click", () => {
    model.set("chosen", picked());
    model.save_changes();
  });
  model.on("change:chosen", follow);
  model.on("change:_answer", tell);
  follow();
  el.append(root);
}

export default { render };
