"""My contract in JupyterLab: typed in by keyboard, refused at its field, nothing lost, in each language."""

import pytest

from conftest import FORGET, RUN_ALL

from toolkit.i18n import speak, t
from toolkit.panels.my_contract import my_contract

pytestmark = pytest.mark.browser

DRAWN = "() => document.querySelector('.cc-chart:not(.old) path.js-line')"
DESCRIBED = """() => {
  const chart = document.querySelector('.cc-chart');
  const words = chart.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent);
  return {words: words.join(''), paled: getComputedStyle(chart).filter !== 'none'};
}"""
PICTURE = "() => document.querySelector('.cc-chart .plot-container').innerHTML"


@pytest.fixture(scope="module", params=["en", "zh"])
def opened(request, open_notebook):
    """A notebook with the panel in one language, opened once for all tests."""
    return request.param, open_notebook(f'from toolkit import my_contract, speak\nspeak("{request.param}")\np = my_contract()\np')


@pytest.fixture
def page_of_mine(opened):
    """The panel as it is at first, and the same panel here to compare with."""
    language, page = opened
    page.evaluate("() => document.querySelectorAll('.cc-chart').forEach((chart) => chart.classList.add('old'))")
    page.evaluate(FORGET)
    page.evaluate(RUN_ALL)
    page.wait_for_function(DRAWN)
    speak(language)
    return page, my_contract()


def field(page, label: str):
    return page.locator(".cc-control").filter(has=page.locator("label", has_text=t(label))).locator("input.cc-field").first


def note(page, label: str):
    return page.locator(f"#{field(page, label).get_attribute('aria-describedby')}")


def wait_for(page, mine) -> None:
    page.locator(".cc-headline").get_by_text(mine.headline, exact=True).wait_for()


def test_a_rate_typed_by_keyboard_moves_curve_and_sentence(page_of_mine):
    page, mine = page_of_mine
    wait_for(page, mine)
    before = page.evaluate(PICTURE)
    rate = field(page, "Interest a day")
    page.get_by_label(t("Start from an example")).focus()
    while not rate.evaluate("input => input === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("0.065")
    mine.rate = "0.065"
    wait_for(page, mine)
    page.wait_for_function(f"before => ({PICTURE})() !== before", arg=before)
    assert page.locator(".cc-chart").get_attribute("aria-label") == mine.headline
    assert mine.view.notes["rate"] in note(page, "Interest a day").text_content()


def test_nonsense_is_said_at_its_field_and_the_chart_and_the_text_stay(page_of_mine, run):
    page, mine = page_of_mine
    wait_for(page, mine)
    before = page.evaluate(PICTURE)
    rate = field(page, "Interest a day")
    rate.fill("")
    rate.press_sequentially("7,2 %")
    mine.rate = "7,2 %"
    note(page, "Interest a day").get_by_text(mine.notice, exact=True).wait_for()
    assert rate.get_attribute("aria-invalid") == "true"
    assert note(page, "Interest a day").get_attribute("role") == "alert"
    assert page.locator(".cc-notice:visible").count() == 0
    page.wait_for_timeout(300)
    assert (page.evaluate(PICTURE), rate.input_value()) == (before, "7,2 %")
    wait_for(page, mine)
    run("assert p.rate == '7,2 %', p.rate")
    told = page.evaluate(DESCRIBED)
    assert told == {"words": t("Still the last values that work."), "paled": True}
    rate.fill("0.05")
    note(page, "Interest a day").get_by_text(mine.view.notes["rate"]).wait_for()
    assert rate.get_attribute("aria-invalid") == "false"
    assert page.evaluate(DESCRIBED) == {"words": "", "paled": False}


def test_dates_in_the_wrong_order_are_said_at_the_day_and_no_note_of_the_old_view_is_left(page_of_mine):
    page, mine = page_of_mine
    wait_for(page, mine)
    rate = note(page, "Interest a day").locator(".cc-seen")
    assert rate.is_visible()
    mine.used = "2026-03-11"
    field(page, "Day the money was used").fill(mine.used)
    note(page, "Day the money was used").get_by_text(mine.notice, exact=True).wait_for()
    assert field(page, "Day the money was used").get_attribute("aria-invalid") == "true"
    assert page.locator(".cc-notice:visible, .cc-seen:visible").count() == 0
    assert mine._spec["controls"][3]["hint"] in note(page, "Due date").inner_text()
    field(page, "Day the money was used").fill("2026-03-10")
    rate.wait_for()


def test_each_day_is_a_touch_or_a_key_away(page_of_mine):
    page, mine = page_of_mine
    more = page.get_by_role("button", name=f"{t('Days late')} +1")
    for _ in range(8):
        more.click()
    page.get_by_role("slider").press("ArrowLeft")
    mine.days_late = 37
    wait_for(page, mine)
    page.get_by_role("slider").press("PageUp")
    assert page.get_by_role("slider").evaluate("input => input.valueAsNumber") > 60


def test_a_contract_comes_back_as_it_was_typed(page_of_mine, run):
    """Also where what interest is charged on would have set something else."""
    page, mine = page_of_mine
    page.get_by_role("radio", name=t("The whole bill, from the day the money was used"), exact=True).check()
    field(page, "Grace period").fill("0")
    page.locator("details.cc-fold summary").click()
    field(page, "Late fee, of the unpaid minimum payment").fill("0")
    mine.base = "whole_bill"
    mine.grace = mine.late_fee = "0"
    wait_for(page, mine)
    page.evaluate(RUN_ALL)
    wait_for(page, mine)
    run("assert (p.base, p.grace, p.late_fee, p.minimum) == ('whole_bill', '0', '0', '10'), (p.base, p.grace, p.late_fee)")


def test_a_refusal_in_the_fold_opens_it(page_of_mine, run):
    page, mine = page_of_mine
    fold = page.locator("details.cc-fold")
    assert fold.get_attribute("open") is None
    run("p.late_fee = '500'")
    mine.late_fee = "500"
    fold.get_by_text(mine.notice, exact=True).wait_for()
    assert field(page, "Late fee, of the unpaid minimum payment").is_visible()


def test_a_story_fills_every_field(page_of_mine):
    page, mine = page_of_mine
    page.get_by_label(t("Start from an example")).select_option("loan_daily")
    mine.story = "loan_daily"
    wait_for(page, mine)
    typed = page.locator(".cc-control input.cc-field").evaluate_all("inputs => inputs.map((input) => input.value)")
    assert typed == [getattr(mine, spec["name"]) for spec in mine._spec["controls"] if spec["kind"] in ("number", "day")]


def test_every_field_has_a_name_and_room_for_a_finger(page_of_mine):
    page, mine = page_of_mine
    page.locator("details.cc-fold summary").click()
    for spec in mine._spec["controls"]:
        if spec["kind"] not in ("number", "day"):
            continue
        unit = f" ({spec['unit']})" if spec["unit"] else ""
        asked = page.get_by_label(f"{spec['label']}{unit}", exact=True)
        assert asked.bounding_box()["height"] >= 44
        assert spec["hint"] in page.locator(f"#{asked.get_attribute('aria-describedby')}").text_content()
