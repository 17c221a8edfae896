"""Loans, rates, fees, settlements and payoffs against the published worked examples in `published/`."""

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.models import rates
from toolkit.models.loan import Fits, Loan, Repays, cost, plan
from toolkit.models.payoff import payoff
from toolkit.models.settlement import grown, sum_of_digits

FOLDER = Path(__file__).parent / "published"
METHODS = {"equal instalments": Repays.LEVEL, "equal principal": Repays.EQUAL_PRINCIPAL}
APR_BY_OTHER_RULES = {"apr-long-first-period", "apr-weekly", "apr-single-payment"}  # simple interest for odd days


def rows(family: str) -> list:
    """Each case of a family: what is given, what is expected and how near."""
    with (FOLDER / f"{family}.csv").open(encoding="utf-8", newline="") as table:
        found = list(csv.DictReader(table))
    return [
        pytest.param(json.loads(row["given"]), json.loads(row["expected"]), Fraction(row["tolerance"]), id=row["case"])
        for row in found
    ]


def compare(found: dict, expected: dict, tolerance: Fraction) -> None:
    """Each expected figure that the model has a name for; there must be one."""
    assert found.keys() & expected.keys()
    for name in found.keys() & expected.keys():
        assert abs(Fraction(found[name]) - Fraction(expected[name])) <= tolerance, name


def of(*functions: str) -> list:
    cases = [case for case in rows("time_value") if case.values[0]["function"] in functions]
    return [case for case in cases if case.id not in APR_BY_OTHER_RULES]


@pytest.mark.parametrize(("given", "expected", "tolerance"), of("PMT", "IPMT", "PPMT", "NPER", "RATE", "PV", "FV"))
def test_what_spreadsheets_say(given, expected, tolerance):
    function = getattr(rates, given["function"].lower())
    a_year = given.get("periods_per_year", 1)
    terms = {
        "rate": Fraction(given.get("yearly_rate", "0")) / a_year,
        "per": given.get("period"),
        "nper": given.get("periods"),
        "pmt": given.get("payment_cents", 0),
        "pv": given.get("present_value_cents", 0),
        "fv": given.get("future_value_cents", 0),
        "type": int(given.get("payments_at") == "start"),
    }
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    (name,) = expected
    found = function(**{term: terms[term] for term in wanted})
    found = found * a_year if name == "yearly_rate" else found
    compare({name: found}, expected, tolerance or Fraction(1, 10**6))


@pytest.mark.parametrize(("given", "expected", "tolerance"), of("EFFECT", "NOMINAL", "IRR", "XIRR", "APR_US"))
def test_what_rates_are_said_to_be(given, expected, tolerance):
    function, a_year = given["function"], given.get("periods_per_year")
    if function == "EFFECT":
        found = {"effective_yearly_rate": rates.effect(float(given["yearly_rate"]), a_year)}
    elif function == "NOMINAL":
        found = {"yearly_rate": rates.nominal(float(given["effective_yearly_rate"]), a_year)}
    elif function == "IRR":
        found = {"rate_per_period": rates.irr(given["flows_cents"])}
    elif function == "XIRR":
        values = [flow["amount_cents"] for flow in given["flows"]]
        found = {"effective_yearly_rate": rates.xirr(values, [date.fromisoformat(flow["date"]) for flow in given["flows"]])}
    else:
        paid = [-payment["amount_cents"] for payment in given["payments"] for _ in range(payment["count"])]
        found = {"apr": rates.yearly_cost([given["amount_cents"], *paid], given["unit_periods_per_year"]).nominal}
    compare(found, expected, tolerance)


def monthly(given, **terms) -> Loan:
    terms = {"yearly_rate": Fraction(0), "fits": Fits.TOTALS} | terms
    days = {"drawn": date(2026, 1, 10), "first_due": date(2026, 2, 10)}
    return Loan(amount_fen=given["principal_fen"], instalments=given["months"], **days, **terms)


@pytest.mark.parametrize(("given", "expected", "tolerance"), rows("mortgage_zh"))
def test_mortgages(given, expected, tolerance):
    planned = plan(monthly(given, yearly_rate=Fraction(given["yearly_rate"]), repays=METHODS[given["method"]]))
    interest = sum(row.interest_fen for row in planned)
    found = {
        "payment_fen": planned[0].payment_fen,
        "first_payment_fen": planned[0].payment_fen,
        "first_interest_fen": planned[0].interest_fen,
        "first_principal_fen": planned[0].principal_fen,
        "second_interest_fen": planned[1].interest_fen,
        "step_fen": Fraction(planned[0].payment_fen - planned[100].payment_fen, 100),
        "total_interest_fen": interest,
        "total_paid_fen": interest + given["principal_fen"],
    }
    compare(found, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), rows("flat_fee"))
def test_flat_fees(given, expected, tolerance):
    amount, months = given["principal_fen"], given["months"]
    if "payment_fen" in given:
        fee_rate = Fraction(given["payment_fen"] * months, amount) - 1
    else:
        fee_rate = Fraction(given.get("total_fee_rate") or Fraction(given["monthly_fee_rate"]) * months)
    bill = monthly(given, repays=Repays.EQUAL_PRINCIPAL, fee_rate=fee_rate)
    planned, paid = plan(bill), cost(bill)
    as_interest = plan(monthly(given, yearly_rate=fee_rate * 12 / months))
    found = {
        "nominal_fee_rate": fee_rate * 12 / months,
        "total_fee_fen": sum(row.fee_fen for row in planned),
        "payment_fen": planned[0].payment_fen,
        "principal_part_fen": planned[0].principal_fen,
        "fee_part_fen": planned[0].fee_fen,
        "monthly_rate": paid.nominal / 12,
        "nominal_yearly_rate": paid.nominal,
        "effective_yearly_rate": paid.effective,
        "payment_if_it_were_interest_fen": as_interest[0].payment_fen,
        "interest_if_it_were_interest_fen": months * as_interest[0].payment_fen - amount,
    }
    compare(found, expected, tolerance)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), [case for case in rows("settlement") if "total_interest_cents" in case.values[0]]
)
def test_the_rule_of_78(given, expected, tolerance):
    exact = sum_of_digits(given["total_interest_cents"], given["payments"], given["payments_left"])
    compare({"rebate_cents": round(exact)}, expected, tolerance)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), [case for case in rows("settlement") if "apr" in case.values[0]]
)
def test_actuarial_rebates(given, expected, tolerance):
    """What was lent has grown at the given rate, and so have the instalments paid; months are twelfths of a year."""
    paid, one = given["instalments_paid"], given["instalment_pence"]
    now = paid + Fraction(given.get("part_month", "0"))
    flows = [(now / 12, given["credit_pence"]), *(((now - number) / 12, -one) for number in range(1, paid + 1))]
    settles = grown(flows, float(given["apr"]))
    rebate = (given["instalments"] - paid) * one - settles
    compare({"rebate_pence": rebate, "settlement_pence": settles}, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), rows("payoff"))
def test_payoffs(given, expected, tolerance):
    ends = payoff(given["balance_cents"], Fraction(given["yearly_rate"]), given["payment_cents"])
    compare({"months": ends.months}, expected, tolerance)
