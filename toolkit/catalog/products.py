"""Products, their terms and the ceilings on what they may cost, each with its source and date."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Row, count, graded, one_of, plain_text, rate, rows, rules, yes_no
from toolkit.i18n import t
from toolkit.models.contract import (
    Account,
    Bill,
    Compounding,
    Contract,
    LateBase,
    Payment,
    Purchase,
    Rounds,
    Runs,
)
from toolkit.models.dates import months_on
from toolkit.money import equal_parts, percent, yuan


class Never(StrEnum):
    """No contract in the models charges interest on fees, and a row can only say so."""

    NO = "no"


_CONTRACT_TERMS: dict[str, Callable[[str], object]] = {
    "runs": one_of(Runs),
    "daily_rate": rate,
    "late_multiple": rate,
    "late_base": one_of(LateBase),
    "whole_balance_due": yes_no,
    "grace_days": count,
    "tolerance_fen": count,
    "minimum_rate": rate,
    "late_fee_rate": rate,
    "late_fee_floor_fen": count,
    "late_fee_cap_fen": count,
    "compounding": one_of(Compounding),
    "compounds_penalty": yes_no,
    "rounds": one_of(Rounds),
    "allocation": lambda text: tuple(text.split(">")),
}
_OTHER_TERMS: dict[str, Callable[[str], object]] = {
    "posted_days_before_due": count,
    "statement_days_before_due": count,
    "instalments": count,
    "daily_rates_reported": plain_text,
    "fees_bear_interest": one_of(Never),
}


@dataclass(frozen=True, kw_only=True)
class Term:
    """One term of a product: its value, and who says so since when."""

    name: str
    value: object
    says: str
    rule: str
    as_of: str
    confidence: str

    def sentence(self) -> str:
        """The term and its grade, in one or two plain sentences of the reader's language."""
        return graded(t(self.says, value=self._shown()), self.rule, self.as_of, self.confidence)

    def _shown(self) -> object:
        if self.name.endswith("_fen"):
            return yuan(self.value)
        if self.name.endswith("_rate"):
            return percent(self.value)
        return float(self.value) if isinstance(self.value, Fraction) else self.value


@dataclass(frozen=True, kw_only=True)
class Product:
    """A kind of product: its contract and how its bills fall, as far as `data/` can say."""

    id: str
    name: str
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
        over. `contract` replaces the product's own, for a what-if.
        """
        contract = contract or self.contract
        posted = due - timedelta(days=self._days("posted_days_before_due"))
        statement = due - timedelta(days=self._days("statement_days_before_due"))
        parts = self._days("instalments", 1)
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

    def _days(self, name: str, otherwise: int = 0) -> int:
        return self.terms[name].value if name in self.terms else otherwise


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    """A yearly rate above which a claim may be cut, and the rule that says so."""

    yearly_rate: Fraction
    says: str
    rule: str
    as_of: str

    def sentence(self) -> str:
        return graded(t(self.says, value=percent(self.yearly_rate)), self.rule, self.as_of, "A")


@cache
def products(folder: Path = DATA) -> dict[str, Product]:
    """Every product by its id, in the order of `products.csv`."""
    known, named = rules(folder), {row["product"]: row for row in rows("products", folder)}
    terms: dict[str, dict[str, Term]] = {product: {} for product in named}
    for row in rows("terms", folder):
        product, term = row.known("product", terms), _term(row, known)
        if term.name in terms[product]:
            raise row.broken("term", t("stands twice for this product"))
        terms[product][term.name] = term
    return {id: _product(row, terms[id], known) for id, row in named.items()}


def _term(row: Row, sources: dict[str, str]) -> Term:
    known = _CONTRACT_TERMS | _OTHER_TERMS
    return Term(
        name=row.known("term", known),
        value=row.read("value", known[row["term"]]),
        says=row.worded("says_text", "value"),
        rule=sources[row.known("source", sources)],
        as_of=row["as_of"],
        confidence=row["confidence"],
    )


def _product(row: Row, terms: dict[str, Term], sources: dict[str, str]) -> Product:
    """The product of a row. What no account can be made of is refused here and not when a figure is drawn."""
    row.known("source", sources)
    for name in ("runs", "daily_rate", "posted_days_before_due"):
        if name not in terms:
            raise row.broken("product", t("needs the term {name} in terms.csv", name=name))
    try:
        product = Product(id=row["product"], name=row.read("name_text", plain_text), terms=terms)
        product.account(100, date(2026, 3, 10))
    except ValueError as error:
        raise row.broken("product", str(error).rstrip(".。")) from None
    return product


def product(id: str) -> Product:
    """A product by its id, such as `bank_card`."""
    if id not in products():
        raise ValueError(t("There is no product {id!r}. There is: {known}.", id=id, known=", ".join(products())))
    return products()[id]


@cache
def ceiling(id: str) -> Ceiling:
    """A ceiling on the cost of credit by its id, such as `court_24`."""
    (row,) = (row for row in rows("ceilings") if row["ceiling"] == id)
    known = rules()
    return Ceiling(
        yearly_rate=row.read("yearly_rate", rate),
        says=row["says_text"],
        rule=known[row.known("source", known)],
        as_of=row["as_of"],
    )
