"""A page that is measured: a notebook opened, keys pressed, a slider dragged."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import CHROMIUM, FLAGS, IDLE, Lab

from .delay import Delay
from .ways import Way

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
SHUTDOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"

# Notes when each swept state comes over a websocket.
LISTEN = """
window.swept = [];
window.WebSocket = class extends WebSocket {
  constructor(...rest) {
    super(...rest);
    this.addEventListener('message', ({data}) => {
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      if (!text.includes('"_sweep"')) return;
      for (const _ of text.matchAll(/"parts":/g)) window.swept.push(performance.now());
    });
  }
};
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, lab: Lab, notebook: str, port: int, height: int = 1500) -> Iterator[Page]:
    """A notebook of the lab's folder on a page of its own, its kernel ready, not yet run."""
    page = browser.new_page(viewport={"width": 1400, "height": height})
    page.add_init_script(LISTEN)
    address = urlsplit(lab.url)._replace(netloc=f"127.0.0.1:{port}").geturl()
    page.goto(f"{address}/tree/{notebook}?reset", wait_until="domcontentloaded")
    page.wait_for_function(IDLE, timeout=60_000)
    page.evaluate(PROBE)
    yield page
    page.evaluate(SHUTDOWN)
    page.close()


@contextmanager
def shown(browser: Browser, lab: Lab, way: Way, wire: Delay) -> Iterator[Page]:
    """One way to draw, drawn."""
    cells = [nbformat.v4.new_code_cell(cell) for cell in way.cells]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    (lab.folder / "way.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    with opened(browser, lab, "way.ipynb", wire.port) as page:
        page.evaluate(f"() => probe.look({json.dumps(way.picture)})")
        page.evaluate(RUN_ALL)
        page.wait_for_function("() => probe.picture()", timeout=60_000)
        page.wait_for_timeout(1000)
        yield page


def press(page: Page, way: Way, times: int, warm: int = 10) -> list[float]:
    """Milliseconds from key press to paint: the slider up and down all its stops."""
    page.locator(way.slider).focus()
    page.wait_for_timeout(1500)
    spent, key = [], "ArrowRight"
    for _ in range(warm + times):
        at, first, last = page.evaluate(
            """() => { const e = document.activeElement, aria = (name) => +e.getAttribute('aria-value' + name);
              return e.matches('input') ? [+e.value, +e.min, +e.max] : [aria('now'), aria('min'), aria('max')]; }"""
        )
        key = "ArrowLeft" if at >= last else "ArrowRight" if at <= first else key
        page.evaluate("() => probe.arm()")
        page.keyboard.press(key)
        spent.append(page.evaluate("() => probe.pressed"))
        page.wait_for_timeout(100)
    return spent[warm:]


def drag(page: Page, way: Way, path: Sequence[int], days: Sequence[int]) -> dict:
    """The slider dragged at 60 Hz from stop to stop of `path`; `days` are the stops' values."""
    return page.evaluate("([at, ...rest]) => probe.drag(document.querySelector(at), ...rest)", [way.slider, path, days])


def sweep(page: Page, way: Way, states: int) -> float:
    """Milliseconds from focus until so many swept states have arrived."""
    return page.evaluate(
        """([selector, count]) => {
          const arrived = probe.arrived(count);
          document.querySelector(selector).focus();
          return arrived;
        }""",
        [way.slider, states],
    )


def run_all(page: Page) -> float:
    """Seconds from running all cells to the last chart painted."""
    page.evaluate(
        """() => {
          const lines = () => document.querySelectorAll('.cc-chart path.js-line').length;
          let known = 0;
          const look = () => {
            if (lines() > known) requestAnimationFrame(() => { window.last = performance.now(); });
            known = lines();
            requestAnimationFrame(look);
          };
          window.begun = performance.now();
          look();
        }"""
    )
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => performance.now() - window.last > 4000", timeout=60_000)
    return page.evaluate("() => (window.last - window.begun) / 1000")
