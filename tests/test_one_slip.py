"""One late payment in three files: falls worked out by hand, and beside them what FICO published in 2011.

The published figures are those of the FICO Banking Analytics Blog of 2011-03-24 (simplemoneychoices.com).
"""

import json
from decimal import Decimal
from itertools import product

import plotly.graph_objects as go
import pytest

from toolkit import catalog, speak
from toolkit.panels.one_slip import draw, falls, one_slip
from toolkit.predictions import predict
from toy import placed

PUBLISHED = {
    ("680", "late_30"): ("60–80", 9, "9 months"),
    ("680", "late_90"): ("60–80", 9, "9 months"),
    ("720", "late_30"): ("70–90", 30, "2 years and 6 months"),
    ("720", "late_90"): ("90–110", 36, "3 years"),
    ("780", "late_30"): ("90–110", 36, "3 years"),
    ("780", "late_90"): ("110–130", 84, "7 years"),
}
STATES = list(PUBLISHED)


def test_ya_s_fall_worked_out_by_hand():
    """K: risk 1 + 2 x 0.25 + 1/16 = 1.5625, log2 0.6439; with 1.5 more 3.0625, log2 1.6147; 20 points each."""
    view = draw("780", "late_30", 0)
    assert view.headline.startswith("30 days late: Ya's score falls from 87.1 to 67.7, by 19.4 of 100 points.")
    assert falls().truth() == Decimal("19.4")


@pytest.mark.parametrize("state", STATES)
def test_what_was_published_stands_beside_the_model(state):
    view, (points, months, time) = draw(*state, 0), PUBLISHED[state]
    assert f"{points} points of a scale from 300 to 850" in view.notes["event"]
    assert f"{time} were published" in view.headline
    *_, theirs = view.chart["data"]
    assert (theirs["name"], theirs["x"]) == ("Back, as published in the US", [months])


@pytest.mark.parametrize("state", STATES)
def test_published_points_are_brought_to_our_scale_by_a_ratio_that_is_said(state):
    """K: the US scale has 550 points, ours has 100."""
    note = draw(*state, 0).notes["event"]
    low, high = (round(int(points) / 5.5, 1) for points in PUBLISHED[state][0].split("–"))
    assert f"5.5 of those make one of ours: {low}–{high} here" in note


@pytest.mark.parametrize("state", STATES)
def test_where_the_model_is_back_too_soon_the_headline_says_so(state):
    assert ("too soon" in draw(*state, 0).headline) == (state == ("780", "late_90"))


@pytest.mark.parametrize("state", STATES)
def test_back_is_the_first_month_within_half_a_point(state):
    (hit, _, before, _, over, _) = draw(*state, 0).chart["data"]
    month = over["x"][0]
    goal = before["y"][0] - 0.5
    assert hit["y"][month] >= goal - 0.01 and hit["y"][month - 1] <= goal + 0.01  # what is drawn is rounded


def test_back_is_not_the_same_as_never_late():
    """Bo is back after ten months, more than five points below the same file without any late month."""
    view = draw("680", "late_30", 10)
    late, never = (Decimal(column[view.table["Months since"].index(10)]) for column in list(view.table.values())[1:3])
    assert view.table["What is there"][view.table["Months since"].index(10)] == "Here, Back, but for half a point"
    assert never - late > 5 and f"{never - late} higher" in view.notes["months"]


def test_the_headline_goes_along_with_the_months():
    """K: after a year 1.5 / 2 ** (12 / 7) is 0.4572 of risk, with 0.5 and 1/17 of a file now sixteen years old: 2.0160."""
    assert "12 months of paying on time since: Ya's score is 79.8, still 7.3 below the 87.1 of before." in draw("780", "late_30", 12).headline
    assert "7 years of paying on time since: Ya's score is 87.5; before it was 87.1." in draw("780", "late_30", 84).headline


def test_each_entry_of_the_file_is_listed_as_published_or_ours():
    for start, entries in catalog.starts().items():
        sources = draw(start, "late_30", 0).sources
        assert all(entry.sentence() in sources for entry in entries.values())
        assert any("none are published for China" in source for source in sources)


def test_table_and_chart_agree():
    view = draw("680", "late_90", 5)
    for trace, column in zip(view.chart["data"], list(view.table.values())[1:3], strict=False):
        assert [f"{trace['y'][month]:.1f}" for month in view.table["Months since"]] == [str(cell) for cell in column]
    go.Figure(view.chart)


def test_every_corner_is_drawn_and_small():
    figure = one_slip()
    for figure.start, figure.event in STATES:
        for figure.months in (0, 40, 84):
            told = json.dumps([figure._chart, figure._sources, figure._shown], ensure_ascii=False).encode()
            assert (figure.notice, len(figure.view.chart["data"]), len(told) <= 12_000) == ("", 6, True)


@pytest.mark.parametrize(
    ("guess", "part"),
    [
        (5, "loses 19.4, 14.4 more than you thought. A good name seems to forgive"),
        (20, "close. Bo, who was late before, loses 12.0"),
        (60, "40.6 fewer than you thought. One mark is no ruin"),
    ],
)
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    assert part in falls().told(guess)["says"]


def test_the_guess_stands_where_it_would_leave_the_score():
    guess = predict(falls())
    figure = one_slip(after=guess)
    assert "19.4" not in str(figure)
    guess.commit("5", "very")
    assert placed(figure) == {"x": [], "y": []}
    figure.start = "780"
    assert placed(figure) == {"x": [0], "y": [82.1]}


def test_a_guess_below_the_axis_has_no_place():
    guess = predict(falls())
    figure = one_slip(after=guess)
    guess.commit("60", "very")
    figure.start = "780"
    assert placed(figure) == {"x": [], "y": []} and figure._shown["guess"] == ""


def test_chinese_has_no_english_left():
    speak("zh")
    for start, event in product(("680", "780"), ("late_30", "late_90")):
        view = draw(start, event, 3)
        layout = view.chart["layout"]
        words = [view.headline, *view.table, *view.table["这个月"], *view.notes.values()]
        words += [trace["name"] for trace in view.chart["data"]]
        words += [layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
