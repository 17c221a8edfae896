"""Predict, then see, in JupyterLab: by mouse, by touch and by keyboard alone, and nothing of the truth before."""

import re
from pathlib import Path

import pytest

from conftest import FORGET, RUN_ALL

pytestmark = pytest.mark.browser

TOY = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); from toolkit import *; from toy import *"
DRAWN = "() => document.querySelector('.cc-chart path.js-line')"
THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${theme}`})"
TRUTH = re.compile(r"(?<![0-9a-f-])5,?245(?![0-9a-f])")
PROMPT = "How much is owed after 70 days?"


@pytest.fixture(scope="module")
def page(browser, wire):
    """A page that can be touched; its `heard` is all that came over websockets."""
    context = browser.new_context(viewport={"width": 1400, "height": 1500}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(6000)
    wire.watch(page)
    page.heard = []

    def hear(frame) -> None:
        page.heard.append(frame.decode("utf-8", "replace") if isinstance(frame, bytes) else frame)

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    yield page
    context.close()


@pytest.fixture(scope="module")
def notebook(open_notebook):
    kinds = [f"{kind} = predict(prediction({kind!r}, place=on_card)); {kind}" for kind in ("number", "point", "line")]
    return open_notebook(TOY, *kinds, "p = panel(after=line); p", "line")


@pytest.fixture
def asked(notebook):
    """The three toy predictions afresh, and the panel that waits for the line."""
    notebook.heard.clear()
    notebook.evaluate(FORGET)
    notebook.evaluate(RUN_ALL)
    notebook.locator(".cc-veil").wait_for()
    notebook.wait_for_timeout(300)
    return notebook


def box(page, kind: str):
    """The prediction of this kind."""
    return page.locator(".cc-prediction").nth(["number", "point", "line"].index(kind))


def level(where, amount: str) -> float:
    """The height on screen of an amount on the axis."""
    at = where.locator(".cc-grid text").get_by_text(amount, exact=True).bounding_box()
    return at["y"] + at["height"] / 2


def column(where, at: str) -> float:
    dot = where.get_by_role("slider", name=at, exact=True).locator("circle").first.bounding_box()
    return dot["x"] + dot["width"] / 2


def commit(where, sure: str = "Fairly sure") -> None:
    where.get_by_role("radio", name=sure).check()
    where.get_by_role("button", name="This is my guess").click()


def says(where, sentence: str) -> None:
    where.get_by_role("status").filter(has_text=sentence).wait_for()
    assert where.get_by_role("status").text_content() == sentence


def stands_at(where, kind: str, low: tuple[str, float], high: tuple[str, float], amount: float) -> None:
    """The last dot of the guess or of the truth is at the height of the amount."""
    dot = where.locator(f"circle.cc-{kind}").last.bounding_box()
    (below, bottom), (above, top) = ((level(where, text), number) for text, number in (low, high))
    expected = below + (above - below) * (amount - bottom) / (top - bottom)
    assert dot["y"] + dot["height"] / 2 == pytest.approx(expected, abs=2)


def strokes(page, where) -> None:
    """Draw with the mouse from 5,000 on day 30 to 4,500 on day 70."""
    where.scroll_into_view_if_needed()
    x0, x1, y0, y1 = column(where, "30 days"), column(where, "70 days"), level(where, "5,000"), level(where, "4,500")
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move(x1, y1, steps=25)
    page.mouse.up()


LOW = "At 70 days you drew 4,500 yuan; it is 5,245 yuan: 745 yuan more than you thought. The two part at 70 days."


def test_a_line_drawn_by_mouse_opens_the_panel_with_the_line_on_it(asked, run):
    line = box(asked, "line")
    assert line.locator("path.cc-guess").get_attribute("d").count("L") == 0  # nothing is drawn yet
    strokes(asked, line)
    assert [dot.get_attribute("aria-valuetext") for dot in line.get_by_role("slider").all()] == [
        "5,000 yuan", "4,750 yuan", "4,500 yuan"
    ]  # fmt: skip
    commit(line)
    says(line, LOW)
    run("assert line.value == __import__('toolkit').predictions.GuessValue(value=(5000, 4750, 4500), sure='fairly')")
    for kind, amount in (("guess", 4500), ("truth", 5245)):
        stands_at(line, kind, ("4,500", 4500), ("5,500", 5500), amount)
    assert line.locator(".cc-key span").all_text_contents() == [
        "In fact: 5,245 yuan", "Your guess: 4,500 yuan", "745 yuan more"
    ]  # fmt: skip
    assert line.get_by_role("slider").count() == 0
    asked.wait_for_function(DRAWN)
    assert asked.locator(".cc-veil").count() == 0
    names, last = asked.evaluate(
        "() => { const {data} = document.querySelector('.cc-chart');"
        " return [data.map(t => t.name), [...data.at(-1).x, ...data.at(-1).y]]; }"
    )
    assert names[-1] == "Your guess"
    assert last == [0, 30, 50, 70, 5000, 5000, 4750, 4500]


@pytest.mark.parametrize("kind", ["number", "point", "line"])
def test_nothing_of_the_truth_comes_before_the_guess(asked, run, kind):
    where = box(asked, kind)
    where.get_by_role("button", name="This is my guess").click()
    where.get_by_role("alert").filter(has_text="How sure are you? Choose").wait_for()
    assert [TRUTH.findall(frame) for frame in asked.heard if TRUTH.search(frame)] == []
    where.get_by_role("button", name="Show me").click()
    says(where, "The answer is 5,245 yuan." if kind == "number" else "At 70 days it is 5,245 yuan.")
    assert any(TRUTH.search(frame) for frame in asked.heard)
    run(f"assert {kind}.value.shown and {kind}.value.value is None")


def test_a_line_by_keyboard_alone(asked, run):
    line = box(asked, "line")
    line.focus()
    for key in ("Tab", "ArrowDown", "PageDown", "ArrowRight", "Shift+ArrowUp", "ArrowLeft", "ArrowUp", "ArrowRight"):
        asked.keyboard.press(key)
    for key in ("ArrowRight", "Home", "ArrowUp"):
        asked.keyboard.press(key)
    focused = asked.locator(":focus")
    assert [focused.get_attribute(f"aria-{name}") for name in ("label", "valuenow", "valuetext", "orientation")] == [
        "70 days", "4010", "4,010 yuan", "vertical"
    ]  # fmt: skip
    for key in ("Tab", "Space", "Tab", "Enter"):
        asked.keyboard.press(key)
    # 5,000 is known; one down and ten down, then one up; the next dot starts where that stood and goes up ten
    says(line, "At 70 days you drew 4,010 yuan; it is 5,245 yuan: 1,235 yuan more than you thought. "
               "The two part at 70 days.")  # fmt: skip
    run("assert (line.value.value, line.value.sure) == ((4900, 4990, 4010), 'guessing')")
    assert line.evaluate("root => root === document.activeElement")  # not lost with the button that was pressed


def test_a_point_by_keyboard_and_by_mouse(asked, run):
    point = box(asked, "point")
    point.focus()
    for key in ("Tab", "PageUp", "ArrowDown"):
        asked.keyboard.press(key)
    dot = point.get_by_role("slider", name="70 days")
    assert dot.get_attribute("aria-valuetext") == "5,090 yuan"
    point.scroll_into_view_if_needed()
    asked.mouse.click(column(point, "70 days") - 200, level(point, "5,500"))
    assert dot.get_attribute("aria-valuetext") == point.locator(".cc-bubble").text_content() == "5,500 yuan"
    assert dot.evaluate("dot => dot === document.activeElement")
    commit(point)
    says(point, "You guessed 5,500 yuan; it is 5,245 yuan. That is close.")
    run("assert point.value.value == 5500")


def touch(page, *places: tuple[float, float]) -> None:
    """A finger from place to place."""
    session = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(places) - 1)]
    for kind, (x, y) in zip(kinds, places, strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_line_and_a_point_by_touch(asked, run):
    line, point = box(asked, "line"), box(asked, "point")
    line.scroll_into_view_if_needed()
    x0, x1, y0, y1 = column(line, "30 days"), column(line, "70 days"), level(line, "5,000"), level(line, "4,500")
    touch(asked, *((x0 + (x1 - x0) * k / 10, y0 + (y1 - y0) * k / 10) for k in range(11)))
    line.get_by_role("radio", name="Just guessing").tap()
    line.get_by_role("button", name="This is my guess").tap()
    says(line, LOW)
    point.scroll_into_view_if_needed()
    touch(asked, (column(point, "70 days"), level(point, "5,500")))
    point.get_by_role("radio", name="Very sure").tap()
    point.get_by_role("button", name="This is my guess").tap()
    says(point, "You guessed 5,500 yuan; it is 5,245 yuan. That is close.")
    run("assert (line.value.sure, point.value.sure) == ('guessing', 'very')")


def test_a_number_typed_wrongly_is_not_lost(asked, run):
    number = box(asked, "number")
    field = number.get_by_role("textbox", name=PROMPT)
    field.press_sequentially("51oo")
    commit(number)
    alert = number.get_by_role("alert")
    alert.filter(has_text="Your guess must be a number from 4,000 to 6,000; this was 51oo.").wait_for()
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("51oo", "true")
    field.fill("4,300")
    alert.wait_for(state="hidden")
    for key in ("ArrowUp", "PageUp"):
        field.press(key)
    assert field.input_value() == "4410"
    number.get_by_role("button", name="Less").click()
    assert field.input_value() == "4400"
    field.press("Tab")
    number.get_by_role("button", name="This is my guess").press("Enter")
    says(number, "You guessed 4,400 yuan; it is 5,245 yuan: 845 yuan more than you thought.")
    guess, truth = (number.locator(f".cc-bar.cc-{kind} i").bounding_box()["width"] for kind in ("guess", "truth"))
    assert guess / truth == pytest.approx(4400 / 5245, abs=0.01)
    run("assert number.value.value == 4400")


def test_what_is_drawn_stands_in_every_view_of_it(asked):
    again = asked.locator(".cc-prediction").nth(3)
    strokes(asked, box(asked, "line"))
    assert again.get_by_role("slider", name="70 days").get_attribute("aria-valuetext") == "4,500 yuan"
    commit(again)
    says(again, LOW)
    says(box(asked, "line"), LOW)


def test_show_me_at_the_panel_shows_the_prediction_too(asked, run):
    asked.locator(".cc-veil").get_by_role("button", name="Show me").press("Enter")
    asked.wait_for_function(DRAWN)
    says(box(asked, "line"), "At 70 days it is 5,245 yuan.")
    assert asked.evaluate("() => document.activeElement.closest('.cc-panel').contains(document.querySelector('.cc-chart'))")
    run("assert line.value.shown")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_guess_truth_and_gap_stand_out_in_either_theme(asked, theme):
    asked.evaluate(THEME, theme)
    asked.wait_for_function("is => document.body.dataset.jpThemeLight === is", arg=str(theme == "Light").lower())
    asked.wait_for_timeout(500)
    line = box(asked, "line")
    strokes(asked, line)
    commit(line)
    says(line, LOW)
    seen = asked.evaluate(
        """() => {
          const paper = getComputedStyle(document.querySelectorAll('.cc-sketch')[1]).backgroundColor;
          const bright = (colour) => {
            const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
            const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return ['path.cc-guess', 'path.cc-truth', '.cc-gap'].map((at) => {
            const shape = document.querySelectorAll('.cc-sketch')[1].querySelector(at);
            const [one, other] = [getComputedStyle(shape).stroke, paper].map(bright).sort((a, b) => b - a);
            return (one + 0.05) / (other + 0.05);
          });
        }"""
    )
    asked.evaluate(THEME, "Light")
    assert all(contrast >= 4.5 for contrast in seen)


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", "cc-draw"), ("reduce", "none")])
def test_the_truth_draws_itself_only_for_those_who_like_motion(asked, motion, moves):
    asked.emulate_media(reduced_motion=motion)
    line = box(asked, "line")
    strokes(asked, line)
    commit(line)
    says(line, LOW)
    animation = line.locator("path.cc-truth").evaluate("path => getComputedStyle(path).animationName")
    asked.emulate_media(reduced_motion="reduce")
    assert animation == moves


def test_on_a_narrow_page_in_chinese_all_fits_and_no_english_is_left(open_notebook, lab, run):
    page = open_notebook(f"{TOY}; speak('zh')", "g = predict(grows()); g", "late_bill(after=g)")
    page.goto(f"{lab.url.removesuffix('/lab')}/doc/tree/try.ipynb?reset", wait_until="domcontentloaded")
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    page.evaluate(RUN_ALL)
    page.locator(".cc-veil").wait_for()
    where = page.locator(".cc-prediction")
    for at in (".cc-pill", "button"):
        assert all(target.bounding_box()["height"] >= 44 for target in where.locator(at).all() if target.is_visible())
    texts = [where.inner_text(), page.locator(".cc-veil").inner_text()]
    where.scroll_into_view_if_needed()
    where.get_by_role("slider").first.press("End")
    where.get_by_role("button", name="我就猜这个").click()
    texts.append(where.get_by_role("alert").inner_text())
    where.get_by_role("button", name="直接看答案").click()
    page.locator(".cc-chart").scroll_into_view_if_needed()
    page.wait_for_function(DRAWN)
    texts.append(where.inner_text())
    assert not [text for text in texts if re.search("[A-Za-z]", text.replace("CSV", ""))]
    wider = page.evaluate(
        """() => [...document.querySelectorAll('.cc-panel *')].filter((part) => {
          const right = part.closest('.cc-panel').getBoundingClientRect().right;
          return part.getBoundingClientRect().right > right + 1 && !part.closest('.cc-unseen, .cc-scroll, .cc-chart');
        }).map((part) => part.outerHTML)"""
    )
    page.set_viewport_size({"width": 1400, "height": 1500})
    assert wider == []
