"""Panels in the kernel: what a moved control does, what a bad value does, and how much is sent."""

import asyncio
import json
import math
import time
from decimal import Decimal

import ipywidgets
import pytest
import traitlets

from toolkit import i18n
from toolkit.panels import Choice, Option, Panel, Slider, Switch, View
from toy import draw, owed, panel

DAYS = Slider(name="days", label="Days late", unit="days", stops=range(0, 31), value=3)
EMPTY = {"data": [], "layout": {}}


def listened(toy: Panel) -> list[dict]:
    """The states that the panel sends to the browser from here on."""
    sent = []
    toy.comm.send = lambda data, buffers: sent.append(data["state"])
    return sent


def ask(toy: Panel, **values: object) -> None:
    """What panel.js sends when the learner moves something."""
    toy.set_state(values | {"_asked": toy._asked + 1})


# ---- controls ----


@pytest.mark.parametrize("value", [-5, 31, 3.5, "abc", "3", math.nan, math.inf, None, True, [3], Decimal(3)])
def test_a_whole_slider_refuses_what_it_cannot_stand_at(value):
    with pytest.raises(ValueError, match=r"^Days late must be a whole number from 0 to 30; this was .+\.$"):
        DAYS.read(value)


@pytest.mark.parametrize("value", [0, 3, 30])
def test_a_whole_slider_takes_every_whole_number_of_its_range(value):
    Slider(name="days", label="Days late", stops=(0, 10, 30)).read(value)


def test_a_slider_with_a_fractional_stop_takes_what_lies_between():
    rate = Slider(name="rate", label="Rate", unit="%", stops=(0, 0.5, 1000))
    rate.read(0.25)
    with pytest.raises(ValueError, match=r"^Rate must be a number from 0 to 1,000; this was 1,000.5\.$"):
        rate.read(1000.5)


def test_a_whole_number_may_come_as_a_float_and_a_truth_as_a_number():
    """As other widgets send them."""
    assert [repr(DAYS.read(value)) for value in (3.0, 3)] == ["3", "3"]
    assert [Switch(name="c", label="Compounding").read(value) for value in (1, 0, True)] == [True, False, True]


def test_a_refused_value_is_never_long():
    for value in (10**400, -(10**5000), "x" * 500, 1e300):
        with pytest.raises(ValueError) as refusal:
            DAYS.read(value)
        assert len(str(refusal.value)) < 120


@pytest.mark.parametrize("stops", [(), (1,), (1, 1), (2, 1), (0, math.nan)])
def test_stops_must_increase(stops):
    with pytest.raises(ValueError, match="stops of 'days'"):
        Slider(name="days", label="Days late", stops=stops)


def test_a_slider_starts_at_its_first_stop():
    assert Slider(name="days", label="Days late", stops=(2, 5)).value == 2


@pytest.mark.parametrize("value", ["c", "", None, 1, ["a"]])
def test_a_choice_refuses_what_is_no_option(value):
    options = (Option(value="a", label="A"), Option(value="b", label="B"))
    choice = Choice(name="c", label="Contract", options=options, value="a")
    with pytest.raises(ValueError, match=r"^Contract must be one of these: A \(a\), B \(b\); this was "):
        choice.read(value)


@pytest.mark.parametrize("value", [2, -1, 0.5, "on", None, math.nan])
def test_a_switch_is_on_or_off(value):
    with pytest.raises(ValueError, match="^Compounding must be on or off"):
        Switch(name="c", label="Compounding").read(value)


def test_a_refusal_speaks_the_readers_language():
    i18n.speak("zh")
    with pytest.raises(ValueError) as refusal:
        DAYS.read(-5)
    assert "must" not in str(refusal.value) and "-5" in str(refusal.value)


# ---- the view ----


def test_wide_characters_count_as_two_in_the_text():
    view = View(EMPTY, "欠款", {"天": ["一", "ab"], "欠款（元）": [Decimal("1234.50"), 0]})
    assert view.text() == "欠款\n\n天  欠款（元）\n一    1,234.50\nab           0"


def test_the_frame_has_the_tables_numbers():
    frame = View(EMPTY, "", {"Day": [1, 2], "Owed": [Decimal("1.25"), Decimal("2.50")]}).frame()
    assert frame.to_dict("list") == {"Day": [1, 2], "Owed": [1.25, 2.5]}


