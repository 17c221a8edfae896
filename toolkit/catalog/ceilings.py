"""What credit may cost: the loan prime rate (LPR) day by day, and the ceilings in force, each with its source and dates."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

from toolkit.catalog.tables import DATA, Row, Sourced, day as day_of, one_of, rate, rows
from toolkit.i18n import t
from toolkit.money import percent


@dataclass(frozen=True, kw_only=True)
class Lpr:
    """The loan prime rate from a day on, a year, and the last day on which it was verified to hold."""

    since: date
    one_year: Fraction
    five_years: Fraction
    last_verified: date

    def sentence(self) -> str:
        return t(
            "Loan prime rate (LPR) from {since}, as reported and verified up to {last_verified}: "
            "{one_year} for one year, {five_years} for five years or more.",
            since=self.since,
            one_year=percent(self.one_year),
            five_years=percent(self.five_years),
            last_verified=self.last_verified,
        )


def lpr(day: date, folder: Path = DATA) -> Lpr:
    """The loan prime rate in force on a day; after its last day verified, the last one known."""
    known = _change_points(folder)
    number = bisect_right(known, day, key=lambda point: point.since)
    if not number:
        raise ValueError(t("The LPR is known from {first} on; {day} comes before it.", first=known[0].since, day=day))
    return known[number - 1]


@cache
def _change_points(folder: Path) -> tuple[Lpr, ...]:
    table = rows("lpr", folder)
    found = tuple(
        Lpr(
            since=row.read("from", day_of),
            one_year=row.read("one_year", rate),
            five_years=row.read("five_years", rate),
            last_verified=row.read("last_verified", day_of),
        )
        for row in table
    )
    for row, point in zip(table, found):
        if point.last_verified < point.since:
            raise row.broken("last_verified", t("must not come before {day}", day=point.since))
    for row, (earlier, later) in zip(table[1:], pairwise(found)):
        if later.since <= earlier.last_verified:
            raise row.broken("from", t("must come after {day}", day=earlier.last_verified))
    return found


class Lending(StrEnum):
    """What a ceiling applies to."""

    LICENSED = "licensed_lenders"
    PRIVATE = "private_lending"
    CARDS = "credit_cards"
    ASSISTED = "assisted_lending"
    """Bank loans that a platform brings in (助贷)."""
    MICRO = "micro_loan_companies"


class Measure(StrEnum):
    """What a ceiling is a rate or a multiple of."""

    YEARLY = "yearly_rate"
    DAILY = "daily_rate"
    LPR = "times_lpr"
    CONTRACT = "times_contract_rate"


@dataclass(frozen=True, kw_only=True)
class Ceiling(Sourced):
    """The most that may be charged or claimed while it is in force, and the least where the rule is a corridor."""

    id: str
    applies_to: Lending
    measure: Measure
    least: Fraction | None
    most: Fraction
    valid_from: date
    valid_to: date | None

    @property
    def yearly_rate(self) -> Fraction | None:
        """The rate a year on the day it came into force."""
        return self.yearly_rate_on(self.valid_from)

    def yearly_rate_on(self, day: date) -> Fraction | None:
        """The rate a year for a contract of that day; None for a multiple of the contract's own rate."""
        if self.measure is Measure.CONTRACT:
            return None
        if self.measure is Measure.LPR:
            return self.most * lpr(day).one_year
        return self.most * (365 if self.measure is Measure.DAILY else 1)

    def graded(self, **holes: object) -> str:
        """As of any row, but a rule that is only reported is named all the same."""
        if self.confidence != "B":
            return super().graded(**holes)
        says = t(self.says, **holes)
        return t("{says} ({rule}; reported, as of {as_of}.)", says=says, rule=t(self.rule), as_of=self.as_of)

    def sentence(self, day: date | None = None) -> str:
        """The ceiling and its grade, for a contract of that day or of the first one."""
        day = day or self.valid_from
        if self.measure is Measure.LPR:
            says = self.graded(value=percent(self.yearly_rate_on(day)))
            return t("{says} {works}", says=says, works=lpr(day).sentence())
        shown = _times if self.measure is Measure.CONTRACT else percent
        return self.graded(value=shown(self.most), least=shown(self.least or self.most))

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day <= (self.valid_to or day)


def _times(multiple: Fraction) -> str:
    return f"{float(multiple):g}"


def ceilings(day: date, folder: Path = DATA) -> dict[str, Ceiling]:
    """The ceilings in force on a day by their ids."""
    return {id: ceiling for id, ceiling in _ceilings(folder).items() if ceiling.in_force(day)}


def ceiling(id: str) -> Ceiling:
    """A ceiling by its id, such as `court_24`."""
    return _ceilings(DATA)[id]


@cache
def _ceilings(folder: Path) -> dict[str, Ceiling]:
    return {row["ceiling"]: _ceiling(row) for row in rows("ceilings", folder)}


def _ceiling(row: Row) -> Ceiling:
    found = Ceiling(
        id=row["ceiling"],
        applies_to=row.read("applies_to", one_of(Lending)),
        measure=row.read("measure", one_of(Measure)),
        least=row.read_if_any("least", rate),
        most=row.read("most", rate),
        valid_from=row.read("valid_from", day_of),
        valid_to=row.read_if_any("valid_to", day_of),
        **row.said("value", "least"),
    )
    if found.least is not None and found.least > found.most:
        raise row.broken("least", t("must not be above {value}", value=row["most"]))
    if found.valid_to and found.valid_to < found.valid_from:
        raise row.broken("valid_to", t("must not come before {day}", day=found.valid_from))
    return found
