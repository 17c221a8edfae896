"""What ends a late bill: the smallest payment, held to sums done by hand and to the account itself."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from toolkit import catalog
from toolkit.models.account import owed
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Runs
from toolkit.models.dates import months_on
from toolkit.models.way_out import payment_that_ends, with_plan
from toolkit.panels.way_out import draw, way_out

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
        """Four days of 2.50 on 5,000; on day 5 five."""
        view = draw("huabei_bill", 5_000, 5, 1)
        assert view.headline.startswith("5,012.50 yuan a month from today, 1 × in all, ends it on 2026-03-15: 12.50 more")

    def test_chart_and_table_agree(self):
        view = draw("bank_card", 5_000, 60, 6)
        nothing, planned = view.chart["data"]
        assert nothing["y"][0] == float(list(view.table.values())[1][0])
        assert planned["y"][0] == float(list(view.table.values())[2][0])
        assert planned["y"][-1] == 0
        go.Figure(view.chart)

    def test_every_corner_is_drawn(self):
        figure = way_out()
        for contract in catalog.products():
            figure.contract = contract
            for figure.days_late in (0, 360):
                for figure.months in (1, 24):
                    assert figure.notice == ""
                    assert len(figure.view.chart["data"][0]["y"]) <= 62
                    assert list(figure.view.table.values())[2][-1] == Decimal(0)