@pytest.mark.parametrize("table", [{}, {"a": [1], "b": [1, 2]}])
def test_columns_must_be_equally_long(table):
    with pytest.raises(ValueError, match="columns"):
        View(EMPTY, "", table)


def test_a_figure_is_the_whole_chart():
    figure = panel().view.figure()
    assert [len(trace.x) for trace in figure.data] == [93] * 6 + [1]


def test_still_and_points_together_are_the_chart():
    view = draw(days=3, contract="card", compounding=True)
    still, points = view.still(), view.points()
    whole = [
        trace | {axis: points["lists"][place] for axis, place in places.items()}
        for trace, places in zip(still["data"], points["traces"], strict=True)
    ]
    assert whole == view.chart["data"]


# ---- the panel ----


def test_a_panel_is_its_view_in_text():
    toy = panel()
    assert repr(toy) == toy.view.text()
    assert toy._repr_mimebundle_()[0]["text/plain"] == toy.view.text()
    assert repr(toy).splitlines()[0] == f"After 3 days you owe {owed(3):,.2f} yuan."


def test_a_trait_moves_the_figure_and_reset_brings_it_back():
    toy = panel()
    seen = []
    toy.observe(lambda change: seen.append((change["new"], toy.headline)), "days")
    toy.days = 0
    assert seen == [(0, "After 0 days you owe 5,000.00 yuan.")]
    assert toy.frame()["Line 0"][1] == owed(1)
    toy.contract = "loan"
    toy.reset()
    assert (toy.days, toy.contract, toy.compounding, toy.headline) == (3, "card", True, panel().headline)


def test_a_choice_sets_its_switch_unless_both_move_in_one_breath():
    toy = panel()
    toy.contract = "loan"
    assert toy.compounding is False
    assert toy.headline == f"After 3 days you owe {owed(3, 'loan', False):,.2f} yuan."
    toy.compounding = True
    with toy.hold_trait_notifications():
        toy.contract, toy.compounding = "card", False
    assert toy.compounding is False
    assert toy.headline == f"After 3 days you owe {owed(3, 'card', False):,.2f} yuan."


def test_any_widget_can_drive_it():
    toy, slider = panel(), ipywidgets.IntSlider(value=3, max=1000)
    ipywidgets.link((slider, "value"), (toy, "days"))
    slider.value = 7
    assert toy.headline.startswith("After 7 days")
    toy.days = 8
    assert slider.value == 8
    slider.value = 500
    assert toy.notice == "Days late must be a whole number from 0 to 90; this was 500."


@pytest.mark.parametrize("value", [-5, 91, "abc", math.nan, None, [1], math.inf])
def test_a_bad_value_leaves_a_notice_and_the_last_good_view(value):
    toy = panel()
    sent = listened(toy)
    toy.days = value
    assert toy.notice.startswith("Days late must be a whole number from 0 to 90; this was ")
    assert toy.headline == panel().headline
    assert toy.days is value
    assert toy._status["refused"] == {"days": toy.notice}
    assert toy._status["notice"] == ""
    assert not any("_shown" in state for state in sent)
    json.dumps(sent, allow_nan=False)
    toy.days = 4
    assert (toy.notice, toy.headline) == ("", f"After 4 days you owe {owed(4):,.2f} yuan.")


def test_a_drawing_that_refuses_or_fails_says_so_and_goes_on():
    def fragile(days: int) -> View:
        if days == 5:
            raise ValueError("Day five is a holiday.")
        return View(EMPTY, f"{12 // (days - 6)}", {"Day": [days]})

    toy = Panel(fragile, DAYS)
    ask(toy, days=5)
    assert (toy.notice, toy.headline, toy._status["answers"]) == ("Day five is a holiday.", "-4", 1)
    ask(toy, days=6)
    assert toy.notice.startswith("This figure has a fault and could not be redrawn: ZeroDivisionError")
    assert (toy.headline, toy._status["answers"]) == ("-4", 2)
    ask(toy, days=7)
    assert (toy.notice, toy.headline, toy._status["answers"]) == ("", "12", 3)


def test_an_interrupted_drawing_is_answered_too():
    def slow(days: int) -> View:
        if days == 5:
            raise KeyboardInterrupt
        return View(EMPTY, "", {"Day": [days]})

    toy = Panel(slow, DAYS)
    with pytest.raises(KeyboardInterrupt):
        ask(toy, days=5)
    assert toy._status["answers"] == 1
    assert toy.notice


