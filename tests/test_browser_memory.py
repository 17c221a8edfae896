"""Guesses, answers and positions come back, a code is pasted back, and a kernel that does not answer is spoken of."""

import re
from pathlib import Path

import pytest

from conftest import FORGET, IDLE, RUN_ALL

pytestmark = pytest.mark.browser

TOY = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); from toolkit import *; from toy import *"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
KILL = "import os; os.kill(os.getpid(), 9)"
SAYS = "text => [...document.querySelectorAll('.cc-headline')].some(e => e.textContent === text)"
KEPT = "() => JSON.parse(localStorage.getItem('clear-credit/try'))"
LOW = "You guessed 5,100 yuan; it is 5,245 yuan. That is close."


@pytest.fixture(scope="module")
def notebook(open_notebook):
    number = "number = predict(prediction('number')); number"
    page = open_notebook(TOY, number, "p = panel(); p", "a = ask('late-100-short'); a", "forget()")
    page.set_default_timeout(8000)
    return page


def run_all(page) -> None:
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => document.querySelectorAll('.cc-panel').length === 4")
    page.get_by_role("button", name="Forget them").wait_for()


@pytest.fixture
def kernel_may_fall(wire):
    """JupyterLab logs errors of its own about a kernel that is restarted or killed."""
    yield
    wire.errors[:] = [error for error in wire.errors if not re.search("[Kk]ernel|debugger", error)]


def restart(page) -> None:
    page.evaluate(RESTART)
    page.wait_for_function(IDLE)


@pytest.fixture
def fresh(notebook):
    """The notebook as it is the first time."""
    notebook.evaluate(FORGET)
    run_all(notebook)
    notebook.wait_for_function(SAYS, arg="After 3 days you owe 5,008.25 yuan.")
    return notebook


def guess(page):
    return page.locator(".cc-prediction")


def use(page) -> None:
    """Type a guess without committing it, move the slider, check an answer."""
    guess(page).get_by_role("textbox").fill("5100")
    slider = page.get_by_role("slider", name="Days late")
    slider.focus()
    slider.press("PageUp")
    page.get_by_role("radio", name="10.00 yuan", exact=True).check()
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_text("That is not right.").wait_for()


def test_what_was_done_comes_back_after_running_again_and_after_a_restart(fresh, run, kernel_may_fall):
    use(fresh)
    day = fresh.get_by_role("slider", name="Days late").input_value()
    for again in (lambda: None, lambda: restart(fresh)):
        again()
        run_all(fresh)
        fresh.get_by_text("That is not right.").wait_for()
        run(f"assert p.days == {day} and a.chosen == 1 and not number.done")
        assert guess(fresh).get_by_role("textbox").input_value() == "5100"
    guess(fresh).get_by_role("radio", name="Fairly sure").check()
    guess(fresh).get_by_role("button", name="This is my guess").click()
    fresh.wait_for_function(SAYS, arg=LOW)
    run_all(fresh)
    fresh.wait_for_function(SAYS, arg=LOW)
    run("assert number.value.value == 5100 and number.value.sure == 'fairly'")


def test_a_guess_that_was_shown_is_shown_again(fresh, run):
    guess(fresh).get_by_role("button", name="Show me").click()
    fresh.wait_for_function(SAYS, arg="The answer is 5,245 yuan.")
    run_all(fresh)
    fresh.wait_for_function(SAYS, arg="The answer is 5,245 yuan.")
    run("assert number.value.shown and number.value.value is None")


def test_a_choice_that_was_not_checked_yet_comes_back_unchecked(fresh, run):
    fresh.get_by_role("radio", name="110.20 yuan", exact=True).check()
    run_all(fresh)
    assert fresh.get_by_role("radio", name="110.20 yuan", exact=True).is_checked()
    run("assert a.chosen is None")


def test_one_button_forgets_it_all(fresh, run):
    use(fresh)
    guess(fresh).get_by_role("radio", name="Fairly sure").check()
    guess(fresh).get_by_role("button", name="This is my guess").click()
    fresh.wait_for_function(SAYS, arg=LOW)
    assert len(fresh.evaluate(KEPT)) == 3
    fresh.get_by_role("button", name="Forget them").click()
    fresh.get_by_text("Forgotten.").wait_for()
    fresh.reload(wait_until="domcontentloaded")  # what the kernel still shows is not kept anew
    fresh.wait_for_function(IDLE, timeout=60_000)
    fresh.wait_for_timeout(500)
    assert fresh.evaluate(KEPT) is None
    run_all(fresh)
    fresh.wait_for_function(SAYS, arg="After 3 days you owe 5,008.25 yuan.")
    run("assert p.days == 3 and a.chosen is None and not number.done")
    assert guess(fresh).get_by_role("textbox").input_value() == ""


