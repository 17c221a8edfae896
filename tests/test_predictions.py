"""Predictions: which guesses can be, what is said of them, and that the truth waits for them."""

import json
from decimal import Decimal

import pytest

from toolkit import charts, i18n
from toolkit.panels.late_bill import grows, late_bill
from toolkit.predictions import GuessValue, Prediction, answers, predict
from toy import TRUTH, on_card, owed, panel, placed, prediction

GOOD = {"number": 5100, "point": 5100, "line": [5050, 5100, 5100]}
KINDS = list(GOOD)


def ask(guess, value, sure="fairly", *, show=False):
    """What guess.js sends when the learner presses a button: what it refuses, by part."""
    guess.set_state({"_draft": {"value": value, "sure": sure}, "_asked": {"number": guess._asked["number"] + 1, "show": show}})
    return guess._notice["refused"]


# ---- which guesses can be ----


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5100", 5100), (" 5,100 yuan", 5100), ("５１００", 5100), ("5，100.5", 5100.5), (4000, 4000), (6000.0, 6000)],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert prediction("number").check(typed) == number


@pytest.mark.parametrize("typed", ["lots", "nan", "inf", "3999.99", "6001", "-5100", True, [5100], "5100 and more"])
def test_a_number_that_cannot_be_is_refused_in_a_sentence(typed):
    with pytest.raises(ValueError, match=r"^Your guess must be a number from 4,000 to 6,000; this was .+\.$"):
        prediction("number").check(typed)


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("number", "", "Type a number from 4,000 to 6,000 first."),
        ("number", None, "Type a number from 4,000 to 6,000 first."),
        ("point", None, "Set your point on the chart first."),
        ("line", None, "Draw your line from 30 days to 70 days: nothing stands at 30 days yet."),
        ("line", [5000, None, None], "Draw your line from 30 days to 70 days: nothing stands at 50 days yet."),
        ("line", [5000, 5100, None], "Draw your line from 30 days to 70 days: nothing stands at 70 days yet."),
        ("line", [5000, 5100], "Draw your line from 30 days to 70 days: nothing stands at 30 days yet."),
    ],
)
def test_what_is_missing_is_named(kind, value, sentence):
    with pytest.raises(ValueError) as refusal:
        prediction(kind).check(value)
    assert str(refusal.value) == sentence


def test_a_refusal_speaks_the_language_of_the_prediction():
    i18n.speak("zh")
    guess = predict(prediction("point"))
    i18n.speak("en")
    refused = ask(guess, None, sure=None)
    assert refused == {"value": "请先在图上点出你的猜测。", "sure": "你有多大把握？三个里选一个，选哪个都可以。"}
    ask(guess, 5100)
    assert guess._told["says"] == "你猜 5,100 yuan，实际是 5,245 yuan，很接近。"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "line"}, {"kind": "line", "x": (1,)}, {"kind": "point", "x": (1, 2)}, {"x": (1,)}, {"kind": "curve"},
        {"kind": "line", "x": (2, 1)}, {"kind": "point", "x": (1,), "start": (1, 0)}, {"y_range": (1, 1)}, {"step": 0},
    ],
)  # fmt: skip
def test_a_prediction_that_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError):
        Prediction("?", **{"truth": lambda: 1, "y_range": (0, 9), "step": 1} | wrong)


# ---- what is said ----


@pytest.mark.parametrize("kind", ["number", "point"])
@pytest.mark.parametrize(
    ("guess", "truth", "sentence"),
    [
        (4400, 5245, "You guessed 4,400 yuan; it is 5,245 yuan: 845 yuan more than you thought."),
        (5900, 5245, "You guessed 5,900 yuan; it is 5,245 yuan: 655 yuan less than you thought."),
        (5000, 5245, "You guessed 5,000 yuan; it is 5,245 yuan. That is close."),
        (5245, 5245, "You guessed 5,245 yuan, and that is what it is."),
        (4000.1, Decimal("5245.35"), "You guessed 4,000.1 yuan; it is 5,245.35 yuan: 1,245.25 yuan more than you thought."),
        (4000, 0, "You guessed 4,000 yuan; it is 0 yuan: 4,000 yuan less than you thought."),
    ],
)
def test_a_number_is_spoken_of_by_direction(monkeypatch, kind, guess, truth, sentence):
    monkeypatch.setitem(TRUTH, kind, truth)
    assert prediction(kind).told(guess)["says"] == sentence


