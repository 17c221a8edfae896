"""What ends a late bill: the smallest payment, held to sums done by hand and to the account itself."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from reckoning import reckon
from toolkit import catalog
from toolkit.models.account import owed
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Runs
from toolkit.models.dates import months_on
from toolkit.models.way_out import payment_that_ends, with_plan
from toolkit.panels.late_bill import draw as draw_late_bill
from toolkit.panels.way_out import draw, ends, way_out
from toolkit.predictions import predict
from toy import placed

DUE = date(2026, 3, 10)


def late(daily_rate, amount_fen, *paid):
    contract = Contract(daily_rate=Fraction(daily_rate), runs=Runs.LATE_DAYS)
    purchase = Purchase(posted=DUE - timedelta(days=30), amount_fen=amount_fen)
    bill = Bill(purchases=(purchase,), statement=DUE - timedelta(days=9), due=DUE, minimum_fen=0)
    return Account(contract=contract, bills=(bill,), payments=paid)


class TestPayment:
    def test_without_interest_it_is_the_debt_in_equal_parts(self):
        """K: 10,000 in 3 payments is 3,333.34."""
        assert payment_that_ends(late("0", 1_000_000), DUE, 3) == 333_334

    def test_in_one_payment_it_is_what_is_owed_that_day(self):
        """K: 5,000 and 4 days of 2.50."""
        assert payment_that_ends(late("0.0005", 500_000), DUE + timedelta(days=4), 1) == 501_000

    def test_in_two_payments(self):
        """K: p now, p in 31 days (10 March to 10 April): (5,000 - p)(1 + 0.0005 x 31) = p, p = 5,077.5 / 2.0155 = 2,519.23."""
        assert payment_that_ends(late("0.0005", 500_000), DUE, 2) == 251_923

    def test_what_was_paid_before_counts(self):
        """K: 2,000 of 5,000 were paid on the due date; 3,000 and 4 days of 1.50 are left."""
        paid = Payment(date=DUE, amount_fen=200_000)
        assert payment_that_ends(late("0.0005", 500_000, paid), DUE + timedelta(days=4), 1) == 300_600

    @pytest.mark.parametrize("product", catalog.products())
    @pytest.mark.parametrize(("days_late", "months"), [(0, 1), (4, 6), (60, 12), (365, 24)])
    def test_a_fen_less_would_not_do(self, product, days_late, months):
        account = catalog.product(product).account(500_000, DUE)
        first = DUE + timedelta(days=days_late)
        payment = payment_that_ends(account, first, months)
        last = months_on(first, months - 1)
        assert owed(with_plan(account, first, months, payment), last).total_fen == 0
        assert owed(with_plan(account, first, months, payment - 1), last).total_fen > 0

    def test_nothing_owed_needs_no_payment(self):
        assert payment_that_ends(late("0.0005", 0), DUE, 6) == 0

    def test_a_plan_has_a_month(self):
        with pytest.raises(ValueError, match="at least one month"):
            payment_that_ends(late("0", 100), DUE, 0)


class TestFigure:
    @pytest.mark.parametrize("contract", catalog.products())
    def test_the_plan_ends_at_nothing_and_doing_nothing_does_not(self, contract):
        view = draw(contract, 5_000, 60, 6)
        nothing, planned = list(view.table.values())[1:]
        assert len(planned) == 6 and planned[-1] == 0 and planned == sorted(planned, reverse=True)
        assert nothing == sorted(nothing) and nothing[0] > 5_000
        assert f"{nothing[-1]:,}" in view.headline

    def test_one_payment_today_is_what_is_owed_today(self):
        """Five days of 2.50 on 5,000."""
        view = draw("huabei_bill", 5_000, 5, 1)
        assert view.headline == "5,012.50 yuan today ends it: 12.50 more than you borrowed."

    def test_chart_and_table_agree(self):
        view = draw("bank_card", 5_000, 60, 6)
        *_, pile, nothing, today = view.chart["data"]
        assert nothing["y"][0] == pile["y"][0] == today["y"][0] == float(list(view.table.values())[1][0])
        assert float(list(view.table.values())[2][0]) < pile["y"][1] < pile["y"][0]
        assert pile["y"][-1] == 0
        go.Figure(view.chart)

    def test_the_parts_wear_the_colours_of_the_first_figure(self):
        parts = {trace["name"]: trace.get("fillcolor") for trace in draw("bank_card", 5_000, 60, 6).chart["data"][:5]}
        assert parts.items() <= {
            trace["name"]: trace.get("fillcolor") for trace in draw_late_bill("bank_card", 5_000, 60, True).chart["data"]
        }.items()

    def test_charges_that_a_payment_leaves_stand_in_the_table(self):
        """A payment goes to charges first: 24 small ones on 360 days of a card's charges leave some of them."""
        late, early = (draw("bank_card", 5_000, days, 24).table for days in (360, 0))
        assert late["Late fees"][0] > 0
        assert late["Owed after the payment"][0] > 5_000 > early["Owed after the payment"][0]
        assert list(early)[3:] == []

    def test_what_is_owed_above_24_percent_is_said_and_could_be_cut(self):
        """On day 360 the card has borne 404 nights; the first figure reckons the line too."""
        view, alone = draw("bank_card", 50_000, 360, 24), draw_late_bill("bank_card", 50_000, 360, True)
        at = alone.table["Days late"].index(360)
        above = alone.table["Owed in all"][at] - alone.table["24% line"][at]
        assert f"Of what is owed today, {above:,} is above what 24% a year would come to: you could ask a court" in view.headline
        assert "court" not in draw("huabei_bill", 50_000, 360, 24).headline

    def test_help_and_sources_are_always_told(self):
        for contract, product in catalog.products().items():
            view = draw(contract, 500, 0, 1)
            assert "ask the lender, in writing" in view.notes["months"] and "12378" in view.notes["months"]
            assert {term.sentence() for term in product.terms.values()} < set(view.sources)

    def test_every_corner_is_drawn(self):
        figure = way_out()
        for contract in catalog.products():
            figure.contract = contract
            for figure.days_late in (0, 360):
                for figure.months in (1, 24):
                    assert figure.notice == ""
                    assert len(figure.view.chart["data"][0]["y"]) <= 62
                    assert list(figure.view.table.values())[2][-1] == Decimal(0)


