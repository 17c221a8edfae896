"""The control of months in JupyterLab: by keyboard, by mouse, in words, on a phone."""

import pytest

from conftest import FORGET, RUN_ALL

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def opened(open_notebook):
    return open_notebook("import sys; sys.path.insert(0, %r); from toy import record; record()" % __file__.rpartition("/")[0])


@pytest.fixture
def page_of_months(opened):
    opened.set_viewport_size({"width": 1400, "height": 1500})
    opened.evaluate(FORGET)
    opened.evaluate("() => document.querySelectorAll('.cc-month').forEach((cell) => cell.classList.remove('cc-month'))")
    opened.evaluate(RUN_ALL)
    opened.wait_for_function("() => document.querySelectorAll('.cc-month').length === 24")
    return opened


def cell(page, month: str):
    return page.locator(f".cc-month[aria-label^='{month} ']")


def says(page, sentence: str) -> None:
    page.locator(".cc-month-says").get_by_text(sentence, exact=True).wait_for()


def headline(page, sentence: str) -> None:
    page.locator(".cc-headline").get_by_text(sentence, exact=True).wait_for()


def test_letters_fill_month_after_month_and_the_view_says_what_each_becomes(page_of_months):
    page = page_of_months
    cell(page, "2024-01").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("lLp")
    headline(page, "Late in 2 months.")
    assert [cell(page, f"2024-0{month}").get_attribute("aria-label") for month in (2, 3, 4)] == ["2024-02 1", "2024-03 2", "2024-04 N"]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    says(page, "2024-03: 2 late.")


def test_arrows_go_a_line_up_and_down_and_stay_on_the_grid(page_of_months):
    page = page_of_months
    cell(page, "2024-05").focus()
    for key, month in (("ArrowDown", "2025-05"), ("ArrowLeft", "2025-04"), ("ArrowUp", "2024-04"), ("ArrowUp", "2024-01")):
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.ariaLabel") == f"{month} N"


def test_only_one_cell_is_a_tab_stop_and_the_next_stop_is_what_can_be_put_there(page_of_months):
    page = page_of_months
    cell(page, "2024-05").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "P Paid"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    headline(page, "Late in 1 months.")
    assert cell(page, "2024-05").get_attribute("aria-label") == "2024-05 1"
    page.get_by_text("In 2024-06:", exact=True).wait_for()


def test_by_mouse_a_cell_is_chosen_and_a_button_fills_it(page_of_months):
    page = page_of_months
    cell(page, "2025-12").click()
    page.get_by_role("button", name="L Late", exact=True).click()
    headline(page, "Late in 1 months.")
    says(page, "2025-12: 1 late.")


def test_what_is_refused_stands_as_it_was_typed_until_it_is_right(page_of_months):
    page = page_of_months
    cell(page, "2024-01").focus()
    page.keyboard.type("ll")
    page.locator(".cc-notice").get_by_text("Nobody is late before the first bill.", exact=True).wait_for()
    assert [cell(page, f"2024-0{month}").get_attribute("aria-label") for month in (1, 2, 3)] == ["2024-01 L", "2024-02 L", "2024-03 P"]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("p")
    headline(page, "Late in 1 months.")
    assert cell(page, "2024-02").get_attribute("aria-label") == "2024-02 1"


def test_a_story_fills_all_months(page_of_months):
    page = page_of_months
    page.get_by_label("Twice late").check(force=True)
    headline(page, "Late in 2 months.")
    assert cell(page, "2024-04").get_attribute("aria-label") == "2024-04 2"


def test_on_a_phone_half_a_year_stands_in_a_line_and_cells_are_large_enough_to_touch(page_of_months):
    page = page_of_months
    page.set_viewport_size({"width": 700, "height": 1500})
    first, seventh = (cell(page, f"2024-0{month}").bounding_box() for month in (1, 7))
    assert first["x"] == seventh["x"] and first["y"] < seventh["y"]
    assert first["width"] >= 24 and first["height"] >= 44
    cell(page, "2024-01").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("() => document.activeElement.ariaLabel") == "2024-07 N"