@pytest.mark.parametrize(
    ("guess", "sentence"),
    [
        ((5100, 5600, 4600), "At 70 days you drew 4,600 yuan; it is 5,245 yuan: 645 yuan more than you thought. "
                             "The two part at 70 days."),
        ((5100, 5800, 5900), "At 70 days you drew 5,900 yuan; it is 5,245 yuan: 655 yuan less than you thought. "
                             "The two part at 50 days."),
        ((4000, 5175, 5245), "At 70 days you drew 5,245 yuan and it is 5,245 yuan: close. "
                             "On the way the two part at 30 days."),
        ((5100, 5200, 5200), "At 70 days you drew 5,200 yuan and it is 5,245 yuan. Your line stays close all the way."),
    ],
)  # fmt: skip
def test_a_line_is_judged_at_its_end_and_where_it_parts(guess, sentence):
    assert prediction("line").told(guess)["says"] == sentence


def test_a_figure_may_say_it_itself():
    own = prediction("number", says=lambda guess, truth: f"{guess} against {truth}")
    assert own.told(5000)["says"] == "5000 against 5245"


def test_a_truth_beyond_the_empty_chart_gets_its_room(monkeypatch):
    assert prediction("number").told(5000)["y_range"] == [4000, 6000]
    monkeypatch.setitem(TRUTH, "number", 7100)
    assert prediction("number").told(5000)["y_range"] == [4000, 8000]


def test_a_line_is_told_in_numbers_too():
    columns = prediction("line").told((5000, 4750, 4500))["columns"]
    assert [(column["label"], column["cells"]) for column in columns] == [
        ("days late", ["30", "50", "70"]),
        ("Your guess", ["5,000", "4,750", "4,500"]),
        ("In fact", ["5,105", "5,175", "5,245"]),
    ]
    assert [column["label"] for column in prediction("line").told(None)["columns"]] == ["days late", "In fact"]
    assert prediction("number").told(5000)["columns"] == []


# ---- the guess ----


@pytest.mark.parametrize("kind", KINDS)
def test_the_truth_is_worked_out_once_and_only_when_the_guess_is_in(kind):
    asked = []
    guess = predict(prediction(kind, asked))
    before = json.dumps({name: value for name, value in guess.get_state().items() if name not in ("_esm", "_css")})
    assert "5245" not in before and "5,245" not in before
    assert (guess.value, guess.done, asked) == (None, False, [])
    assert ask(guess, GOOD[kind], sure=None).keys() == {"sure"}
    assert ask(guess, None).keys() == {"value"}
    assert (guess.value, guess.done, asked) == (None, False, [])
    assert ask(guess, GOOD[kind]) == {}
    kept = tuple(GOOD[kind]) if kind == "line" else GOOD[kind]
    assert (guess.value, guess.done, asked) == (GuessValue(value=kept, sure="fairly"), True, [kind])
    assert guess._told["truth"][-1] == 5245
    json.dumps(guess._told)


@pytest.mark.parametrize("kind", KINDS)
def test_show_me_is_a_way_round(kind):
    guess = predict(prediction(kind))
    ask(guess, None, None, show=True)
    assert guess.value == GuessValue(value=None, sure=None, shown=True)
    assert guess._told["guess"] == []
    assert guess._told["says"] == ("The answer is 5,245 yuan." if kind == "number" else "At 70 days it is 5,245 yuan.")


def test_a_guess_is_a_commitment():
    guess = predict(prediction("number"))
    seen = []
    guess.observe(lambda change: seen.append(guess.value.value), "done")
    guess.commit(4100, "very")
    ask(guess, 5245)
    guess.show()
    with pytest.raises(ValueError, match="in already"):
        guess.commit(5245, "very")
    with pytest.raises(Exception, match="read-only"):
        guess.value = None
    assert (guess.value.value, seen) == (4100, [4100])


@pytest.mark.parametrize(("value", "sure"), [(5100, "quite"), (5100, None), (-1, "very")])
def test_a_commitment_in_python_is_refused_in_a_sentence(value, sure):
    guess = predict(prediction("number"))
    with pytest.raises(ValueError, match=r"\.$"):
        guess.commit(value, sure)
    assert not guess.done


def test_a_truth_that_fails_says_so_and_takes_nothing():
    def truth():
        raise ZeroDivisionError("no days")

    guess = predict(Prediction("?", truth=truth, y_range=(0, 9), step=1))
    refused = ask(guess, "5")
    assert refused == {
        "fault": "This prediction has a fault, and its answer could not be worked out: ZeroDivisionError: no days"
    }
    assert (guess.done, guess._draft["value"]) == (False, "5")