def night_by_night(payment_fen):
    """What six payments from day 60 on leave, and what stood on top on day 60, by the second reckoning."""
    bill = catalog.product("bank_card").account(500_000, DUE)
    paid = tuple(Payment(date=date(2026, month, 9), amount_fen=payment_fen) for month in range(5, 11))
    left = reckon(replace(bill, payments=paid), date(2026, 10, 9))
    return sum(left.values()), sum(reckon(bill, date(2026, 5, 9)).values()) - 500_000


class TestPrediction:
    def test_its_truth_ends_it_in_the_second_reckoning_and_a_fen_less_does_not(self):
        payment_fen = int(ends().truth() * 100)
        assert night_by_night(payment_fen)[0] == 0 < night_by_night(payment_fen - 1)[0]

    def test_too_low_is_told_what_was_left_out_and_what_would_be_left(self):
        left, added = night_by_night(83_333)
        says = ends().told(833.33)["says"]
        assert "more than you thought. It is natural to divide what was borrowed by six." in says
        assert f"{Decimal(added) / 100:,.2f} had been added by day 60" in says
        assert f"{Decimal(left) / 100:,.2f} yuan would still be owed" in says

    @pytest.mark.parametrize(("guess", "divided"), [(500, False), (790, False), (792, True), (830, True)])
    def test_only_a_guess_near_a_sixth_is_told_that_it_is_natural_to_divide(self, guess, divided):
        """K: 5,000 / 6 = 833.33; 5 % below it is 791.67."""
        says = ends().told(guess)["says"]
        assert ("natural to divide" in says) == divided
        assert "had been added" in says and "would still be owed" in says

    def test_too_high_is_told_that_less_is_enough(self):
        assert "is enough, 1,072.62 less than you thought" in ends().told(2_000)["says"]

    def test_near_is_close(self):
        assert "close" in ends().told(950)["says"]

    def test_the_guess_stands_where_it_would_lead_on_the_plan_it_was_asked_of(self):
        guess = predict(ends())
        figure = way_out(after=guess)
        guess.commit("500", "guessing")
        assert placed(figure) == {"x": [], "y": []} and figure._shown["guess"] == ""
        figure.months = 6
        trace = placed(figure)
        assert trace["x"] == [0, 0, 31, 61, 92, 123, 153]  # 9 May to 9 October
        assert trace["y"][0] - trace["y"][1] == pytest.approx(500)
        assert trace["y"][-1] == night_by_night(50_000)[0] / 100
        assert figure._shown["guess"] == "Your guess: 500 yuan"
        figure.contract = "huabei_bill"
        assert placed(figure) == {"x": [], "y": []}

    def test_what_stands_on_paper_is_three_payments(self):
        """5,000, 104 days of 2.50, fees of 25.00 and 47.50 and what the posted interest bears: 5,336.72 are owed on day 60."""
        figure = way_out(after=predict(ends()))
        before, *_rest, last = figure.frame().iloc[:, 1]
        assert (figure.months, before, list(figure.frame().iloc[:, 2])[-1]) == (3, 5_336.72, 0)
        assert way_out().months == 6
