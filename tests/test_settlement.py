"""What ends a loan early, by each way of giving back."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from toolkit.models.loan import Change, Fits, Loan, Repays, plan
from toolkit.models.settlement import Rebate, settlement

LOAN = Loan(
    amount_fen=1_200_000,
    yearly_rate=Fraction("0.12"),
    drawn=date(2026, 1, 10),
    first_due=date(2026, 2, 10),
    instalments=12,
)
FLAT = replace(LOAN, yearly_rate=Fraction(0), repays=Repays.EQUAL_PRINCIPAL, fee_rate=Fraction("0.0780"))


@pytest.mark.parametrize("rebate", [Rebate.ACTUAL, Rebate.ACTUARIAL])
def test_on_a_due_date_what_is_left_of_the_principal_ends_it(rebate):
    rows = plan(LOAN)
    ends = settlement(LOAN, rows[4].due, rebate=rebate)
    assert abs(ends.total_fen - rows[4].balance_fen) <= 1
    assert ends.balance_fen == rows[4].balance_fen and ends.remaining_fen == sum(row.payment_fen for row in rows[5:])


def test_between_due_dates_interest_is_for_the_days():
    """K: 12,000 at 12 % by 360 is 4.00 a day, until the next due date."""
    assert settlement(LOAN, date(2026, 1, 20)).total_fen == 1_204_000
    assert settlement(LOAN, LOAN.drawn).total_fen == 1_200_000


def test_a_fee_is_on_the_principal_that_is_left():
    ends = settlement(LOAN, date(2026, 1, 20), fee_rate=Fraction("0.01"))
    assert (ends.fee_fen, ends.total_fen) == (12_000, 1_216_000)


@pytest.mark.parametrize(
    ("rebate", "rebate_fen"),
    # Charges of 936 in all, 12 a digit; after 3 of 12 instalments 9 + … + 1 = 45 digits are left, and 9 twelfths
    [(Rebate.SUM_OF_DIGITS, 54_000), (Rebate.PRO_RATA, 70_200), (Rebate.NOTHING, 0), (Rebate.ACTUAL, 0)],
)
def test_a_flat_fee_given_back(rebate, rebate_fen):
    assert settlement(FLAT, date(2026, 4, 10), rebate=rebate).rebate_fen == rebate_fen


def test_a_period_begun_counts_as_whole_by_the_rule_of_78():
    assert settlement(FLAT, date(2026, 4, 11), rebate=Rebate.SUM_OF_DIGITS).rebate_fen == 36 * 1200
    assert settlement(FLAT, FLAT.drawn, rebate=Rebate.SUM_OF_DIGITS).rebate_fen == 93_600


def test_the_rule_of_78_gives_back_less_than_the_loan_s_own_rate():
    for month in range(3, 12):
        by_rule, by_rate = (
            settlement(FLAT, date(2026, month, 10), rebate=rebate).rebate_fen
            for rebate in (Rebate.SUM_OF_DIGITS, Rebate.ACTUARIAL)
        )
        assert by_rule < by_rate


def test_changes_before_the_day_count_and_later_ones_do_not():
    early, late = (Change(on=date(2026, month, 20), repaid_fen=100_000) for month in (1, 9))
    before = settlement(LOAN, date(2026, 3, 10), [early, late])
    assert before == settlement(LOAN, date(2026, 3, 10), [early])
    assert before.total_fen < settlement(LOAN, date(2026, 3, 10)).total_fen


def test_nothing_is_left_on_the_last_day():
    assert settlement(replace(LOAN, fits=Fits.TOTALS), date(2027, 1, 10)).total_fen == 0


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"on": date(2026, 1, 9)}, "runs from 2026-01-10 to 2027-01-10; 2026-01-09 is outside"),
        ({"on": date(2027, 1, 11)}, "2027-01-11 is outside"),
        ({"on": "2026-02-01"}, "must be a date"),
        ({"rebate": "some"}, "rebate must be one of actual, actuarial"),
        ({"fee_rate": 0.01}, "fee_rate must be exact"),
    ],
)
def test_bad_input_is_said(terms, says):
    with pytest.raises(ValueError, match=says):
        settlement(LOAN, **{"on": date(2026, 2, 1)} | terms)
