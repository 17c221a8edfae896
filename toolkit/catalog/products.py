"""Products and their terms, each with its source and date."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Row, Sourced, count, one_of, rate, rates, rows, yes_no
from toolkit.i18n import t
from toolkit.models.contract import (
    Account,
    Bill,
    Compounding,
    Contract,
    LateBase,
    MinimumBase,
    Payment,
    Purchase,
    Rounds,
    Runs,
)
from toolkit.models.dates import months_on
from toolkit.models.loan import Loan, Repays
from toolkit.money import equal_parts, percent, yuan


class Never(StrEnum):
    """No contract in the models charges interest on fees, and a row can only say so."""

    NO = "no"


_CONTRACT_TERMS: dict[str, Callable[[str], object]] = {
    "runs": one_of(Runs),
    "daily_rate": rate,
    "daily_cap": rate,
    "late_multiple": rate,
    "late_base": one_of(LateBase),
    "whole_balance_due": yes_no,
    "grace_days": count,
    "tolerance_fen": count,
    "minimum_rate": rate,
    "minimum_base": one_of(MinimumBase),
    "minimum_floor_fen": count,
    "late_fee_rate": rate,
    "late_fee_floor_fen": count,
    "late_fee_cap_fen": count,
    "compounding": one_of(Compounding),
    "compounds_penalty": yes_no,
    "rounds": one_of(Rounds),
    "allocation": lambda text: tuple(text.split(">")),
}
_REPORTED = {"daily_rates_reported", "monthly_fees_reported"}
"""What is known of one product only, and no term of its kind."""
_OTHER_TERMS: dict[str, Callable[[str], object]] = {
    "posted_days_before_due": count,
    "statement_days_before_due": count,
    "instalments": count,
    "instalment_fees": rates,
    "fees_bear_interest": one_of(Never),
    **dict.fromkeys(_REPORTED, str),
}


@dataclass(frozen=True, kw_only=True)
class Term(Sourced):
    """One term of a product: its value, and who says so since when."""

    name: str
    value: object

    def sentence(self) -> str:
        """The term and its grade, in one or two plain sentences of the reader's language."""
        return self.graded(value=self._shown())

    def _shown(self) -> object:
        if self.name.endswith("_fen"):
            return yuan(self.value)
        if self.name.endswith(("_rate", "_cap")):
            return percent(self.value)
        if isinstance(self.value, dict):
            return " · ".join(f"{number}: {percent(share)}" for number, share in self.value.items())
        return float(self.value) if isinstance(self.value, Fraction) else self.value


@dataclass(frozen=True, kw_only=True)
class Product:
    """A kind of product, or a named one: its contract and how its bills fall, as far as `data/` can say.

    A named product states what is reported of it. Whatever else a contract needs is the teaching assumption of its `kind`.
    """

    id: str
    name: str
    kind: str
    in_figures: bool
    terms: dict[str, Term]
    contract: Contract = field(init=False)

    def __post_init__(self) -> None:
        stated = {name: term.value for name, term in self.terms.items() if name in _CONTRACT_TERMS}
        object.__setattr__(self, "contract", Contract(**stated))

    def account(
        self,
        amount_fen: int,
        due: date,
        *,
        contract: Contract | None = None,
        payments: tuple[Payment, ...] = (),
    ) -> Account:
        """An account on which `amount_fen` was used and first falls due on `due`.

        A loan is cut into equal principal, the last instalment taking what is left
        over; of a bill in instalments the amount is one instalment, fee and all.
        `contract` replaces the product's own, for a what-if.
        """
        contract = contract or self.contract
        posted = due - timedelta(days=self._value("posted_days_before_due", 0))
        statement = due - timedelta(days=self._value("statement_days_before_due", 0))
        parts = self._value("instalments", 1)
        if parts < 1:
            raise ValueError(t("A loan has at least one instalment."))
        bills = tuple(
            Bill.under(
                contract,
                Purchase(posted=posted, amount_fen=amount),
                statement=months_on(statement, number),
                due=months_on(due, number),
            )
            for number, amount in enumerate(equal_parts(amount_fen, parts))
        )
        return Account(contract=contract, bills=bills, payments=payments)

    def in_instalments(self, amount_fen: int, first_due: date, number: int) -> Loan:
        """A bill turned into monthly instalments, each with its share of a flat fee on all of the bill.

        >>> from toolkit.models.loan import plan
        >>> plan(product("huabei_instalments").in_instalments(600_000, date(2026, 3, 10), 12))[0].payment_fen
        54400
        """
        fees = self._value("instalment_fees", {})
        if number not in fees:
            holes = {"name": t(self.name), "number": number, "known": ", ".join(map(str, fees)) or "–"}
            raise ValueError(t("{name}: there is no plan of {number} instalments. There is: {known}.", **holes))
        return Loan(
            amount_fen=amount_fen,
            yearly_rate=Fraction(0),
            drawn=months_on(first_due, -1),
            first_due=first_due,
            instalments=number,
            repays=Repays.EQUAL_PRINCIPAL,
            fee_rate=fees[number],
        )

    def _value(self, name: str, otherwise: object) -> object:
        return self.terms[name].value if name in self.terms else otherwise


