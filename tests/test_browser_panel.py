"""The toy panel in JupyterLab: what a learner does with it, counted."""

from pathlib import Path

import pytest

from conftest import RUN_ALL
from toolkit.panels import plotly_js
from toy import owed

pytestmark = pytest.mark.browser

TOY = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); from toy import panel"
DRAWN = "n => [...document.querySelectorAll('.cc-chart')].filter(e => e.querySelector('path.js-line')).length === n"
DRAWING = "[...chart.querySelectorAll('.scatterlayer path')].map((e) => e.outerHTML).join()"
INK = "getComputedStyle(document.querySelector('.cc-chart .xtick text')).fill"

# Counts what happens to the chart: its drawings, those that a learner could see as different ones, and the blanks.
WATCH = f"""async (slot) => {{
  const chart = document.querySelector('.cc-chart'), library = await globalThis[slot].loaded;
  const drawing = () => {DRAWING};
  const seen = window.seen = {{drawn: 0, pictures: [drawing()], blanks: 0}};
  for (const call of ['react', 'animate']) {{
    const draw = library[call].original ?? library[call];
    library[call] = Object.assign((...rest) => {{ seen.drawn += 1; return draw(...rest); }}, {{original: draw}});
  }}
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => {{
    const now = drawing();
    if (!now) seen.blanks += 1;
    else if (now !== seen.pictures.at(-1)) seen.pictures.push(now);
  }});
  window.watching.observe(chart, {{subtree: true, childList: true, attributes: true}});
}}"""


@pytest.fixture(scope="module")
def notebook(open_notebook):
    """A notebook with the toy panel, run and drawn."""
    page = open_notebook(TOY, "p = panel(); p")
    page.evaluate(RUN_ALL)
    page.wait_for_function(DRAWN, arg=1)
    return page


@pytest.fixture
def toy(notebook, run):
    """The toy panel at its start, its chart watched."""
    run("p.reset()")
    notebook.wait_for_timeout(400)
    notebook.evaluate(WATCH, plotly_js.SLOT)
    return notebook


def wait_for_headline(page, day: int, **rest) -> None:
    text = f"After {day} days you owe {owed(day, **rest):,.2f} yuan."
    page.wait_for_function("text => document.querySelector('.cc-headline')?.textContent === text", arg=text)


def redraws(page) -> tuple[int, int, int]:
    """Once all is quiet: how often the chart was drawn, how many new pictures a learner saw, and how many blanks."""
    page.wait_for_timeout(400)
    return tuple(page.evaluate("() => [seen.drawn, seen.pictures.length - 1, seen.blanks]"))


def mark(page) -> list[float]:
    """Where the last trace's mark stands on the screen, read back through the axes: x and y."""
    return page.evaluate(
        """() => {
          const chart = document.querySelector('.cc-chart'), {xaxis, yaxis} = chart._fullLayout;
          const at = new DOMMatrix(getComputedStyle(chart.querySelector('path.point')).transform);
          return [xaxis.p2c(at.e), yaxis.p2c(at.f)];
        }"""
    )


def test_an_arrow_key_moves_number_headline_table_and_chart_together_and_once(toy):
    toy.get_by_role("slider", name="Days late (days)").focus()
    toy.keyboard.press("ArrowRight")
    wait_for_headline(toy, 4)

    assert redraws(toy) == (1, 1, 0)
    assert toy.get_by_role("slider").get_attribute("aria-valuetext") == "4 days"
    assert toy.locator(".cc-head output").text_content() == "4 days"
    assert toy.locator("tbody tr").nth(2).locator("th, td").all_text_contents() == [
        "2", *(f"{owed(4 + (k + 1) * 2):,}" for k in range(6))
    ]  # fmt: skip
    assert mark(toy) == pytest.approx([4, owed(4)], abs=0.5)
    assert toy.locator(".cc-chart").get_attribute("aria-label") == toy.locator(".cc-headline").text_content()


