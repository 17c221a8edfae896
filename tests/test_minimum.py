"""Is paying the minimum enough? The figure, held to a second way of counting and to published tables."""

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from toolkit import catalog
from toolkit.i18n import speak
from toolkit.models.contract import Minimum
from toolkit.models.payoff import month_by_month
from toolkit.panels.minimum import draw, facts, lasts, minimum
from toolkit.panels.paydown import Course, spelled
from toolkit.predictions import predict
from toy import placed

RATE = Decimal("0.0005") * 365 / 12
START = {"owed": 10_000, "rate": 0.05, "rule": "card_10", "way": "minimum", "amount": 200, "spent": 0, "show": "left"}
WAYS = [{}, {"way": "plus"}, {"way": "fixed", "amount": 1_000}, {"way": "fixed", "amount": 150}, {"spent": 1_000}]


def cents(exact):
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def by_hand(owed, payment, spent=0, months=10_000, rate=RATE):
    """What is owed after each month, in decimals: interest, then what is bought, then `payment` of what is owed by then."""
    left = [Decimal(owed)]
    while left[-1] and len(left) <= months:
        due = left[-1] + cents(left[-1] * rate) + spent
        left.append(due - min(due, payment(due)))
    return left


def a_tenth(due):
    return max(Decimal(100), cents(due / 10))


def shown(**changes):
    return draw(**START | changes)


def left_in(view):
    return dict(zip(view.table["Month"], view.table["Still owed"], strict=True))


def test_the_minimum_alone_is_what_it_comes_to_by_hand():
    left = by_hand(10_000, a_tenth)
    assert lasts().truth() == len(left) - 1 == 37
    assert left_in(shown()) == {month: left[month] for month in left_in(shown())}


@pytest.mark.parametrize(
    ("changes", "payment"),
    [
        ({"way": "plus", "amount": 200}, lambda due: a_tenth(due) + 200),
        ({"way": "fixed", "amount": 1_000}, lambda due: Decimal(1_000)),
        ({"way": "fixed", "amount": 150}, lambda due: Decimal(150)),
        ({"rule": "card_5"}, lambda due: max(Decimal(100), cents(due / 20))),
        ({"spent": 500, "way": "plus", "amount": 500}, lambda due: a_tenth(due) + 500),
        ({"rate": 0}, a_tenth),
        ({"rate": 0.1, "way": "fixed", "amount": 500}, lambda due: Decimal(500)),
    ],
)
def test_every_way_of_paying_is_what_it_comes_to_by_hand(changes, payment):
    view = shown(**changes)
    rate = Decimal(str(changes.get("rate", 0.05))) / 100 * 365 / 12
    left = by_hand(10_000, payment, changes.get("spent", 0), months=60, rate=rate)
    seen = {month: owed for month, owed in left_in(view).items() if month < len(left)}
    assert seen and seen == {month: left[month] for month in seen}


def test_what_is_the_interest_never_ends_and_a_fen_more_does():
    """K: 10,000 x 18.25 % / 12 = 152.08."""
    rule = catalog.minimums()["card_10"]
    for amount_fen, ends in ((15_208, False), (15_209, True)):
        alone = Course(balance_fen=1_000_000, yearly_rate=rule.daily_rate * 365, minimum=rule.minimum)
        assert alone.paid("fixed", amount_fen).ends is ends


def test_what_never_ends_comes_with_a_payment_that_ends_it():
    view = shown(way="fixed", amount=150)
    assert "never ends: after 5 years 10,201.89 yuan is owed" in view.headline
    assert "What works: 1,015.21 yuan every month ends it in 11 months, with 917.00 yuan of interest." in view.headline


def test_what_works_is_the_first_minimum_kept_up():
    """K: 5 % of 10,152.08 is 507.60."""
    assert len(by_hand(10_000, lambda due: Decimal("507.60"))) - 1 == 24
    assert "What works: 507.60 yuan every month ends it in 2 years" in shown(rule="card_5").headline


@pytest.mark.parametrize(
    ("changes", "payment", "least"),
    [
        ({}, a_tenth, 87),
        ({"rule": "card_5"}, lambda due: max(Decimal(100), cents(due / 20)), 72),
        ({"way": "plus", "amount": 200}, lambda due: a_tenth(due) + 200, 290),
        ({"way": "fixed", "amount": 1_000}, lambda due: Decimal(1_000), 848),
    ],
)
def test_the_spending_from_which_it_never_ends(changes, payment, least):
    """K: 100, a tenth of 1,000, less the interest on the 900 that stay, 13.69, is 86.31; 1,000 less 152.08 is 847.92."""
    assert shown(**{"spent": 50} | changes).notes["spent"].startswith(f"From {least} yuan a month on, it never ends: the payment ")
    assert by_hand(10_000, payment, least - 1)[-1] == 0 < by_hand(10_000, payment, least, months=1_000)[-1]