@pytest.mark.parametrize("name", ["view", "reset", "layout", "observe", "days late", "class", "_shown", "_draw"])
def test_a_name_that_the_panel_needs_is_refused(name):
    with pytest.raises(ValueError, match=f"cannot be named '{name}'"):
        Panel(draw, Slider(name=name, label="Days", stops=(0, 1)))


@pytest.mark.parametrize(
    ("sets", "error"), [({"rate": 1}, "no other"), ({"days": -1}, "whole number"), ({"days": 4}, "starts otherwise")]
)
def test_what_an_option_sets_must_fit(sets, error):
    options = (Option(value="a", label="A", sets=sets), Option(value="b", label="B"))
    choice = Choice(name="c", label="C", options=options, value="a")
    with pytest.raises(ValueError, match=error):
        Panel(draw, DAYS, choice)


def test_an_authors_faults_are_raised_at_once():
    with pytest.raises(ZeroDivisionError):
        Panel(lambda days: 1 / 0, DAYS)


def test_a_figure_keeps_its_language():
    def spoken(days: int) -> View:
        return View(EMPTY, i18n.language(), {"Day": [days]})

    i18n.speak("zh")
    toy = Panel(spoken, DAYS)
    i18n.speak("en")
    toy.days = 5
    assert (toy.headline, i18n.language(), toy._spec["language"]) == ("zh", "en", "zh-CN")


# ---- on the wire ----


def test_a_move_is_answered_by_one_message_with_the_data_only():
    toy = panel()
    sent = listened(toy)
    ask(toy, days=4)
    echo, answer = sent
    assert answer.keys() == {"_shown", "_status"}
    assert answer["_status"]["answers"] == 1


def test_a_choice_and_what_it_sets_are_one_message():
    toy = panel()
    sent = listened(toy)
    ask(toy, contract="loan", compounding=False)
    echo, answer = sent
    assert answer.keys() == {"_shown", "_status"}


def test_what_comes_back_from_a_browser_is_taken_as_it_is():
    """A position kept or passed on names every control: no option sets anything on top."""
    toy = panel()
    ask(toy, contract="loan", compounding=False)
    ask(toy, contract="card", days=7)
    assert (toy.contract, toy.days, toy.compounding) == ("card", 7, False)


def test_a_request_that_changes_nothing_is_answered():
    toy = panel()
    sent = listened(toy)
    ask(toy, days=3)
    echo, answer = sent
    assert answer == {"_status": {"answers": 1, "at": ["card", 3, True], "notice": "", "refused": {}}}


def test_a_chart_whose_frame_changes_sends_it_again():
    def ranged(days: int) -> View:
        return View({"data": [{"y": [days]}], "layout": {"yaxis": {"range": [0, days]}}}, "", {"Day": [days]})

    toy = Panel(ranged, DAYS)
    sent = listened(toy)
    ask(toy, days=4)
    assert sent[-1]["_chart"] == {"data": [{}], "layout": {"yaxis": {"range": [0, 4]}}}


def test_the_kernels_part_of_a_move_is_short():
    toy = panel()
    listened(toy)
    took = []
    for move in range(200):
        start = time.process_time()
        ask(toy, days=move % 90)
        took.append(time.process_time() - start)
    assert sorted(took)[190] < 0.008


# ---- sweeps ----


def wish(toy: Panel, *states: list) -> dict:
    """What panel.js sends when it wants states beforehand, and what comes back."""
    toy.set_state({"_wish": {"number": toy._wish["number"] + 1, "states": list(states)}})
    return toy._sweep


def whole(sweep: dict) -> dict[tuple, dict | None]:
    """The states of a sweep, by their values, with what each has in common with the one before."""
    found, parts = {}, {}
    for state in sweep["states"]:
        if state["parts"] is not None:
            parts = parts | state["parts"]
        found[tuple(state["at"])] = state["parts"] and parts
    return found


def test_a_sweep_is_what_the_kernel_would_draw():
    toy, sent = panel(), []
    days = [4, 2, 90, 0]
    swept = whole(wish(toy, *(["card", day, True] for day in days), ["loan", 3, False]))
    for (contract, day, compounding), parts in swept.items():
        ask(toy, contract=contract, days=day, compounding=compounding)
        assert parts == {"chart": toy._chart, "sources": toy._sources, **toy._shown}
        sent.append(toy.days)
    assert sent == [*days, 3]


