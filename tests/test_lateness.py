"""What being late adds, beside what was due anyway: sums done by hand, for each kind of contract."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from reckoning import reckon
from toolkit import catalog
from toolkit.models.lateness import lateness

DUE = date(2026, 3, 10)


def late(product, day, amount_fen=500_000, **terms):
    """By part, in yuan: what 5,000 are late by, and what was due anyway."""
    product = catalog.product(product)
    account = product.account(amount_fen, DUE, contract=replace(product.contract, **terms))
    (then,) = lateness(account, [DUE + timedelta(days=day)])
    parts = ("interest", "penalty", "compound", "fees")
    added = {part: getattr(then.added, f"{part}_fen") / 100 for part in parts}
    return {part: yuan for part, yuan in added.items() if yuan}, then.due_anyway_fen / 100


def test_a_card_costs_nothing_in_time_so_all_is_added():
    """5,000 x 0.05 % x 48 nights since the money was spent, and 5 % of the minimum of 500; nothing within the grace days."""
    assert late("bank_card", 3) == ({}, 0)
    assert late("bank_card", 4) == ({"interest": 120, "fees": 25}, 0)


def test_a_huabei_type_bill_costs_nothing_in_time_so_all_is_added():
    """5,000 x 0.05 % x 4."""
    assert late("huabei_bill", 4) == ({"penalty": 10}, 0)


def test_a_loan_adds_the_whole_of_each_late_day_and_not_the_days_before():
    """5,000 x 0.04 % x 30 was due; each later day costs 0.06 %, of which 0.04 % are added too: the money was to be back."""
    assert late("jiebei_loan", 0) == ({}, 60)
    assert late("jiebei_loan", 4) == ({"penalty": 12}, 60)
    assert late("jiebei_loan", 4, late_multiple=Fraction(1)) == ({"penalty": 8}, 60)


def test_of_twelve_instalments_only_the_late_ones_add():
    """416.66 x 0.075 % x 4; 5,000 x 0.05 % x 30 and 4,583.34 x 0.05 % x 4 were due. A month on, two instalments are late.

    On 14 April: 416.66 x 0.075 % x (35 + 4); 75 and 4,583.34 x 0.05 % x 31 and 4,166.68 x 0.05 % x 4 were due.
    """
    assert late("online_loan", 4) == ({"penalty": 1.25}, 84.17)  # 75.00 and 9.17
    assert late("online_loan", 35) == ({"penalty": 12.19}, 154.37)  # 75.00, 71.04 and 8.33


def test_what_was_called_in_early_bears_penalty_in_place_of_the_interest_that_was_due_anyway():
    """From day 1 on all 5,000 bear 0.075 %: 3 x 3.75, and 0.31 on the first instalment for the night before.

    Of the 84.17 that were due anyway 75.00 and 2.29 are there as interest, 6.88 come off the penalty of 11.56.
    """
    assert late("online_loan", 4, whole_balance_due=True) == ({"penalty": 4.68}, 84.17)


def test_free_days_that_are_missed_are_added():
    """Paid back on day 30 the loan is free; a day later 30 nights of 2.00 and one of 3.00 are owed."""
    assert late("jiebei_loan", 1, free_days=30) == ({"interest": 60, "penalty": 3}, 0)


@pytest.mark.parametrize("product", catalog.products())
@pytest.mark.parametrize("amount_fen", [0, 1, 333_333, 5_000_000])
def test_added_and_due_anyway_are_all_that_is_charged_and_neither_is_negative(product, amount_fen):
    """By the second reckoning, night by night."""
    account = catalog.product(product).account(amount_fen, DUE)
    days = [DUE + timedelta(days=day) for day in (0, 3, 4, 45, 200, 400)]
    for day, then in zip(days, lateness(account, days), strict=True):
        added = (then.added.interest_fen, then.added.penalty_fen, then.added.compound_fen, then.added.fees_fen)
        assert min(*added, then.due_anyway_fen) >= 0
        assert sum(added) + then.due_anyway_fen == sum(reckon(account, day).values()) - amount_fen