def test_the_text_is_the_prompt_alone():
    guess = predict(prediction("line"))
    assert repr(guess) == "How much is owed after 70 days?"
    guess.show()
    assert guess._repr_mimebundle_()[0]["text/plain"] == "How much is owed after 70 days?"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("number", "5,245 yuan"),
        ("point", "5,245 yuan at 70 days"),
        ("line", "5,105 yuan at 30 days; 5,175 yuan at 50 days; 5,245 yuan at 70 days"),
    ],
)
def test_an_answer_is_the_prompt_and_the_truth_in_words(kind, words):
    assert repr(answers(prediction(kind), prediction("number"))) == (
        f"How much is owed after 70 days?\n{words}\n\nHow much is owed after 70 days?\n5,245 yuan"
    )


# ---- a panel after a guess ----


def told(figure) -> str:
    """All that the browser knows of a figure."""
    return json.dumps({name: value for name, value in figure.get_state().items() if name not in ("_esm", "_css")})


def test_a_panel_after_a_guess_is_shut_until_it_is_in():
    guess = predict(prediction("line", place=on_card))
    figure = panel(after=guess)
    figure.days = 4
    assert (figure._chart, figure._shown, figure._sources) == ({}, {}, [])
    assert f"{owed(4):,.2f}" not in told(figure)
    assert repr(figure).startswith(f"After 4 days you owe {owed(4):,.2f} yuan.")
    sent = []
    figure.comm.send = lambda data, buffers: sent.append(data["state"])
    guess.commit([5050, 5100, 5150], "very")
    (message,) = sent
    assert message["_lock"] == {}
    assert message["_shown"]["headline"] == f"After 4 days you owe {owed(4):,.2f} yuan."


def test_an_opened_panel_carries_the_guess_where_it_has_a_place():
    guess = predict(prediction("line", place=on_card))
    figure = panel(after=guess)
    guess.commit([5050, 5100, 5150], "very")

    assert figure._chart["data"][-1]["name"] == "Your guess"
    assert placed(figure) == {"x": [0, 30, 50, 70], "y": [5000, 5050, 5100, 5150]}
    assert figure._shown["guess"] == "Your guess: 5,050 yuan at 30 days; 5,100 yuan at 50 days; 5,150 yuan at 70 days"
    figure.contract = "loan"
    assert (placed(figure), figure._shown["guess"]) == ({"x": [], "y": []}, "")
    assert len(figure._chart["data"]) == len(panel()._chart["data"]) + 1


def test_after_show_me_there_is_no_guess_to_speak_of():
    guess = predict(prediction("line", place=on_card))
    figure = panel(after=guess)
    guess.show()
    assert (placed(figure), figure._shown["guess"]) == ({"x": [], "y": []}, "")


def test_a_guess_above_the_chart_gets_its_room():
    """What lies beyond the right end needs none."""
    chart = panel().view.chart
    for heights, top in (([5100, 6900, 20_000], 7000), ([5100, 7100, 20_000], 8000), ([], 7000)):
        seen = charts.with_guess(chart, "Mine", [30, 50, 200][: len(heights)], heights)
        assert seen["layout"]["yaxis"]["range"] == [5000, top]
    assert charts.with_guess({"data": [], "layout": {}}, "Mine", [1], [2])["layout"] == {}


def test_a_panels_show_me_is_the_guesss():
    guess = predict(prediction("number"))
    figure = panel(after=guess)
    figure.set_state({"_passed": True})
    assert guess.value.shown
    assert figure._lock == {}


def test_a_panel_made_after_the_guess_is_in_is_open():
    guess = predict(prediction("number"))
    guess.show()
    assert panel(after=guess)._lock == {}


def test_a_panel_without_a_guess_has_no_trace_of_one():
    assert [trace["name"] for trace in panel()._chart["data"]][-1] == "Here"


# ---- the lesson's own ----


def test_two_years_on_the_card_are_the_models_and_its_sentence_speaks_by_direction():
    guess = predict(grows())
    figure = late_bill(after=guess)
    guess.commit([5_500] * 8, "guessing")
    figure.days_late = 730
    owed_then = figure.frame()["Owed in all"].iloc[-1]
    assert guess._told["truth"][-1] == owed_then
    assert f"{owed_then:,.2f} are owed" in guess._told["says"] and "more than you thought" in guess._told["says"]
    assert "less than you thought" in grows().told((20_000,) * 8)["says"]
    assert "close" in grows().told((11_000,) * 8)["says"]
    assert placed(figure)["y"] == [5_000, *[5_500] * 8]
    figure.amount = 6_000
    assert placed(figure)["y"] == []


def test_the_years_of_the_sentence_add_up():
    """What the first year adds and what the second adds are what the two years add."""
    truth = grows().truth()
    says = grows().told((5_500,) * 8)["says"]
    assert f"{truth[3] - 5_000:,}" in says and f"{truth[7] - truth[3]:,}" in says
    assert truth[3] - 5_000 < truth[7] - truth[3]