def products(folder: Path = DATA) -> dict[str, Product]:
    """The kinds of product that the figures compare, by their ids, in the order of `products.csv`."""
    return {id: product for id, product in _products(folder).items() if product.in_figures}


def named_products(folder: Path = DATA) -> dict[str, Product]:
    """The products that go by a name of their own, by their ids."""
    return {id: product for id, product in _products(folder).items() if product.kind}


@cache
def _products(folder: Path) -> dict[str, Product]:
    named = {row["product"]: row for row in rows("products", folder)}
    terms: dict[str, dict[str, Term]] = {id: {} for id in named}
    for row in rows("terms", folder):
        terms[row.known("product", terms)][row["term"]] = _term(row)
        if named[row["product"]]["kind"] and row["confidence"] == "T":
            raise row.broken("confidence", t("must be A or B for a named product: what is not reported comes from its kind"))
    kinds = {id: row for id, row in named.items() if not row["kind"]}
    for row in named.values():
        if row["kind"]:
            kind = row.known("kind", kinds)
            terms[row["product"]] = _assumed(terms[kind], kinds[kind]) | terms[row["product"]]
    return {id: _product(row, terms[id]) for id, row in named.items()}


def _term(row: Row) -> Term:
    known = _CONTRACT_TERMS | _OTHER_TERMS
    return Term(name=row.known("term", known), value=row.read("value", known[row["term"]]), **row.said("value"))


def _assumed(terms: dict[str, Term], kind: Row) -> dict[str, Term]:
    """The terms of a kind as assumptions about a product of that kind, whoever reports them of another."""
    return {name: replace(term, **kind.grade()) for name, term in terms.items() if name not in _REPORTED}


def _product(row: Row, terms: dict[str, Term]) -> Product:
    """The product of a row. What no account can be made of is refused here and not when a figure is drawn."""
    for name in ("runs", "daily_rate", "posted_days_before_due"):
        if name not in terms:
            raise row.broken("product", t("needs the term {name} in terms.csv", name=name))
    in_figures = row.read("in_figures", yes_no)
    try:
        product = Product(id=row["product"], name=row["name_text"], kind=row["kind"], in_figures=in_figures, terms=terms)
        product.account(100, date(2026, 3, 10))
    except ValueError as error:
        raise row.broken("product", str(error).rstrip(".。")) from None
    return product


def product(id: str) -> Product:
    """A product by its id, such as `bank_card` or `huabei`."""
    known = _products(DATA)
    if id not in known:
        raise ValueError(t("There is no product {id!r}. There is: {known}.", id=id, known=", ".join(known)))
    return known[id]
