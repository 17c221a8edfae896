"""The day on which a mark leaves: five years from the end of the bad behaviour (征信业管理条例, article 16), by hand."""

import json
from datetime import date

import plotly.graph_objects as go
import pytest

from toolkit import speak
from toolkit.panels.when_gone import draw, leaves, when_gone
from toolkit.predictions import predict
from toy import placed

FIRST = date(2024, 1, 20)


def shown(first=FIRST, missed=3, months=30, unpaid=False, again=0):
    return draw(first, missed, months, unpaid, again)


@pytest.mark.parametrize(
    ("first", "missed", "months", "paid", "gone"),
    [
        (FIRST, 3, 30, "2026-09-20", "2031-09-30"),
        (FIRST, 3, 1, "2024-04-20", "2029-04-30"),
        (date(2024, 1, 20), 1, 1, "2024-02-20", "2029-02-28"),  # from 29 February to a year without it
        (date(2023, 1, 20), 1, 1, "2023-02-20", "2028-02-28"),  # into a leap year
        (date(2023, 12, 31), 2, 1, "2024-02-29", "2029-02-28"),  # due on a month's last day
        (date(2024, 12, 5), 6, 72, "2031-05-05", "2036-05-31"),  # longer than the report's sixty months
    ],
)
def test_a_mark_leaves_five_years_after_the_month_in_which_all_is_paid(first, missed, months, paid, gone):
    view = shown(first, missed, months)
    assert view.table["From"] == [str(first), paid, gone] and view.table["Until"] == [paid, gone, ""]
    assert f"All paid on {paid}" in view.headline and gone in view.headline


def test_what_is_unpaid_never_leaves_and_what_would_end_it_is_said():
    view = shown(unpaid=True)
    assert view.headline.startswith("As long as it is unpaid it never ages out. Paid in full on 2026-09-20")
    assert (view.table["Until"][0], view.table["From"][-1]) == ("until it is paid", "2031-09-30")
    late, _, gone = view.chart["data"]
    assert late["x"][1] == view.chart["layout"]["xaxis"]["range"][1]  # to the edge
    assert gone["y"] == [0]  # the second row alone, "If paid", ends


def test_a_second_slip_has_five_years_of_its_own():
    """K: all paid on 20 September 2026; due nine months later, 20 June 2027, paid on 20 July."""
    view = shown(again=9)
    assert view.table["From"] == ["2024-01-20", "2026-09-20", "2031-09-30", "2027-06-20", "2027-07-20", "2032-07-31"]
    assert "2031-09-30, the second on 2032-07-31" in view.headline and "102 months after" in view.headline
    assert shown(again=9, unpaid=True).notes["again"] == "Not used while the first debt is unpaid."


def test_late_within_one_month_is_no_mark():
    with pytest.raises(ValueError, match="Due on 2024-01-31, the last day of a month.* no late mark"):
        shown(date(2024, 1, 31), 1, 1)


@pytest.mark.parametrize("view", [shown(), shown(again=9), shown(unpaid=True)])
def test_each_bar_stands_in_the_table_in_words(view):
    rows = list(zip(*view.table.values(), strict=True))
    late, waits, gone = view.chart["data"]
    names = dict(zip(view.chart["layout"]["yaxis"]["tickvals"], dict.fromkeys(view.table["Slip"]), strict=True))
    for trace in (late, waits):
        for start, stop, height in zip(trace["x"][::3], trace["x"][1::3], trace["y"][::3], strict=True):
            assert any(row[:3] == (names[height], trace["name"], start) and row[3] in (stop, "until it is paid") for row in rows)
    assert [(names[y], gone["name"], x, "") for x, y in zip(gone["x"], gone["y"], strict=True)] == [row for row in rows if row[1] == "Gone"]
    go.Figure(view.chart)


def test_every_corner_is_drawn_on_the_chart_and_small():
    figure = when_gone()
    for figure.first in ("2015-01-01", "2024-01-20", "2035-12-28"):
        for figure.missed, figure.months, figure.again in ((1, 1, 0), (6, 72, 60), (6, 72, 0)):
            for figure.unpaid in (False, True):
                told = json.dumps([figure._chart, figure._sources, figure._shown], ensure_ascii=False).encode()
                assert (figure.notice, len(figure.view.chart["data"]), len(told) <= 12_000) == ("", 3, True)
                assert max(figure.view.table["From"]) < figure.view.chart["layout"]["xaxis"]["range"][1]


def test_a_day_that_leaves_no_mark_is_told_and_the_chart_stays():
    figure = when_gone()
    figure.first, figure.missed = "2024-01-31", 1
    before = figure.headline
    figure.months = 1
    assert "Choose an earlier day" in figure.notice and figure.headline == before


@pytest.mark.parametrize(
    ("guess", "part"),
    [
        (60, "it is 92, 32 more than you thought. Most people count five years from the first"),
        (90, "close. 32 months late, and then five years. Paid in April 2024, it would have been gone after 63."),
        (118, "26 fewer than you thought. It does not stay for ever"),
    ],
)
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    """K: January 2024 to September 2031 is 92 months, to September 2026 32, to April 2029 63."""
    assert part in leaves().told(guess)["says"]


def test_the_guess_stands_in_time_on_what_was_asked():
    guess = predict(leaves())
    figure = when_gone(after=guess)
    assert "92" not in str(figure)
    guess.commit("60", "guessing")
    assert placed(figure) == {"x": [], "y": []}
    figure.months = 30
    assert placed(figure) == {"x": ["2029-01-20"], "y": [0]}


def test_chinese_has_no_english_left():
    speak("zh")
    for view in (shown(), shown(again=9), shown(unpaid=True, again=9)):
        words = [view.headline, *view.table, *view.notes.values(), *(trace["name"] for trace in view.chart["data"])]
        words += [cell for column in view.table.values() for cell in column]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
