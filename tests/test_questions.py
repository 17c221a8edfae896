"""Questions: one pure verdict, and nothing of it in the browser before it is asked for."""

import json

import pytest

from toolkit import catalog, i18n, memory
from toolkit.catalog import Right
from toolkit.questions import Asked, Verdict, ask, grade, ticket

QUESTION = catalog.Question(
    kind="choice",
    id="toy",
    concept="toy",
    parallel="",
    prompt="Five yuan a day for two days?",
    choices=(
        catalog.Choice(text="7 yuan", right="no", reason="That adds; the days multiply."),
        catalog.Choice(text="10 yuan", right="yes", reason="Two times five."),
        catalog.Choice(text="I don't know", right="unsure", reason="Count a day at a time."),
    ),
)


def test_each_choice_has_its_verdict():
    answer = "The right answer is “10 yuan”. Two times five."
    assert [grade(QUESTION, number) for number in range(3)] == [
        Verdict(right=Right.NO, reason="That adds; the days multiply.", answer=answer),
        Verdict(right=Right.YES, reason="Two times five.", answer=""),
        Verdict(right=Right.UNSURE, reason="Count a day at a time.", answer=answer),
    ]


@pytest.mark.parametrize("chosen", [-1, 3, 1.0, True, "1", None])
def test_a_number_that_no_choice_has_is_refused(chosen):
    with pytest.raises(ValueError, match=r"^A choice is a whole number from 0 to 2; this was .+\.$"):
        grade(QUESTION, chosen)


def test_the_browser_learns_a_verdict_only_when_its_choice_is_checked():
    asked = Asked(QUESTION)
    before = json.dumps(asked.get_state())
    assert not any(choice.reason in before for choice in QUESTION.choices)
    assert asked._spec == {
        **memory.shared(),
        "id": QUESTION.id,
        "prompt": QUESTION.prompt,
        "choices": ["7 yuan", "10 yuan", "I don't know"],
        "check": "Check",
    }
    asked.set_state({"chosen": 0})
    after = json.dumps(asked.get_state())
    assert QUESTION.choices[0].reason in after
    assert QUESTION.choices[2].reason not in after


def test_a_learner_may_try_again():
    asked = Asked(QUESTION)
    assert (asked.chosen, asked.verdict) == (None, None)
    asked.chosen = 0
    assert (asked.verdict.right, asked._answer["word"]) == (Right.NO, "That is not right.")
    asked.chosen = 1
    assert (asked.verdict, asked._answer["word"]) == (Verdict(right=Right.YES, reason="Two times five.", answer=""), "Right.")
    with pytest.raises(ValueError, match="from 0 to 2"):
        asked.chosen = 3
    assert asked.chosen == 1


def test_the_text_is_the_question_alone():
    assert repr(Asked(QUESTION)) == "Five yuan a day for two days?\n1. 7 yuan\n2. 10 yuan\n3. I don't know"


def test_a_question_keeps_the_language_it_was_asked_in():
    i18n.speak("zh")
    asked = Asked(QUESTION)
    i18n.speak("en")
    asked.chosen = 1
    assert asked._spec["language"] == "zh-CN"
    assert asked._answer["word"] != "Right."


def test_an_unknown_question_is_refused():
    with pytest.raises(ValueError, match="no question 'nonesuch'"):
        ask("nonesuch")


@pytest.mark.browser
def test_choose_check_read_and_try_again(open_notebook, run):
    page = open_notebook(
        f"from toolkit.catalog import Choice, Question\nfrom toolkit.questions import Asked\nq = Asked({QUESTION!r}); q"
    )
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    check = page.get_by_role("button", name="Check", exact=True)
    check.wait_for()
    assert check.is_disabled()
    page.get_by_role("radio", name="7 yuan").focus()
    page.keyboard.press("Space")
    check.click()
    page.get_by_text("That is not right. That adds; the days multiply.").wait_for()
    page.get_by_text("The right answer is “10 yuan”. Two times five.").wait_for()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator(".cc-verdict").text_content() == ""
    check.press("Enter")
    page.get_by_text("Right. Two times five.").wait_for()
    run("assert q.chosen == 1 and q.verdict.right == 'yes'")


def test_an_entry_ticket_judges_nothing_on_the_page_and_keeps_the_verdicts():
    entry = ticket("fee-300-paid", "multiple-30-days")
    first, second = entry.children
    first.chosen = 0
    second.chosen = 3
    assert {asked._answer["word"] for asked in entry.children} == {"Noted. At the end comes the same kind of question, with other numbers."}
    assert {asked._answer[told] for asked in entry.children for told in ("right", "reason", "answer")} == {""}
    assert [verdict.right for verdict in entry.verdicts] == [Right.NO, Right.YES]


def test_an_exit_ticket_gives_the_reason_and_the_right_answer():
    (asked,) = ticket("fee-300-paid", judged=True).children
    asked.chosen = 0
    assert asked._answer["word"] == "That is not right." and "whole bill" in asked._answer["reason"]
    assert "“35.00 yuan”" in asked._answer["answer"] and "700 × 5% = 35.00" in asked._answer["answer"]


def test_a_ticket_s_text_is_its_questions():
    text = ticket("fee-300-paid", "multiple-30-days")._repr_mimebundle_()["text/plain"]
    assert text == f"{ask('fee-300-paid')!r}\n\n{ask('multiple-30-days')!r}"
