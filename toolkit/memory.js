// Draws the button that forgets what this browser keeps of a lesson.
//
// Its model offers get: _spec {language, kept, words}

function render({ model, el }) {
  const { language, kept, words } = model.get("_spec");
  const button = html("button", { type: "button", className: "cc-reset" }, words.forget);
  const said = html("p", { role: "status" }, words.kept);
  button.addEventListener("click", () => {
    forget(kept.lesson);
    say(said, words.forgotten);
  });
  el.append(html("section", { className: "cc-panel", lang: language }, said, button));
}

export default { render };
