"""The lesson as a learner meets it, in JupyterLab, in each language."""

import json
from dataclasses import dataclass

import pytest

from toolkit import catalog
from toolkit.i18n import speak, t
from toolkit.panels.late_bill import draw

pytestmark = pytest.mark.browser

DRAWN = "() => document.querySelectorAll('.cc-chart .cartesianlayer').length === 4"
POINTS = """() => document.querySelectorAll('.cc-chart')[1].data.map(({x, y, x0, dx}) => ({x: x && [...x], y: [...y], x0, dx}))"""

# A character without a glyph is drawn as the same box as one that no font has.
WITHOUT_GLYPH = """text => {
  const canvas = document.createElement('canvas'), ink = canvas.getContext('2d', {willReadFrequently: true});
  canvas.width = canvas.height = 40;
  const family = document.querySelector('.cc-chart').layout.font.family;
  const drawn = (character) => {
    ink.clearRect(0, 0, 40, 40);
    ink.font = `24px ${family}`;
    ink.fillText(character, 4, 30);
    return ink.getImageData(0, 0, 40, 40).data.join();
  };
  const box = drawn('\\u{10FFFE}');
  return [...new Set(text)].filter((character) => character.trim() && drawn(character) === box);
}"""


@dataclass
class Lesson:
    """An opened lesson: its language, and the page it is on."""

    language: str
    page: object

    @property
    def figures(self):
        """The figures of the lesson, one in each round, then the learner's own contract."""
        return self.page.locator(".cc-panel:has(.cc-chart)")

    @property
    def figure(self):
        """The figure of the second round, which has every kind of control."""
        return self.figures.nth(1)

    def question(self, id):
        """A question of the lesson, by its prompt."""
        speak(self.language)
        return self.page.locator(".cc-question").filter(has_text=t(catalog.question(id).prompt))

    def view(self, **changes):
        """What the model says the figure shows, in the lesson's language."""
        speak(self.language)
        return draw(**{"contract": "bank_card", "amount": 5_000, "days_late": 30, "compounding": True} | changes)

    def shows(self, view) -> None:
        """Headline, table and chart are the view's, to the fen."""
        self.figure.locator(".cc-headline").get_by_text(view.headline, exact=True).wait_for()
        self.page.wait_for_timeout(200)
        cells = self.figure.locator("tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
        assert cells == [[f"{cell:,}" for cell in row] for row in zip(*view.table.values(), strict=True)]
        assert self.figure.locator("thead th").all_text_contents() == list(view.table)
        *traces, _guess = self.page.evaluate(POINTS)
        for drawn, trace in zip(traces, view.chart["data"], strict=True):
            assert {axis: drawn[axis] for axis in ("x", "y", "x0", "dx") if axis in trace} == {
                axis: trace[axis] for axis in ("x", "y", "x0", "dx") if axis in trace
            }


@pytest.fixture(scope="module", params=["en", "zh"])
def opened(request, open_lesson):
    """The lesson run and its figures opened by three wrong guesses, once for all tests of a language."""
    page = open_lesson(request.param)
    asked = page.locator(".cc-prediction")
    for handle in asked.nth(1).get_by_role("slider").all():
        handle.press("PageUp")
    asked.nth(0).get_by_role("textbox").fill("12.5")
    asked.nth(2).get_by_role("textbox").fill("833.33")
    for number in range(3):
        asked.nth(number).get_by_role("radio").first.check()
        asked.nth(number).locator(".cc-commit").click()
        page.wait_for_function("left => document.querySelectorAll('.cc-veil').length === left", arg=2 - number)
    page.wait_for_function(DRAWN, timeout=60_000)
    return Lesson(request.param, page)


@pytest.fixture
def lesson(opened):
    """The opened lesson, the figure of its second round back at the start."""
    speak(opened.language)
    opened.figure.get_by_role("button", name=t("Back to the start")).click()
    opened.shows(opened.view())
    return opened


@pytest.mark.parametrize(("number", "moved", "words"), [(0, 1, "12.5 {yuan}"), (1, 0, ""), (2, 3, "833.33 {yuan}")])
def test_a_wrong_guess_stands_in_its_figure_in_words(lesson, number, moved, words):
    """On day 4; from day 30 on; at six payments."""
    figure = lesson.figures.nth(number)
    for _ in range(moved):
        figure.get_by_role("slider").last.press("ArrowRight")
    note = figure.locator("p.cc-note").filter(has_text=t("Your guess: {amount}", amount=words.format(yuan=t("yuan"))))
    note.wait_for()
    assert note.get_attribute("id") in figure.locator(".cc-chart").get_attribute("aria-describedby").split()


def test_no_change_costs_more_than_12_kilobytes(lesson, wire):
    """Not even a change of contract at two years, where chart, terms and table are all new."""
    days = lesson.figure.get_by_role("slider").last
    days.focus()
    lesson.page.keyboard.press("End")
    lesson.shows(lesson.view(days_late=730))
    lesson.figure.get_by_role("radio").first.focus()
    wire.rest(lesson.page)
    for number, contract in enumerate(catalog.products()):
        before = wire.received
        lesson.figure.get_by_role("radio").nth(number).check()
        lesson.shows(lesson.view(days_late=730, contract=contract, compounding=contract == "bank_card"))
        lesson.page.wait_for_timeout(300)
        assert wire.received - before <= 12_000, contract


def test_the_keyboard_moves_chart_table_and_headline_to_the_fen(lesson):
    lesson.shows(lesson.view())
    amount, days = lesson.figure.get_by_role("slider").all()
    days.focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.shows(lesson.view(days_late=45))
    lesson.page.keyboard.press("End")
    lesson.shows(lesson.view(days_late=730))
    lesson.page.keyboard.press("Home")
    amount.focus()
    lesson.page.keyboard.press("Home")
    lesson.shows(lesson.view(days_late=0, amount=500))


def test_a_contract_takes_its_switch_along(lesson):
    radio = lesson.figure.get_by_role("radio").first
    radio.focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.shows(lesson.view(contract="huabei_bill", compounding=False))
    note = lesson.figure.locator(".cc-control:has([role=switch]) .cc-note")
    assert note.text_content() == t("Not confirmed: see your contract. Switch it on to see what it would add.")
    lesson.figure.get_by_role("switch").focus()
    lesson.page.keyboard.press("Space")
    lesson.shows(lesson.view(contract="huabei_bill", compounding=True))


def test_a_wrong_answer_gets_its_reason_and_another_try(lesson):
    asked, question = lesson.question("late-100-short"), catalog.question("late-100-short")
    choices = asked.get_by_role("radio").all()
    for number in (0, 2):
        choices[number].check()
        asked.get_by_role("button", name=t("Check")).click()
        reason = t(question.choices[number].reason)
        asked.locator(".cc-verdict").filter(has_text=reason).wait_for()


def test_an_entry_ticket_judges_nothing(lesson):
    asked = lesson.question("fee-200-paid")
    asked.get_by_role("radio").first.check()
    asked.get_by_role("button", name=t("Note it down")).click()
    asked.locator(".cc-verdict").filter(has_text=t("Noted. At the end comes the same kind of question, with other numbers.")).wait_for()
    assert t("That is not right.") not in asked.locator(".cc-verdict").inner_text()


def test_every_character_on_the_page_has_a_glyph(lesson):
    text = lesson.page.locator(".jp-Notebook").inner_text() + json.dumps(lesson.view().chart, ensure_ascii=False)
    assert ("逾期" in text) == (lesson.language == "zh")
    assert lesson.page.evaluate(WITHOUT_GLYPH, text) == []
    assert lesson.page.evaluate(WITHOUT_GLYPH, "\U0010fffd") == ["\U0010fffd"]
