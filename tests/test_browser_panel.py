"""A toy panel in JupyterLab: what a learner does with it, counted."""

from pathlib import Path

import pytest

from toy import owed

pytestmark = pytest.mark.browser

TOY = Path(__file__).with_name("toy.py").read_text("utf-8")
RUN_ALL = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
DRAWN = "n => [...document.querySelectorAll('.cc-chart')].filter(e => e.querySelector('.scatterlayer path.js-line')).length === n"

# Counts what happens to the first chart: each task in which its drawing changed, and each in which it was empty.
WATCH = """() => {
  const chart = document.querySelector('.cc-chart');
  const drawing = () => [...chart.querySelectorAll('.scatterlayer path')].map(e => e.getAttribute('d') + e.getAttribute('transform')).join();
  const seen = window.seen = {drawings: [drawing()], blanks: 0};
  new MutationObserver(() => {
    const now = drawing();
    if (!now) seen.blanks += 1;
    else if (now !== seen.drawings.at(-1)) seen.drawings.push(now);
  }).observe(chart, {subtree: true, childList: true, attributes: true});
}"""
REDRAWS = "() => window.seen.drawings.length - 1"


@pytest.fixture
def toy(open_notebook, page):
    """A notebook with the toy panel, run and drawn."""
    page = open_notebook(TOY, "p = panel(); p")
    page.evaluate(RUN_ALL)
    page.wait_for_function(DRAWN, arg=1)
    page.wait_for_timeout(300)
    page.evaluate(WATCH)
    return page


def headline(page, day: int, **rest) -> None:
    page.get_by_text(f"After {day} days you owe {owed(day, **rest):,.2f} yuan.").and_(page.locator(".cc-headline")).wait_for()


def test_an_arrow_key_moves_number_headline_table_and_chart_together(toy):
    toy.get_by_role("slider").focus()
    toy.keyboard.press("ArrowRight")
    headline(toy, 4)
    toy.screenshot(path="/tmp/toy.png")
