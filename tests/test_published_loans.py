"""Loans, rates, fees and settlements against the published worked examples in `published/`."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from examples import compare, examples

from toolkit.models import rates
from toolkit.models.account import owed
from toolkit.models.contract import Account, Bill, Contract, Payment, Purchase, Rounds, Runs
from toolkit.models.loan import Fits, Loan, Repays, cost, plan
from toolkit.models.settlement import pro_rata, sum_of_digits

METHODS = {"equal instalments": Repays.LEVEL, "equal principal": Repays.EQUAL_PRINCIPAL}


def of(*functions: str) -> list:
    return examples("time_value", lambda given: given["function"] in functions)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"), of("PMT", "IPMT", "PPMT", "CUMIPMT", "CUMPRINC", "NPER", "RATE", "PV", "FV")
)
def test_what_spreadsheets_say(given, expected, tolerance):
    function = getattr(rates, given["function"].lower())
    a_year = given.get("periods_per_year", 1)
    terms = {
        "rate": Fraction(given.get("yearly_rate", "0")) / a_year,
        "per": given.get("period"),
        "start": given.get("from_period"),
        "end": given.get("to_period"),
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


@pytest.mark.parametrize(("given", "expected", "tolerance"), of("EFFECT", "NOMINAL", "IRR", "MIRR", "NPV", "XIRR", "XNPV"))
def test_what_rates_are_said_to_be(given, expected, tolerance):
    function, a_year, values = given["function"], given.get("periods_per_year"), given.get("flows_cents")
    if function.startswith("X"):
        values = [flow["amount_cents"] for flow in given["flows"]]
        dates = [date.fromisoformat(flow["date"]) for flow in given["flows"]]
    if function == "EFFECT":
        found = rates.effect(float(given["yearly_rate"]), a_year)
    elif function == "NOMINAL":
        found = rates.nominal(float(given["effective_yearly_rate"]), a_year)
    elif function == "IRR":
        found = rates.irr(values)
    elif function == "MIRR":
        found = rates.mirr(values, float(given["finance_rate"]), float(given["reinvest_rate"]))
    elif function == "NPV":
        found = rates.npv(float(given["rate"]), values)
    elif function == "XIRR":
        found = rates.xirr(values, dates)
    else:
        found = rates.xnpv(float(given["yearly_rate"]), values, dates)
    (name,) = expected
    compare({name: found}, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), of("APR_US"))
def test_the_yearly_rate_of_regulation_z(given, expected, tolerance):
    if "lent" in given:  # one payment: the unit period is the term
        days = (date.fromisoformat(given["repaid"]) - date.fromisoformat(given["lent"])).days
        apr = rates.yearly_cost([given["amount_cents"], -given["repayment_cents"]], Fraction(365, days)).nominal
    else:
        odd, a_year = Fraction(given.get("odd_first_fraction", "0")), given["unit_periods_per_year"]
        paid = [
            (payment["first_unit_period"] + number + odd, -payment["amount_cents"])
            for payment in given["payments"]
            for number in range(payment["count"])
        ]
        apr = a_year * rates.rate_of([(0, given["amount_cents"]), *paid], odd_days_simple=True)
    compare({"apr": apr}, expected, tolerance)


def monthly(given, **terms) -> Loan:
    terms = {"yearly_rate": Fraction(0), "fits": Fits.TOTALS} | terms
    days = {"drawn": date(2026, 1, 10), "first_due": date(2026, 2, 10)}
    return Loan(amount_fen=given["principal_fen"], instalments=given["months"], **days, **terms)


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("mortgage_zh"))
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


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("flat_fee"))
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
    ("given", "expected", "tolerance"), examples("settlement", lambda given: "total_interest_cents" in given)
)
def test_charges_given_back_by_number(given, expected, tolerance):
    rule = pro_rata if given.get("method") == "pro rata" else sum_of_digits
    exact = rule(given["total_interest_cents"], given["payments"], given["payments_left"])
    compare({"rebate_cents": round(exact)}, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("settlement", lambda given: "apr" in given))
def test_actuarial_rebates(given, expected, tolerance):
    """What was lent has grown at the given rate, and so have the instalments paid; months are twelfths of a year."""
    paid, one = given["instalments_paid"], given["instalment_pence"]
    now = paid + Fraction(given.get("part_month", "0"))
    flows = [(-now / 12, given["credit_pence"]), *(((number - now) / 12, -one) for number in range(1, paid + 1))]
    settles = round(rates.worth(float(given["apr"]), flows))
    rebate = (given["instalments"] - paid) * one - settles
    compare({"rebate_pence": rebate, "settlement_pence": settles}, expected, tolerance)


@pytest.mark.parametrize(("given", "expected", "tolerance"), examples("settlement", lambda given: "look_on" in given))
def test_what_ends_a_loan_with_interest_by_the_day(given, expected, tolerance):
    drawn, (on,), far = date.fromisoformat(given["start"]), map(date.fromisoformat, given["look_on"]), date(2030, 1, 1)
    free = date.fromisoformat(given.get("free_if_settled_by", given["start"])) - drawn
    terms = {"daily_rate": Fraction(given["daily_rate"]), "rounds": Rounds.POSTING_DOWN, "free_days": free.days}
    used = Purchase(posted=drawn, amount_fen=given["principal_cents"])
    paid = [Payment(date=date.fromisoformat(paid["date"]), amount_fen=paid["amount_cents"]) for paid in given["payments"]]
    account = Account(
        contract=Contract(runs=Runs.EVERY_DAY, **terms),
        bills=(Bill(purchases=(used,), statement=far, due=far),),
        payments=(*paid, Payment(date=on, amount_fen=expected["settlement_cents"])),
    )
    ended = owed(account, on + timedelta(days=30))
    compare({"settlement_cents": expected["settlement_cents"] + ended.total_fen - ended.credit_fen}, expected, tolerance)
