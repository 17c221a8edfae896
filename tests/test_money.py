import math
from decimal import Decimal
from fractions import Fraction

import pytest

from toolkit.money import percent, round_half_up, typed, yuan


@pytest.mark.parametrize(("numerator", "denominator", "rounded"), [(0, 1, 0), (5, 10, 1), (15, 10, 2), (25, 10, 3), (24, 10, 2), (7, 2, 4)])
def test_a_half_goes_up(numerator, denominator, rounded):
    assert round_half_up(numerator, denominator) == rounded


def test_yuan_is_exact_however_large():
    assert yuan(10**17 + 1) == Decimal("1000000000000000.01")


@pytest.mark.parametrize(("rate", "shown"), [("0.0005", "0.05%"), ("0.05", "5%"), ("1", "100%"), ("0.00035", "0.035%")])
def test_percent(rate, shown):
    assert percent(Fraction(rate)) == shown


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("0.05", "0.05"), (" ０．０５ ％ ", "0.05"), ("５，０００", "5000"), ("1,234,567.89", "1234567.89"), ("12,3456", "123456"),
        ("5 000%", "5000"), (".5", "0.5"), ("5.", "5"), ("-3", "-3"), (0.1, "0.1"), (1e-05, "0.00001"), (3, "3"),
    ],
)  # fmt: skip
def test_a_number_is_what_was_typed_to_the_last_digit(given, number):
    assert typed(given, "%") == Decimal(number)


@pytest.mark.parametrize(
    "given",
    ["", ".", "-", "%", "0,05", "1,00", "lots", "1e3", "1e999999999", "nan", "inf", "1.2.3", "5%%", "9" * 21, "1" * 1000]
    + [True, None, [1], math.nan, math.inf, 10**400, 1e300],
)
def test_what_is_no_number_is_none(given):
    assert typed(given, "%") is None
