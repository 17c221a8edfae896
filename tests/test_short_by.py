"""A bill a little short: three ways to charge, held to sums done by hand and to the second reckoning."""

from datetime import timedelta
from decimal import Decimal

import plotly.graph_objects as go
import pytest

from reckoning import reckon
from toolkit.i18n import speak, t
from toolkit.panels.example import DUE
from toolkit.panels.short_by import _accounts, costs, draw, short_by
from toolkit.predictions import predict
from toy import placed


def added(short, days_late, bill=8_000):
    return draw(bill, short, days_late).table["Added in all"]


def test_69_yuan_short_for_a_week():
    """K: 8,000 x 0.05 % x 44 and 69 x 0.05 % x 7; 69 x 0.05 % x 51; 69 x 0.05 % x 7: each rounded once."""
    assert added(69, 7) == [Decimal("176.24"), Decimal("1.76"), Decimal("0.24")]
    assert costs().truth() == Decimal("176.24")


def test_up_to_ten_yuan_the_cards_forgive_and_one_more_is_a_step():
    """The convention's tolerance, reported 2022. K: 8,000 x 0.05 % x 44 + 11 x 0.05 % x 7 = 176.04."""
    assert added(10, 7)[:2] == [0, 0]
    assert added(11, 7)[0] == Decimal("176.04")


def test_within_the_grace_days_the_rest_may_be_paid():
    assert [added(69, day)[0] for day in (1, 3)] == [0, 0]
    assert added(69, 4)[0] > 176


def test_paid_in_full_costs_nothing():
    assert added(0, 730) == [0, 0, 0]


@pytest.mark.parametrize("short", [9, 69, 1_000])
@pytest.mark.parametrize("days_late", [3, 7, 60, 730])
def test_the_second_reckoning_says_the_same(short, days_late):
    day = DUE + timedelta(days=days_late)
    night_by_night = [sum(reckon(account, day).values()) - short * 100 for account in _accounts(8_000, short)]
    assert [int(amount * 100) for amount in added(short, days_late)] == night_by_night


@pytest.mark.parametrize(("short", "days_late"), [(0, 7), (9, 7), (69, 7), (1_000, 730)])
def test_bars_table_and_headline_agree(short, days_late):
    view = draw(8_000, short, days_late)
    *bars, mark = view.chart["data"]
    assert len(bars) == 4
    for number, amount in enumerate(added(short, days_late)):
        assert round(sum(bar["y"][number] for bar in bars), 2) == float(amount)
        assert not short or f"{amount:,}" in view.headline
    assert mark["y"] == [float(amount) for amount in added(short, days_late - 1)]
    go.Figure(view.chart)


def test_a_few_fen_do_not_look_tall():
    """K: 9 x 0.05 % x 7 = 0.03."""
    assert added(9, 7) == [0, 0, Decimal("0.03")]
    assert draw(8_000, 9, 7).chart["layout"]["yaxis"]["range"] == [0, 10]


@pytest.mark.parametrize(
    ("guess", "part"),
    [
        (1, "175.24 more than you thought. 69 yuan for a week would be 0.24."),
        (180, "close. Nearly all of it is interest on the 8,000 yuan"),
        (500, "323.76 less than you thought."),
    ],
)
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    assert part in costs().told(guess)["says"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_guess_stands_at_the_first_bar_where_it_was_asked(language):
    speak(language)
    guess = predict(costs())
    figure = short_by(after=guess)
    guess.commit("1", "guessing")
    assert placed(figure) == {"x": [], "y": []}
    figure.short = 69
    assert placed(figure) == {"x": [t("Card, whole bill")], "y": [1]}
    assert placed(figure)["x"][0] in figure.view.chart["data"][0]["x"]


def test_chinese_has_no_english_left():
    speak("zh")
    for short, days in ((0, 7), (9, 7), (69, 1), (69, 7)):
        view = draw(8_000, short, days)
        words = [view.headline, *view.table, *view.table[t("Contract")], *view.sources]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