def test_a_sweep_moves_nothing_and_is_one_message():
    toy = panel()
    sent = listened(toy)
    before = toy.headline
    wish(toy, ["card", 50, True])
    assert [state.keys() for state in sent] == [{"_sweep"}]
    assert (toy.days, toy.headline, toy._status["at"]) == (3, before, ["card", 3, True])


def test_a_state_tells_only_what_differs_from_the_one_before():
    first, second = wish(panel(), ["card", 4, True], ["card", 5, True])["states"]
    assert {"chart", "sources", "notes"} & second["parts"].keys() == set()
    assert second["parts"].keys() == {"points", "headline", "columns"}
    assert len(json.dumps(second)) < len(json.dumps(first))


def test_what_cannot_be_drawn_is_not_in_the_sweep():
    def fragile(days: int) -> View:
        if days == 5:
            raise ValueError("Day five is a holiday.")
        return View(EMPTY, f"{12 // (days - 6)}", {"Day": [days]})

    toy = Panel(fragile, DAYS)
    swept = whole(wish(toy, [4], [5], [6], [7], [-1], ["x"]))
    assert [at for (at,), parts in swept.items() if parts] == [4, 7]
    assert (toy.notice, len(swept)) == ("", 6)


def test_a_move_that_comes_with_a_wish_is_answered_first():
    toy = panel()
    sent = listened(toy)
    toy.set_state({"_wish": {"number": 1, "states": [["card", 5, True]]}, "days": 4, "_asked": 1})
    *_, answer, sweep = sent
    assert ("_shown" in answer, sweep.keys()) == (True, {"_sweep"})


def test_a_slow_sweep_comes_in_parts_and_lets_a_move_in_between():
    def slow(days: int) -> View:
        time.sleep(0.015)
        return View(EMPTY, str(days), {"Day": [days]})

    async def hand(toy: Panel) -> None:
        toy.set_state({"_wish": {"number": 1, "states": [[day] for day in range(20)]}})
        ask(toy, days=30)
        while toy._sweep["left"]:
            await asyncio.sleep(0.01)

    toy = Panel(slow, DAYS)
    sent = listened(toy)
    asyncio.run(hand(toy))
    parts = [state["_sweep"] for state in sent if "_sweep" in state]
    assert [at for part in parts for (at,) in (state["at"] for state in part["states"])] == [*range(20)]
    assert all(len(part["states"]) <= 2 for part in parts)
    assert [part["left"] for part in parts] == sorted((part["left"] for part in parts), reverse=True)
    first, answer = (next(n for n, state in enumerate(sent) if name in state) for name in ("_sweep", "_shown"))
    assert (first, toy.headline) == (0, "30")
    assert answer < len(sent) - 5


def test_a_new_wish_ends_the_sweep_of_the_one_before():
    def slow(days: int) -> View:
        time.sleep(0.015)
        return View(EMPTY, str(days), {"Day": [days]})

    async def hand(toy: Panel) -> None:
        wish(toy, *([day] for day in range(20)))
        wish(toy, [30])
        await asyncio.sleep(0.2)

    toy = Panel(slow, DAYS)
    sent = listened(toy)
    asyncio.run(hand(toy))
    parts = [state["_sweep"] for state in sent if "_sweep" in state]
    assert [part["wish"] for part in parts] == [1, 2]


def test_an_interrupted_sweep_is_answered_too():
    def interrupted(days: int) -> View:
        if days == 5:
            raise KeyboardInterrupt
        return View(EMPTY, "", {"Day": [days]})

    toy = Panel(interrupted, DAYS)
    with pytest.raises(KeyboardInterrupt):
        wish(toy, [4], [5])
    assert toy._sweep == {"wish": 1, "states": [], "left": 0}


def test_a_sweep_keeps_its_panels_language():
    i18n.speak("zh")
    toy = Panel(lambda days: View(EMPTY, i18n.language(), {"Day": [days]}), DAYS)
    i18n.speak("en")
    (state,) = wish(toy, [4])["states"]
    assert (state["parts"]["headline"], i18n.language()) == ("zh", "en")


class Unmade(traitlets.HasTraits):
    """A guess that is not yet in."""

    done = traitlets.Bool(False)

    def points(self, state):
        return (), ()


def test_a_shut_panel_tells_a_wish_nothing():
    guess = Unmade()
    toy = Panel(lambda days: View(EMPTY, str(days), {"Day": [days]}), DAYS, after=guess)
    assert whole(wish(toy, [4])) == {(4,): None}
    guess.done = True
    assert whole(wish(toy, [4]))[(4,)]["headline"] == "4"
