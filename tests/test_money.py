from decimal import Decimal
from fractions import Fraction

import pytest

from toolkit.money import percent, round_half_up, yuan


@pytest.mark.parametrize(("numerator", "denominator", "rounded"), [(0, 1, 0), (5, 10, 1), (15, 10, 2), (25, 10, 3), (24, 10, 2), (7, 2, 4)])
def test_a_half_goes_up(numerator, denominator, rounded):
    assert round_half_up(numerator, denominator) == rounded


def test_yuan_is_exact_however_large():
    assert yuan(10**17 + 1) == Decimal("1000000000000000.01")


@pytest.mark.parametrize(("rate", "shown"), [("0.0005", "0.05%"), ("0.05", "5%"), ("1", "100%"), ("0.00035", "0.035%")])
def test_percent(rate, shown):
    assert percent(Fraction(rate)) == shown