def test_what_never_ends_by_itself_points_to_what_does():
    says = "Even without new spending it would never end. What does end it stands above the chart."
    assert shown(way="fixed", amount=150, spent=50).notes["spent"] == says


@pytest.mark.parametrize("way", ["minimum", "plus", "fixed"])
def test_without_new_spending_nothing_is_said_of_how_much_is_too_much(way):
    assert shown(way=way).notes["spent"] == ""


def test_a_debt_that_comes_to_rest_says_where():
    """K: at 10 % with 500 a month it rests where 0.9 (1.0152083 x + 500) = x: at 5,214."""
    assert "it never ends: it falls to 5,2" in shown(spent=500).headline
    assert "it never ends: after" in shown(spent=1_000).headline


def test_a_debt_that_comes_to_rest_does_not_vanish_from_the_chart():
    below, interest, alone, end = shown(spent=500).chart["data"]
    (at,), (rest,) = end["x"], end["y"]
    after = slice(at // below["dx"] + 1, None)
    assert {*below["y"][after]} == {*alone["y"][after]} == {rest}
    assert interest["y"][after] == sorted({*interest["y"][after]})


def test_a_payment_below_the_minimum_counts_as_late():
    """K: a tenth of 10,000."""
    late = "Less than today's minimum payment, 1,000.00 yuan: that counts as late, unless the lender has agreed to it."
    assert shown(way="fixed", amount=999).notes["amount"] == late
    assert shown(way="fixed", amount=1_000).notes["amount"] == ""


def test_whoever_pays_too_little_for_five_years_is_told_what_to_ask_for():
    """K: 10,000 over 60 months at 18.25 % is 255.30 a month."""
    assert by_hand(10_000, lambda due: Decimal("255.30"))[60] == 0 < by_hand(10_000, lambda due: Decimal("255.29"))[60]
    ask = "ask the lender for smaller payments: what is owed now, spread over 5 years, would be 255.30 yuan a month."
    assert shown(way="fixed", amount=200).headline.endswith(ask)
    assert "ask the lender" not in shown(way="fixed", amount=1_000).headline
    assert not [way for way in ("minimum", "plus") if "ask the lender" in shown(way=way).headline]


def test_new_spending_that_keeps_the_debt_where_it_is():
    """K: at 10 % the debt comes to rest where 0.9 (1.0152083 x + 1,000) = x: at 10,427; a payment of the whole still ends it."""
    view = shown(spent=1_000)
    assert "never ends" in view.headline
    assert 10_400 < list(left_in(view).values())[-1] < 10_427
    left = by_hand(10_000, lambda due: Decimal("1255.30"), 1_000)
    assert "1,255.30 yuan every month, 1,000.00 of it for what is new; that ends it in 5 years" in view.headline
    assert len(left) - 1 == 60


def test_the_months_of_the_law_s_example():
    """California Civil Code § 1748.13: 5,000 at 17 %, 2 % or 10: 482 months; spending or a fen more changes that."""
    rule = Minimum(rate=Fraction("0.02"), floor_fen=10_00)
    assert len([*month_by_month(5_000_00, Fraction("0.17"), rule)]) == 482
    assert len([*month_by_month(5_000_00, Fraction("0.17"), rule, plus_fen=50_00)]) < 100
    *_, last = month_by_month(5_000_00, Fraction("0.17"), rule, spent_fen=200_00)
    assert last.left_fen > 5_000_00


@pytest.mark.parametrize("show", ["left", "payments"])
@pytest.mark.parametrize("changes", WAYS)
def test_chart_table_and_headline_say_the_same(changes, show):
    view = shown(show=show, **changes)
    below, interest, alone, end = view.chart["data"]
    dx = below["dx"]
    bottom, top = view.chart["layout"]["yaxis"]["range"]
    for month, paid, cost, left, other in zip(*view.table.values(), strict=True):
        if month % dx == 0:
            pile = left if show == "left" else paid - min(paid, cost)
            assert below["y"][month // dx] == float(pile)
            if show == "payments":
                assert interest["y"][month // dx] == float(paid)
            else:
                assert alone["y"][month // dx] == float(other)
    if show == "left" and "never" not in view.headline and end["x"][0] % dx == 0:
        assert f"{Decimal(str(interest['y'][end['x'][0] // dx])):,.2f} of it interest" in view.headline
    last = view.table["Month"].index(end["x"][0])
    assert end["y"] == [float(view.table["Still owed" if show == "left" else "Payment"][last])]
    assert all(bottom <= y <= top for trace in view.chart["data"] for y in trace["y"])
    go.Figure(view.chart)


def test_a_part_keeps_its_colour_in_every_figure():
    from toolkit.panels.late_bill import draw as draw_late_bill

    colours = {trace["name"]: trace.get("fillcolor") for trace in draw_late_bill("bank_card", 5_000, 4, True).chart["data"]}
    below, interest, *_ = shown(show="payments").chart["data"]
    assert (below["fillcolor"], interest["fillcolor"]) == (colours["Borrowed"], colours[interest["name"]])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("rule", catalog.minimums())
@pytest.mark.parametrize("way", ["minimum", "plus", "fixed"])
def test_every_corner_draws_within_12_kilobytes(language, rule, way):
    speak(language)
    figure = minimum()
    figure.rule, figure.way = rule, way
    for figure.owed in (1_000, 50_000):
        for figure.amount in (50, 5_000):
            for figure.spent in (0, 2_000):
                for figure.show in ("left", "payments"):
                    told = json.dumps([figure._chart, figure._sources, figure._shown], ensure_ascii=False).encode()
                    assert (figure.notice, len(figure.view.chart["data"]), len(told) <= 12_000) == ("", 4, True)


def test_interest_that_was_paid_stays_on_the_chart_when_the_debt_is_gone():
    view = shown(way="fixed", amount=1_000)
    below, interest, *_ = view.chart["data"]
    left = by_hand(10_000, lambda due: Decimal(1_000))
    paid, *after = interest["y"][len(left) - 1 :]
    assert below["y"][-1] == 0 and Decimal(str(paid)) == sum(cents(before * RATE) for before in left)
    assert after and {*after} == {paid}


@pytest.mark.parametrize(("months", "says"), [(1, "1 month"), (23, "23 months"), (24, "2 years"), (37, "3 years and 1 month"), (46, "3 years and 10 months")])  # fmt: skip
def test_a_time_in_words(months, says):
    assert spelled(months) == says


@pytest.mark.parametrize(
    ("guess", "part"),
    [
        (10, "it takes 37, 27 more than you thought. A tenth each month sounds like ten months."),
        (36, "close. Half of the debt is gone after 8"),
        (240, "203 fewer than you thought. Many have heard of decades"),
    ],
)
def test_the_sentence_speaks_to_the_direction_of_the_error(guess, part):
    assert part in lasts().told(guess)["says"]
    left = by_hand(10_000, a_tenth)
    assert left[8] <= 5_000 < left[7]


def test_the_prediction_asks_what_the_data_say():
    rule = catalog.minimums()["card_10"]
    assert (rule.daily_rate, rule.minimum.rate, rule.minimum.floor_fen) == (Fraction("0.0005"), Fraction("0.1"), 100_00)


def test_the_guess_stands_on_the_axis_where_it_was_asked():
    guess = predict(lasts())
    figure = minimum(after=guess)
    guess.commit("10", "very")
    assert (figure.owed, placed(figure)) == (3_000, {"x": [], "y": []})
    figure.owed = 10_000
    assert placed(figure) == {"x": [10], "y": [0]}
    figure.show = "payments"
    assert placed(figure) == {"x": [], "y": []}


def test_prose_gets_its_numbers_from_the_model():
    """K: 10,152.08 / 10 = 1,015.21, of which 152.08 is interest."""
    numbers = facts()
    assert [numbers[name] for name in ("first_payment", "first_interest", "first_repaid")] == ["1,015.21", "152.08", "863.13"]


def test_chinese_has_no_english_left():
    speak("zh")
    for view in (shown(), shown(way="fixed", amount=150), shown(spent=100, show="payments", rule="huabei")):
        layout = view.chart["layout"]
        words = [view.headline, *view.table, *view.notes.values(), *view.sources]
        words += [trace["name"] for trace in view.chart["data"]]
        words += [layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]]
        assert not [word for word in words if any("a" <= letter.lower() <= "z" for letter in word)]
