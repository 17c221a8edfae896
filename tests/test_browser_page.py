"""panel.js on a plain page without widgets: any model with get / set / on / save_changes will do."""

import csv
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import toolkit.panels
from toolkit.panels import plotly_js
from toy import owed, panel

pytestmark = pytest.mark.browser

PANELS = Path(toolkit.panels.__file__).parent
PLOTLY = Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"

# A model of 25 lines that answers from a list of states, when the test lets it.
MODEL = """({state, answers}) => {
  const heard = {};
  window.answers = answers;
  const told = (name) => (heard[`change:${name}`] ?? []).forEach((f) => f());
  window.sent = [];
  window.wished = [];
  window.model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; told(name); },
    on: (name, f) => { (heard[name] ??= []).push(f); },
    save_changes: () => {
      if (state._asked > sent.length) sent.push(state.days);
      if (state._wish.number > wished.length) wished.push(state._wish.states);
    },
    sweep: (days, left = 0) => model.set('_sweep', {wish: state._wish.number, left, states: days.map((day) => {
      const at = [state.contract, day, state.compounding], {_chart: chart, _sources: sources} = state;
      return {at, parts: answers[day] ? {chart, sources, ...answers[day]} : null};
    })}),
    answer: () => {
      if (answers[state.days]) model.set('_shown', answers[state.days]);
      const at = [state.contract, state.days, state.compounding], notice = answers[state.days] ? '' : 'No such day.';
      model.set('_status', {answers: state._asked, at, notice, refused: {}});
    },
  };
}"""
MOUNT = """async (source) => {
  const {default: {render}} = await import(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));
  window.close_ = render({model: window.model, el: document.body});
}"""


FRAME = "await new Promise(requestAnimationFrame)"
MARK = """() => {
  const chart = document.querySelector('.cc-chart'), {xaxis, yaxis} = chart._fullLayout;
  const at = new DOMMatrix(getComputedStyle(chart.querySelector('path.point')).transform);
  return [xaxis.p2c(at.e), yaxis.p2c(at.f)];
}"""


@pytest.fixture
def plain(page):
    """A plain page with the toy panel at day 3, and plotly.js not yet there."""
    toy = panel()
    state = {name: value for name, value in toy.get_state().items() if name not in ("_esm", "_css")}
    answers = {}
    for day in (4, 5, 6, 7):
        toy.days = day
        answers[day] = toy.get_state()["_shown"]
    html = f'<!doctype html><meta name="viewport" content="width=device-width"><style>{toy._css}</style>'
    page.route("http://127.0.0.1/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://127.0.0.1/")
    page.evaluate(MODEL, {"state": state, "answers": answers})
    page.evaluate(MOUNT, str(toy._esm))
    return page


def bring_plotly(page) -> None:
    page.add_script_tag(path=PLOTLY)
    page.evaluate(f"() => globalThis['{plotly_js.SLOT}'].resolve(Plotly)")
    page.locator(".cc-chart path.js-line").first.wait_for(state="attached")


def headline(page) -> str:
    return page.locator(".cc-headline").text_content()


def move_to(page, *days: int) -> None:
    for day in days:
        page.get_by_role("slider").fill(str(day))


def test_while_plotly_is_on_its_way_the_panel_says_so_and_works(plain):
    plain.get_by_text("The chart is on its way …").wait_for()
    move_to(plain, 4)
    plain.evaluate("() => model.answer()")
    plain.get_by_text(f"After 4 days you owe {owed(4):,.2f} yuan.").first.wait_for()
    bring_plotly(plain)
    assert plain.get_by_text("The chart is on its way …").count() == 0


def test_while_a_request_is_unanswered_only_the_newest_waits(plain):
    move_to(plain, 4, 5, 6, 7)
    assert plain.evaluate("() => window.sent") == [4]
    assert plain.locator(".cc-head output").text_content() == "7 days"
    plain.evaluate("() => model.answer()")
    assert plain.evaluate("() => window.sent") == [4, 7]
    assert plain.get_by_role("slider").input_value() == "7"
    plain.evaluate("() => model.answer()")
    plain.get_by_text("After 7 days").first.wait_for()
    assert plain.evaluate("() => window.sent") == [4, 7]


def test_an_answer_that_is_only_a_notice_frees_the_next_request(plain):
    move_to(plain, 30)
    plain.evaluate("() => model.answer()")
    plain.get_by_role("alert").filter(has_text="No such day.").wait_for()
    plain.get_by_text("After 3 days").first.wait_for()
    move_to(plain, 30, 5)
    plain.evaluate("() => { model.answer(); model.answer(); }")
    plain.get_by_text("After 5 days").first.wait_for()
    plain.get_by_role("alert").wait_for(state="hidden")


def test_a_state_that_the_hand_has_left_is_not_drawn(plain):
    bring_plotly(plain)
    move_to(plain, 4, 5)
    plain.evaluate("() => model.answer()")
    plain.wait_for_timeout(200)
    assert headline(plain) == f"After 3 days you owe {owed(3):,.2f} yuan."
    plain.evaluate("() => model.answer()")
    plain.get_by_text("After 5 days").first.wait_for()
    move_to(plain, 4)
    plain.wait_for_timeout(200)
    assert headline(plain) == f"After 4 days you owe {owed(4):,.2f} yuan."  # kept from the answer


