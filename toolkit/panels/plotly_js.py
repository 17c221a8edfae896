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

SLOT = f"clear_credit_plotly_{version('plotly')}"

# plotly.js is CommonJS or a global: it is given a `module` of its own, and a Plotly that the page had before is put back.
_LOADER = """
const slot = (globalThis["%(slot)s"] ??= {});
slot.loaded ??= new Promise((resolve) => { slot.resolve = resolve; });
if (!slot.ready) {
  slot.ready = true;
  const before = globalThis.Plotly;
  const module = { exports: {} };
  (function (exports, define) {
%(library)s
  }).call(globalThis, module.exports);
  if (before) globalThis.Plotly = before;
  else delete globalThis.Plotly;
  slot.resolve(module.exports);
}
export default {};
"""


@cache
def load() -> anywidget.AnyWidget:
    """The hidden widget that brings plotly.js to the page, made at the first call."""
    library = Path(find_spec("plotly").origin).with_name("package_data") / "plotly.min.js"
    return anywidget.AnyWidget(_esm=_LOADER % {"slot": SLOT, "library": library.read_text("utf-8")})
