"""The toy panel in several notebooks: driven from outside, shown twice, three of them, restarted and reloaded."""

from pathlib import Path

import pytest

from conftest import RUN_ALL
from toy import owed

pytestmark = pytest.mark.browser

TOY = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); from toy import panel"
DRAWN = "n => [...document.querySelectorAll('.cc-chart')].filter(e => e.querySelector('path.js-line')).length === n"


def drawn(page, charts: int = 1) -> None:
    page.wait_for_function(DRAWN, arg=charts)
    page.wait_for_timeout(300)


def wait_for_headline(page, day: int) -> None:
    text = f"After {day} days you owe {owed(day):,.2f} yuan."
    page.wait_for_function("text => document.querySelector('.cc-headline')?.textContent === text", arg=text)


def test_another_slider_drives_the_panel(open_notebook, run):
    page = open_notebook(
        f"{TOY}\nimport ipywidgets\np = panel()\ns = ipywidgets.IntSlider(value=3, max=90)\n"
        "ipywidgets.link((s, 'value'), (p, 'days'))\nipywidgets.VBox([s, p])"
    )
    page.evaluate(RUN_ALL)
    drawn(page)
    page.locator(".widget-slider .noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    wait_for_headline(page, 4)
    page.locator(".cc-panel input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".widget-readout").filter(has_text="5").wait_for()
    run("assert (s.value, p.days) == (5, 5)")


def test_a_panel_shown_twice_moves_twice(open_notebook):
    page = open_notebook(TOY, "p = panel(); p", "p")
    page.evaluate(RUN_ALL)
    drawn(page, 2)
    page.get_by_role("slider").nth(1).focus()
    page.keyboard.press("ArrowRight")
    wait_for_headline(page, 4)
    assert page.locator(".cc-headline").nth(1).text_content() == page.locator(".cc-headline").nth(0).text_content()
    assert page.get_by_role("slider").nth(0).input_value() == "4"


def test_three_panels_bring_plotly_once_and_live_through_restart_and_reload(open_notebook, wire):
    page = open_notebook(TOY, "panel()", "panel()", "p = panel(); p")
    before = wire.received
    page.evaluate(RUN_ALL)
    drawn(page, 3)
    assert wire.received - before < 6_000_000

    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.reload(wait_until="domcontentloaded")
    drawn(page, 3)

    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    page.wait_for_function(DRAWN, arg=0)
    page.evaluate(RUN_ALL)
    drawn(page, 3)
    page.get_by_role("slider").nth(0).focus()
    page.keyboard.press("ArrowRight")
    wait_for_headline(page, 4)
