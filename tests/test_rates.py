"""Rates: roots that are there, many or missing; the spreadsheet functions against each other."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.models import rates

RATES = st.floats(-0.02, 0.5).filter(lambda rate: abs(rate) > 1e-6) | st.just(0.0)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=60), st.floats(-0.3, 3))
def test_a_rate_is_found_again(payments, rate):
    """What the payments are worth at a rate is lent: then that is the rate."""
    lent = sum(payment / (1 + rate) ** number for number, payment in enumerate(payments, 1))
    assert rates.irr([lent, *(-payment for payment in payments)]) == pytest.approx(rate, abs=1e-10, rel=1e-9)


def test_a_rate_of_360_months_is_right_to_ten_places():
    for rate in (0.0001, 0.049 / 12, 0.02, 0.5):
        payment = rates.pmt(rate, 360, 1_000_000)
        assert rates.rate(360, payment, 1_000_000) == pytest.approx(rate, abs=1e-12)


def test_no_interest_is_a_rate_of_exactly_nothing():
    assert rates.rate(12, -100, 1_200) == rates.irr([7, -7]) == 0
    assert (rates.pmt(0, 12, 1_200), rates.fv(0, 12, -100), rates.nper(0, -100, 1_200)) == (-100, 1_200, 12)
    assert [rates.ppmt(0, per, 12, 1_200, 0, type) for per in (1, 12) for type in (0, 1)] == [-100] * 4


def test_one_period_at_its_beginning_bears_nothing():
    assert rates.pmt(0.1, 1, 1_000, 0, 1) == pytest.approx(-1_000)
    assert rates.ipmt(0.1, 1, 1, 1_000, 0, 1) == 0
    assert rates.cumipmt(0.1, 2, 1_000, 1, 2, 1) == pytest.approx(1_000 + 2 * rates.pmt(0.1, 2, 1_000, 0, 1))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([100, 100], "There is no such rate"),
        ([], "There is no such rate"),
        ([100, -230, 132], "10.00%, 20.00% would all do"),  # 100 (1.1 - v)(1.2 - v) with v = 1 + rate
        ([100, -200, 101], "There is no rate at which"),  # (v - 1)^2 + 0.01 is never 0
    ],
)
def test_no_rate_and_several_are_said(values, says):
    with pytest.raises(ValueError, match=says):
        rates.irr(values)


def test_of_several_changes_of_sign_one_rate_may_be_the_only_one():
    """(v - 1.1)(v^2 + 1) = v^3 - 1.1 v^2 + v - 1.1: three changes of sign, one root."""
    assert rates.irr([10, -11, 10, -11]) == pytest.approx(0.1, abs=1e-12)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=12, unique=True), st.floats(-0.2, 2))
def test_dated_payments_in_any_order(days, rate):
    start = date(2026, 1, 10)
    lent = sum(100 / (1 + rate) ** (day / 365) for day in days)
    dates = [*(start + timedelta(days=day) for day in days), start]
    assert rates.xirr([-100] * len(days) + [lent], dates) == pytest.approx(rate, abs=1e-9)


@given(RATES, st.integers(1, 360), st.integers(1, 10**6), st.integers(-(10**5), 10**5), st.sampled_from([0, 1]))
def test_the_functions_undo_each_other(rate, nper, pv, fv, type):
    pmt = rates.pmt(rate, nper, pv, fv, type)
    scale = abs(pv) + abs(fv)
    assert rates.pv(rate, nper, pmt, fv, type) == pytest.approx(pv, abs=1e-6 * scale)
    grown = rates.fv(rate, nper, pmt, pv, type)
    assert grown == pytest.approx(fv, abs=1e-9 * scale * (1 + rate) ** nper)


@given(RATES, st.integers(1, 48), st.integers(1, 10**6), st.sampled_from([0, 1]))
def test_principal_parts_are_what_was_borrowed(rate, nper, pv, type):
    parts = [rates.ppmt(rate, per, nper, pv, 0, type) for per in range(1, nper + 1)]
    assert -sum(parts) == pytest.approx(pv, rel=1e-6)
    assert rates.nper(rate, rates.pmt(rate, nper, pv, 0, type), pv, 0, type) == pytest.approx(nper, rel=1e-6)


@given(RATES, st.integers(1, 48), st.integers(1, 10**6), st.sampled_from([0, 1]))
def test_what_is_paid_in_all_is_interest_and_principal(rate, nper, pv, type):
    interest, principal = (whole(rate, nper, pv, 1, nper, type) for whole in (rates.cumipmt, rates.cumprinc))
    assert interest + principal == pytest.approx(nper * rates.pmt(rate, nper, pv, 0, type), rel=1e-9)
    assert -principal == pytest.approx(pv, rel=1e-6)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=60), st.floats(-0.3, 3))
def test_at_its_own_rate_an_offer_is_worth_nothing_and_is_its_modified_rate(payments, rate):
    values = [-rates.npv(rate, payments), *payments]
    assert rates.irr(values) == pytest.approx(rate, abs=1e-9, rel=1e-9)
    assert rates.mirr(values, rate, rate) == pytest.approx(rate, abs=1e-9, rel=1e-9)
    days = [date(2026, 1, 10) + timedelta(days=365 * number) for number in range(len(values))]
    assert rates.xnpv(rate, values, days) == pytest.approx(0, abs=1e-9 * sum(payments) + 1e-9)


def test_odd_days_with_simple_interest():
    """K: a period and a half at 10 %: 1.1 x 1.05, and not 1.1 to the power of 1.5."""
    flows = [(0, 1_000), (Fraction(3, 2), -1_155)]
    assert rates.rate_of(flows, odd_days_simple=True) == pytest.approx(0.1, abs=1e-12)
    assert rates.rate_of(flows) == pytest.approx(1.155 ** (2 / 3) - 1, abs=1e-12)


def test_the_bill_instalments_of_the_fee_table():
    """Fees of 2.5, 4.5, 6.5 and 8.8 % for 3, 6, 9 and 12 months: nominal and effective, by equal instalments."""
    table = ((3, 25, 14.94, 16.00), (6, 45, 15.27, 16.38), (9, 65, 15.34, 16.47), (12, 88, 15.86, 17.07))
    for months, fee, nominal, effective in table:
        cost = rates.yearly_cost([1000 * months] + [-(1000 + fee)] * months)
        assert 100 * cost.nominal == pytest.approx(nominal, abs=0.005)
        assert 100 * cost.effective == pytest.approx(effective, abs=0.005)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rates.ipmt(0.01, 13, 12, 1000), "from 1 to 12; this was 13"),
        (lambda: rates.cumipmt(0.01, 12, 1000, 7, 13), "from 1 to 12; this was 13"),
        (lambda: rates.cumprinc(0.01, 12, 1000, 7, 6), "from 1 to 6; this was 7"),
        (lambda: rates.pmt(-1, 12, 1000), "more than -100%"),
        (lambda: rates.npv(-1, [1000]), "more than -100%"),
        (lambda: rates.pmt(0.01, 0, 1000), "at least one period; this was 0"),
        (lambda: rates.rate(0, -1000, 1000), "at least one period"),
        (lambda: rates.rate(12.5, -100, 1000), "whole numbers here; this was 12.5"),
        (lambda: rates.effect(0.12, 0), "at least one period"),
        (lambda: rates.nominal(-1, 12), "more than -100%"),
        (lambda: rates.xirr([-100, 110], [date(2026, 1, 10)]), "there are 2 amounts and 1 dates"),
        (lambda: rates.mirr([100, 100], 0.1, 0.1), "something must be received, and something paid"),
        (lambda: rates.nper(0.02, -10, 1000), "it never ends"),
        (lambda: rates.nper(0, 0, 1000), "it never ends"),
    ],
)
def test_bad_input_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
