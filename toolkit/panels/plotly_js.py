"""plotly.js, sent once a page.

Every widget sends its own JavaScript, so a panel that carried plotly.js would
send five megabytes each time. One hidden widget for each kernel carries it and
fills a slot on the page; panels wait for that slot. A page that has it already
(a kernel restart, a second notebook) keeps what it has.
"""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import anywidget
import traitlets

SLOT = f"clear_credit_plotly_{version('plotly')}"

# The library is a trait and not the module itself: a widget whose module takes longer than two
# seconds to start (a slow machine, five megabytes) is given up by anywidget.
# plotly.js is CommonJS or a global: it is given a `module` of its own, and the page's own Plotly is put back.
_LOADER = """
async function evaluate(source) {
  const before = globalThis.Plotly;
  const head = "const module = {exports: {}}; (function (exports, define) {\\n";
  const tail = "\\n}).call(globalThis, module.exports); export default module.exports;";
  const url = URL.createObjectURL(new Blob([head, source, tail], { type: "text/javascript" }));
  const { default: library } = await import(url);
  URL.revokeObjectURL(url);
  if (before) globalThis.Plotly = before;
  else delete globalThis.Plotly;
  return library;
}

function initialize({ model }) {
  const slot = (globalThis[model.get("slot")] ??= {});
  slot.loaded ??= new Promise((resolve) => { slot.resolve = resolve; });
  if (slot.begun) return;
  slot.begun = true;
  evaluate(model.get("library")).then(slot.resolve);
}

export default { initialize };
"""


class _Loader(anywidget.AnyWidget):
    _esm = _LOADER
    slot = traitlets.Unicode(SLOT).tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)


@cache
def load() -> anywidget.AnyWidget:
    """The hidden widget that brings plotly.js to the page, made at the first call."""
    library = Path(find_spec("plotly").origin).with_name("package_data") / "plotly.min.js"
    return _Loader(library=library.read_text("utf-8"))
