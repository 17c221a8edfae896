"""Sweeps in JupyterLab: a control under the hand is answered before it is moved, also while the kernel is busy."""

from pathlib import Path

import pytest

from conftest import FORGET, RUN_ALL
from toy import DAYS, owed

pytestmark = pytest.mark.browser

TOY = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); from toy import owed, panel"
DRAWN = "n => [...document.querySelectorAll('.cc-chart')].filter(e => e.querySelector('path.js-line')).length === n"
BUSY = """seconds => {
  const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
  window.busy = kernel.requestExecute({code: `import time; time.sleep(${seconds})`}).done;
}"""
FREE = "() => window.busy"

# Moves a panel's slider once a frame over the stops given, and tells for each what the next frame showed.
DRAG = """async ([index, stops]) => {
  const panel = document.querySelectorAll('.cc-panel')[index], slider = panel.querySelector('input[type=range]');
  const frame = () => new Promise(requestAnimationFrame), shown = [];
  for (const stop of stops) {
    slider.value = stop;
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    await frame();
    await frame();
    const chart = panel.querySelector('.cc-chart'), {xaxis} = chart._fullLayout;
    const mark = new DOMMatrix(getComputedStyle(chart.querySelector('path.point')).transform);
    shown.push([panel.querySelector('.cc-headline').textContent, Math.round(xaxis.p2c(mark.e))]);
  }
  return shown;
}"""


def headline(day: int, **rest) -> str:
    return f"After {day} days you owe {owed(day, **rest):,.2f} yuan."


def wait_for_headline(page, day: int, **rest) -> None:
    js = "text => document.querySelector('.cc-headline')?.textContent === text"
    page.wait_for_function(js, arg=headline(day, **rest))


def touch(page, index: int = 0) -> None:
    """Focus a panel's slider, and let its sweep arrive."""
    page.get_by_role("slider").nth(index).focus()
    page.wait_for_timeout(1500)


@pytest.fixture(scope="module")
def notebook(open_notebook):
    return open_notebook(TOY, "p = panel(); p", "q = panel(); q")


@pytest.fixture
def toys(notebook):
    """Two toy panels afresh."""
    notebook.evaluate(FORGET)
    notebook.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    notebook.wait_for_function(DRAWN, arg=0)
    notebook.evaluate(RUN_ALL)
    notebook.wait_for_function(DRAWN, arg=2)
    return notebook


def test_the_chart_follows_the_hand_while_the_kernel_is_busy(toys, run):
    run("seen = []; p.observe(lambda change: seen.append((change.new, p.headline)), 'days')")
    touch(toys)
    toys.evaluate(BUSY, 4)
    path = [*range(4, 91), *range(89, 20, -1)]
    shown = toys.evaluate(DRAG, [0, path])
    assert shown == [[headline(day), day] for day in path]
    toys.evaluate(FREE)
    toys.wait_for_timeout(500)
    run(f"assert seen[-1] == (21, {headline(21)!r}), seen; assert p.frame()['Line 0'][0] == owed(21)")
    wait_for_headline(toys, 21)


def test_each_panel_has_a_table_of_its_own(toys):
    touch(toys, 0)
    touch(toys, 1)
    toys.evaluate(BUSY, 2)
    assert toys.evaluate(DRAG, [0, [10, 20]]) == [[headline(10), 10], [headline(20), 20]]
    assert toys.evaluate(DRAG, [1, [40, 30]]) == [[headline(40), 40], [headline(30), 30]]
    assert toys.locator(".cc-headline").all_text_contents() == [headline(20), headline(30)]
    toys.evaluate(FREE)


def test_another_control_moved_in_python_while_a_sweep_is_there_leaves_nothing_old(toys, run):
    touch(toys)
    run("p.compounding = False")
    wait_for_headline(toys, 3, compounding=False)
    toys.wait_for_timeout(1500)
    toys.evaluate(BUSY, 2)
    expected = [[headline(day, compounding=False), day] for day in (50, 60)]
    assert toys.evaluate(DRAG, [0, [50, 60]]) == expected
    toys.evaluate(FREE)


def test_another_control_moved_by_hand_amid_a_sweep_shows_no_state_of_before(toys):
    seen = toys.evaluate(
        """async () => {
          const panel = document.querySelector('.cc-panel'), slider = panel.querySelector('input[type=range]');
          const seen = [], headline = panel.querySelector('.cc-headline');
          const [, loan] = panel.querySelectorAll('[type=radio]');
          new MutationObserver(() => seen.push(headline.textContent)).observe(headline, {childList: true});
          slider.focus();
          await new Promise((done) => setTimeout(done, 30));
          loan.click();
          for (let day = 4; day < 30; day++) {
            slider.value = day;
            slider.dispatchEvent(new Event('input', {bubbles: true}));
            await new Promise(requestAnimationFrame);
          }
          await new Promise((done) => setTimeout(done, 1500));
          return seen;
        }"""
    )
    states = [headline(day, contract="loan", compounding=False) for day in DAYS]
    days = [states.index(text) for text in seen]
    assert days == sorted(days)
    assert days[-1] == 29


def test_a_reload_and_a_restart_leave_a_panel_that_sweeps(toys, run):
    touch(toys)
    toys.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    toys.reload(wait_until="domcontentloaded")
    toys.wait_for_function(DRAWN, arg=2)
    touch(toys)
    toys.evaluate(BUSY, 2)
    assert toys.evaluate(DRAG, [0, [90, 0]]) == [[headline(90), 90], [headline(0), 0]]
    toys.evaluate(FREE)

    toys.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    toys.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    toys.wait_for_function(DRAWN, arg=0)
    toys.evaluate(RUN_ALL)
    toys.wait_for_function(DRAWN, arg=2)
    touch(toys)
    toys.evaluate(BUSY, 2)
    assert toys.evaluate(DRAG, [0, [90, 0]]) == [[headline(90), 90], [headline(0), 0]]
    toys.evaluate(FREE)


def test_what_cannot_be_drawn_is_said_when_it_is_moved_to(open_notebook, run):
    page = open_notebook(
        f"{TOY}\nimport toy\nfrom toolkit import Panel, Slider\n"
        "def draw(days):\n"
        "    if days == 5: raise ValueError('Day five is a holiday.')\n"
        "    return toy.draw(days, 'card', True)\n"
        "Panel(draw, Slider(name='days', label='Days late', unit='days', stops=range(0, 91), value=3))"
    )
    page.evaluate(RUN_ALL)
    page.wait_for_function(DRAWN, arg=1)
    touch(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.get_by_role("alert").filter(has_text="Day five is a holiday.").wait_for()
    wait_for_headline(page, 4)
    page.keyboard.press("ArrowRight")
    wait_for_headline(page, 6)
    page.get_by_role("alert").wait_for(state="hidden")
