// A panel's position as a short code that anybody can paste back, in any language: names, values and a check.

const CHECK = "check";

/** FNV-1a, so that a text that lost or changed a letter on its way is known. */
function digest(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36);
}

function codeOf(values) {
  const text = new URLSearchParams(values).toString();
  return `${text}&${CHECK}=${digest(text)}`;
}

/** The values in a code, or what is wrong with it: {values} or {wrong: "damaged" | "foreign"}. */
function decoded(pasted, specs) {
  const [, text, check] = pasted.replace(/[\s\u200b\ufeff]/g, "").match(`^(.*)&${CHECK}=(.*)$`) ?? [];
  if (!text || digest(text) !== check) return { wrong: "damaged" };
  const given = Object.fromEntries(new URLSearchParams(text));
  if (specs.map(({ name }) => name).sort().join() !== Object.keys(given).sort().join()) return { wrong: "foreign" };
  const kinds = { slider: Number, switch: (word) => word === "true" };
  const values = specs.map(({ name, kind }) => [name, (kinds[kind] ?? String)(given[name])]);
  return { values: Object.fromEntries(values) };
}

/** Where a panel's code is read and another is pasted: {element, show(values)}. */
function shareBox(specs, words, id, move) {
  const mine = html("input", { type: "text", className: "cc-field", id: `${id}-mine`, readOnly: true, ...OWN_KEYS });
  const pasted = html("input", {
    type: "text", className: "cc-field", id: `${id}-pasted`, autocomplete: "off", spellcheck: false, ...OWN_KEYS,
  });
  const copy = html("button", { type: "button", className: "cc-reset" }, words.copy);
  const open = html("button", { type: "button", className: "cc-reset" }, words.open);
  const said = html("p", { className: "cc-note", role: "status" });
  const row = (label, input, button) =>
    html("div", { className: "cc-share", ...OWN_KEYS }, html("label", { htmlFor: input.id }, label), input, button);
  const tell = (text, wrong) => {
    said.classList.toggle("cc-wrong", wrong);
    pasted.setAttribute("aria-invalid", wrong);
    say(said, text);
  };
  copy.addEventListener("click", async () => {
    mine.select();
    try {
      await navigator.clipboard.writeText(mine.value);
    } catch {
      document.execCommand("copy"); // where a page without a certificate has no clipboard
    }
    tell(words.copied, false);
  });
  const enter = () => {
    const { values, wrong } = decoded(pasted.value, specs);
    tell(wrong ? words[wrong] : words.opened, Boolean(wrong));
    if (values) move(values);
  };
  open.addEventListener("click", enter);
  pasted.addEventListener("keydown", ({ key }) => { if (key === "Enter") enter(); });
  const element = html("details", {}, html("summary", {}, words.title), html("p", { className: "cc-note" }, words.what),
    row(words.mine, mine, copy), row(words.pasted, pasted, open), said);
  return { element, show(values) { mine.value = codeOf(values); } };
}