def test_a_control_under_the_hand_wants_its_stops_once_nearest_first(plain):
    plain.get_by_role("slider").focus()
    (wish,) = plain.evaluate("() => wished")
    assert [at[1] for at in wish] == [2, 4, 1, 5, 0, *range(6, 91)]
    assert {(contract, compounding) for contract, _, compounding in wish} == {("card", True)}
    plain.get_by_role("slider").hover()
    plain.evaluate("() => model.sweep([2, 4, 1, 5], 86)")
    plain.wait_for_timeout(200)
    assert len(plain.evaluate("() => wished")) == 1  # the rest is on its way
    plain.evaluate("() => model.sweep([0, ...Array(85).keys().map((day) => day + 6)])")
    plain.wait_for_timeout(200)
    assert len(plain.evaluate("() => wished")) == 1  # what cannot be drawn is not wanted again


def test_what_an_ended_sweep_left_out_is_wanted_again(plain):
    plain.get_by_role("slider").focus()
    plain.evaluate("() => model.sweep([2, 4, 1, 5])")
    assert [at[1] for at in plain.evaluate("() => wished[1]")] == [0, *range(6, 91)]


def test_another_control_under_the_hand_does_not_wait_for_the_sweep_of_the_first(plain):
    plain.get_by_role("slider").focus()
    plain.get_by_role("switch").focus()
    assert plain.evaluate("() => wished[1]") == [["card", 3, False]]


def test_a_choice_and_a_switch_are_wanted_with_what_they_set(plain):
    plain.get_by_role("radio", name="Online loan").focus()
    plain.evaluate("() => model.sweep([])")
    assert plain.evaluate("() => wished[0]") == [["loan", 3, False]]


def test_a_move_inside_a_sweep_needs_no_answer(plain):
    bring_plotly(plain)
    plain.get_by_role("slider").focus()
    plain.evaluate("() => model.sweep([4, 5, 6, 7])")
    for day in (4, 5, 6, 7):
        move_to(plain, day)
        plain.evaluate(f"async () => {{ {FRAME}; {FRAME} }}")
        assert headline(plain) == f"After {day} days you owe {owed(day):,.2f} yuan."
        assert plain.evaluate(MARK) == pytest.approx([day, owed(day)], abs=0.5)
    assert plain.evaluate("() => sent") == [4]
    plain.evaluate("() => { model.answer(); model.answer(); }")
    assert plain.evaluate("() => sent") == [4, 7]


def test_what_an_answer_contradicts_is_swept_anew(plain):
    plain.get_by_role("slider").focus()
    plain.evaluate("() => model.sweep([4, 5])")
    plain.evaluate("() => { answers[4] = {...answers[4], headline: 'The draw has changed.'}; }")
    move_to(plain, 4)
    plain.evaluate("() => model.answer()")
    plain.get_by_text("The draw has changed.").first.wait_for()
    plain.evaluate("() => model.sweep([])")
    assert [at[1] for at in plain.evaluate("() => wished.at(-1)")][:2] == [3, 5]


def test_a_page_may_offer_its_states_from_the_start(plain):
    plain.evaluate("() => { model.sweep(Object.keys(answers).map(Number)); window.close_(); }")
    plain.evaluate("() => document.body.replaceChildren()")
    plain.evaluate(MOUNT, str(panel()._esm))
    move_to(plain, 7)
    plain.get_by_text("After 7 days").first.wait_for()


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
def test_no_width_needs_sideways_scrolling(plain, width):
    bring_plotly(plain)
    plain.set_viewport_size({"width": width, "height": 800})
    plain.wait_for_timeout(200)
    assert plain.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    chart, svg = (plain.locator(at).first.bounding_box()["width"] for at in (".cc-chart", ".cc-chart svg"))
    assert svg == chart <= 960


def test_every_target_is_large_enough_to_touch(plain):
    for at in ("input[type=range]", ".cc-pill", ".cc-switch label", "summary", "button"):
        target = plain.locator(f"{at}:visible").first
        assert target.bounding_box()["height"] >= 44, at


def test_a_panel_taken_away_lets_go_of_its_chart(plain):
    bring_plotly(plain)
    plain.evaluate("() => window.close_()")
    assert plain.locator(".cc-chart svg").count() == 0


def saved(page) -> tuple[str, str]:
    """The name and the text of the file that the button saves."""
    with page.expect_download() as download:
        page.locator("details:has(table)").evaluate("details => { details.open = true; }")
        page.get_by_role("button", name="Save as CSV").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def test_the_table_is_saved_as_it_is_shown_numbers_without_separators(plain):
    name, text = saved(plain)
    assert re.fullmatch(r"clear-credit-20\d\d-\d\d-\d\d\.csv", name)
    assert text.startswith("\ufeffDays on,Line 0,Line 1,")  # the mark by which Excel knows UTF-8
    head, first, *rest = csv.reader(text.removeprefix("\ufeff").splitlines())
    assert head == plain.locator(".cc-panel thead th").all_text_contents()
    assert first == ["0", *[str(owed(3))] * 6]
    assert len(rest) == 12


def test_no_cell_of_the_file_is_run_by_a_spreadsheet(plain):
    shown = ["=1+1", "+86 10", "-5,000.00", "-x", "@now", "\tx", "\rx", 'a "b", c', "12,345.60", "1,2", "迟"]
    plain.evaluate("cells => model.set('_shown', {...model.get('_shown'), columns: [{label: '=x', cells}]})", shown)
    _, text = saved(plain)
    rows = [row for (row,) in csv.reader(text.removeprefix("\ufeff").split("\r\n")[:-1])]
    assert rows == [
        "'=x", "'=1+1", "'+86 10", "-5000.00", "'-x", "'@now", "'\tx", "'\rx", 'a "b", c', "12345.60", "1,2", "迟"
    ]  # fmt: skip