def test_a_record_that_no_longer_fits_harms_nothing(fresh, run):
    use(fresh)
    fresh.evaluate(
        """() => {
          const kept = JSON.parse(localStorage.getItem('clear-credit/try'));
          for (const place of Object.keys(kept)) {
            if (place.endsWith('late-100-short')) kept[place] = {picked: 17, checked: true};
            if (place.endsWith('compounding')) kept[place] = {days: 9999, contract: 'gone', compounding: 'x'};
          }
          localStorage.setItem('clear-credit/try', JSON.stringify(kept));
        }"""
    )
    run_all(fresh)
    fresh.get_by_text("Days late must be a whole number from 0 to 90; this was 9,999.").first.wait_for()
    run("assert a.chosen is None")
    fresh.evaluate("() => localStorage.setItem('clear-credit/try', 'damaged{')")
    run_all(fresh)
    fresh.wait_for_function(SAYS, arg="After 3 days you owe 5,008.25 yuan.")


def share_box(page):
    box = page.locator("details").filter(has=page.get_by_label("Code for what you see"))
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    return box


def open_code(page, text: str):
    box = share_box(page)
    box.get_by_label("A code that you were given").fill(text)
    box.get_by_role("button", name="Show it", exact=True).click()
    return box.get_by_role("status")


def test_a_code_is_pasted_back_and_a_damaged_one_refused(fresh, run):
    fresh.get_by_role("slider", name="Days late").press("End")
    mine = share_box(fresh).get_by_label("Code for what you see").input_value()
    assert re.fullmatch(r"contract=card&days=90&compounding=true&check=\w{1,7}", mine)
    fresh.get_by_role("button", name="Back to the start").click()
    fresh.wait_for_function(SAYS, arg="After 3 days you owe 5,008.25 yuan.")

    for damaged in (mine[:-1], mine.replace("90", "80"), mine[3:], "", "late_bill"):
        assert open_code(fresh, damaged).text_content().startswith("This code is damaged.")
    run("assert p.days == 3")
    assert open_code(fresh, f" {mine[:20]}\n{mine[20:]} ").text_content() == "Shown above."
    fresh.wait_for_function(SAYS, arg="After 90 days you owe 5,247.50 yuan.")
    run("assert (p.days, p.contract, p.compounding) == (90, 'card', True)")


def test_a_code_of_another_figure_is_refused(fresh, run):
    foreign = fresh.evaluate("(text) => `${text}&check=${(%s)(text)}`" % digest(), "amount=5&days=3")
    assert open_code(fresh, foreign).text_content().startswith("This code is for another figure.")
    run("assert p.days == 3")


def digest() -> str:
    """The function that checks a code, as it stands in share.js."""
    source = (Path(__file__).parents[1] / "toolkit/panels/share.js").read_text("utf-8")
    return re.search(r"function digest\(.*?\n}", source, re.DOTALL)[0]


def test_a_killed_kernel_is_said_in_words_and_nothing_typed_is_lost(fresh, run, kernel_may_fall):
    use(fresh)
    slider = fresh.get_by_role("slider", name="Days late")
    fresh.evaluate(
        "code => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code}); }", KILL
    )
    fresh.get_by_role("button", name="Ok").click()  # JupyterLab says that the kernel has died
    slider.press("End")
    guess(fresh).get_by_role("textbox").fill("4321")
    guess(fresh).get_by_role("radio", name="Very sure").check()
    guess(fresh).get_by_role("button", name="This is my guess").click()
    said = fresh.get_by_role("alert").filter(has_text="No answer for five seconds.")
    said.nth(1).wait_for(timeout=9000)
    assert said.count() == 2
    run_all(fresh)
    fresh.wait_for_function(SAYS, arg="After 90 days you owe 5,247.50 yuan.")
    assert guess(fresh).get_by_role("textbox").input_value() == "4321"
    assert said.count() == 0
    run("assert p.days == 90 and not number.done")