def test_a_moved_chart_is_the_chart_that_would_be_drawn_afresh(toy, run):
    run("p.days = 40")
    wait_for_headline(toy, 40)
    toy.wait_for_timeout(200)
    moved = toy.evaluate(f"() => {{ const chart = document.querySelector('.cc-chart'); return {DRAWING}; }}")
    toy.evaluate("() => document.querySelector('.cc-panel').style.maxWidth = '700px'")
    toy.wait_for_timeout(200)
    toy.evaluate("() => document.querySelector('.cc-panel').style.maxWidth = ''")
    toy.wait_for_timeout(200)
    assert moved == toy.evaluate(f"() => {{ const chart = document.querySelector('.cc-chart'); return {DRAWING}; }}")


def test_a_change_costs_at_most_12_kilobytes(toy, wire):
    toy.get_by_role("slider").focus()
    before = wire.rest(toy)
    for _ in range(5):
        toy.keyboard.press("ArrowRight")
        toy.wait_for_timeout(300)
    wait_for_headline(toy, 8)
    assert wire.received - before <= 5 * 12_000


def test_a_drag_ends_where_the_hand_ends(toy):
    settled = toy.evaluate(
        """async () => {
          const slider = document.querySelector('.cc-panel input[type=range]');
          const headline = document.querySelector('.cc-headline');
          for (let day = 4; day < 64; day++) {
            slider.value = day;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            if (document.querySelector('.cc-head output').textContent !== `${day} days`) return 'the number lags';
            await new Promise(requestAnimationFrame);
          }
          const last = performance.now();
          while (!headline.textContent.startsWith('After 63 days') && performance.now() - last < 5000) {
            await new Promise(requestAnimationFrame);
          }
          return performance.now() - last;
        }"""
    )
    assert settled < 1000  # a queue of sixty would take several seconds
    wait_for_headline(toy, 63)
    drawn, pictures, blanks = redraws(toy)
    assert drawn == pictures <= 60
    assert blanks == 0
    assert mark(toy) == pytest.approx([63, owed(63)], abs=0.5)


def test_a_choice_takes_its_switch_along_and_the_start_comes_back(toy):
    toy.get_by_role("radio", name="Online loan").check()
    wait_for_headline(toy, 3, contract="loan", compounding=False)
    assert not toy.get_by_role("switch").is_checked()
    assert redraws(toy) == (1, 1, 0)
    toy.get_by_role("switch").check()
    wait_for_headline(toy, 3, contract="loan", compounding=True)
    toy.get_by_role("button", name="Back to the start").click()
    wait_for_headline(toy, 3)
    assert toy.get_by_role("radio", name="Bank card").is_checked()


def test_a_bad_value_is_said_and_the_chart_stays(toy, run):
    run("p.days = -5")
    alert = toy.get_by_role("alert").filter(has_text="Days late must be a whole number from 0 to 90; this was -5.")
    alert.wait_for()
    assert toy.get_by_role("slider").get_attribute("aria-invalid") == "true"
    assert redraws(toy) == (0, 0, 0)
    wait_for_headline(toy, 3)
    toy.get_by_role("slider").focus()
    toy.keyboard.press("ArrowRight")
    wait_for_headline(toy, 1)
    alert.wait_for(state="hidden")
    assert toy.get_by_role("slider").get_attribute("aria-invalid") == "false"


def test_the_table_is_saved_as_csv(toy):
    with toy.expect_download() as download:
        toy.locator("details:has(table)").evaluate("details => { details.open = true; }")
        toy.get_by_role("button", name="Save as CSV").click()
    head, first, *_ = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert head.startswith("Days on,Line 0,")
    assert first.startswith(f"0,{owed(3)},")


def test_the_chart_takes_the_colours_of_a_dark_theme(toy):
    def ink() -> str:
        return toy.evaluate(f"() => {INK}")

    light = ink()
    toy.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    toy.wait_for_function(f"light => {INK} !== light", arg=light)
    assert ink() == toy.evaluate("() => getComputedStyle(document.querySelector('.cc-headline')).color")
