"""Which habits matter: scores worked out by hand, and what changes nothing."""

import json

import plotly.graph_objects as go
import pytest

from toolkit import speak
from toolkit.panels.habits import draw, habits

START = {"used": 60, "slip": 12, "cards": 1, "queries": 2, "minimum": False, "reads": 0, "cutoff": 70}
CLEAN = START | {"used": 0, "slip": 60, "cards": 0, "queries": 0}


def shown(**changes):
    return draw(**START | changes)


def mine(view):
    return view.table["Points"][0]


def test_two_files_worked_out_by_hand():
    """K: risk 1 + 1/8 for seven years, log2 0.1699; and with 2 (limits full), 1.5 (late now) and 0.1 x 7 x 22/24
    (two cards, their queries and three more, two months ago) 5.2667, log2 2.3969.
    """
    assert mine(draw(**CLEAN)) == 96.6
    assert mine(shown(used=100, slip=0, cards=2, queries=3)) == 52.1


@pytest.mark.parametrize("worse", [{"used": 65}, {"slip": 11}, {"cards": 2}, {"queries": 3}])
def test_what_matters_takes_points(worse):
    assert mine(shown(**worse)) < mine(shown())


@pytest.mark.parametrize(("name", "value"), [("minimum", True), ("reads", 12)])
def test_what_does_not_matter_changes_nothing_and_says_so(name, value):
    same = shown(**{name: value})
    assert (same.chart, same.headline, same.table) == (shown().chart, shown().headline, shown().table)
    assert same.notes[name].startswith("No change") and not shown().notes[name]


def test_a_late_payment_is_gone_after_sixty_months():
    late = [shown(slip=months).table["Late payments"][0] for months in (0, 30, 59, 60)]
    assert late == sorted(late, reverse=True) and late[0] > 19 and late[-1] == 0
    assert "left the report" in shown(slip=60).notes["slip"]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({}, "“Use of limits”. Paying back on the cards helps"),
        ({"slip": 0}, "“Late payments”. Time helps there, and paying on time: every 7 months the mark weighs half"),
        (CLEAN | {"cards": 5}, "“New cards and queries”. Applying for nothing more helps there: after 24 months"),
        (CLEAN, "“Short history”. Only years help there"),
    ],
)
def test_the_headline_names_what_would_help_most(changes, part):
    assert part in shown(**changes).headline


@pytest.mark.parametrize(
    ("cutoff", "passes", "says"),
    [
        (0, ["yes"] * 4, "All four pass."),
        (70, ["no", "no", "yes", "yes"], "Here pass: Min, Ya. Not yet: This file, Bo."),
        (87, ["no", "no", "no", "yes"], "Here pass: Ya."),
        (88, ["no"] * 4, "None of the four passes."),
    ],
)
def test_a_lender_s_cutoff_is_the_learner_s_to_set(cutoff, passes, says):
    view = shown(cutoff=cutoff)
    assert view.table[f"Passes at {cutoff} points"] == passes and says in view.notes["cutoff"]
    assert view.chart["data"][-1]["y"] == [100 - cutoff] * 4


def test_the_bars_are_what_is_missing():
    view = shown()
    heights = [sum(parts) for parts in zip(*(trace["y"] for trace in view.chart["data"][:4]), strict=True)]
    assert heights == pytest.approx([100 - points for points in view.table["Points"]], abs=0.2)
    for trace in view.chart["data"][:4]:
        assert view.table[trace["name"]] == trace["y"]
    go.Figure(view.chart)


def test_every_corner_is_drawn_and_small():
    figure = habits()
    for figure.used in (0, 100):
        for figure.slip in (0, 59, 60):
            for figure.cards, figure.queries in ((0, 0), (5, 10)):
                told = json.dumps([figure._chart, figure._sources, figure._shown], ensure_ascii=False).encode()
                assert (figure.notice, len(figure.view.chart["data"]), len(told) <= 12_000) == ("", 5, True)


def test_chinese_has_no_english_left():
    speak("zh")
    for view in (shown(minimum=True, reads=1), shown(slip=60, cutoff=0), shown(cutoff=100), draw(**CLEAN)):
        words = [view.headline, *view.table, *view.notes.values(), *(trace["name"] for trace in view.chart["data"])]
        words += [cell for column in view.table.values() for cell in column if isinstance(cell, str)]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
