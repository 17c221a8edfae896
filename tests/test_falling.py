"""A payment kept and a payment that falls: each month held to a count in decimals."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from test_minimum import by_hand, cents
from toolkit.i18n import speak
from toolkit.panels.falling import drags, draw, falling
from toolkit.predictions import predict
from toy import placed

KEPT = Decimal("362.78")
SHARE = KEPT / 10_000


def falls(owed=10_000):
    """What is left if a share of what was owed before the interest is paid, at least 100."""
    left = [Decimal(owed)]
    while left[-1]:
        due = by_hand(left[-1], lambda due: Decimal(0), months=1)[1]
        left.append(due - min(due, max(Decimal(100), cents(left[-1] * SHARE))))
    return left


def test_the_payment_kept_clears_it_in_time_and_a_fen_less_does_not():
    assert by_hand(10_000, lambda due: KEPT)[36] == 0 < by_hand(10_000, lambda due: KEPT - Decimal("0.01"))[36]


def test_the_payment_that_falls_is_what_it_comes_to_by_hand():
    left = falls()
    assert drags().truth() == [left[month] for month in (12, 24, 36, 48, 60)]
    view = draw(10_000, 36, "left")
    assert "362.78 yuan every month ends it in 3 years, with 3,060.06 yuan of interest." in view.headline
    assert "always 3.6% of what is left, and it takes 8 years and 1 month and costs 3,011.92 yuan more" in view.headline
    assert len(left) - 1 == 97
    for month, owed in zip(view.table["Month"], view.table["If the payment gets smaller"], strict=True):
        assert owed == left[month]


@pytest.mark.parametrize("show", ["left", "payments"])
@pytest.mark.parametrize("months", [6, 36, 60])
def test_it_draws_within_its_axes(months, show):
    view = draw(50_000, months, show)
    bottom, top = view.chart["layout"]["yaxis"]["range"]
    assert len(view.chart["data"]) == 4
    assert all(bottom <= y <= top for trace in view.chart["data"] for y in trace["y"])
    go.Figure(view.chart)


@pytest.mark.parametrize(
    ("at_36", "part"),
    [(0, "4,645.86 more than you thought. The first payment is the same."), (4_700, "close."), (9_000, "4,354.14 less than you thought.")],
)  # fmt: skip
def test_the_sentence_speaks_to_the_direction_of_the_error(at_36, part):
    assert part in drags().told((7_000, 6_000, at_36, 0, 0))["says"]


def test_the_line_stands_where_it_was_asked():
    guess = predict(drags())
    figure = falling(after=guess)
    guess.commit([7_000, 4_000, 0, 0, 0], "fairly")
    assert placed(figure) == {"x": [], "y": []}
    figure.months = 36
    assert placed(figure) == {"x": [0, 12, 24, 36, 48, 60], "y": [10_000, 7_000, 4_000, 0, 0, 0]}
    figure.owed = 11_000
    assert placed(figure) == {"x": [], "y": []}


def test_chinese_has_no_english_left():
    speak("zh")
    view = draw(10_000, 36, "payments")
    words = [view.headline, *view.table, *view.sources, *(trace["name"] for trace in view.chart["data"])]
    assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
