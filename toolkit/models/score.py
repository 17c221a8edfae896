"""A teaching score from 0 to 100: what a file on a date comes to, by rules that all stand in `data/score_rules.csv`.

Risk adds up, and the score counts its doublings. So the same mark takes more from a file in which little else
stands, and no rule knows where a score began. Risk is a unit for teaching: it is no probability of default.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import log2

from toolkit.i18n import t
from toolkit.models.checks import refuse, refuse_amount, refuse_date
from toolkit.models.record import BAD, MONTHS, OVER, Kind, Record

WITHIN = 0.5
"""A score is back when no more than this is missing."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The numbers of the score. A file with nothing against it has risk 1; what follows is added to it."""

    doubling: float
    """Points for each doubling of the risk."""
    late: float
    """The risk of an account that is 1 now."""
    step: float
    """How much more each symbol further than 1 weighs."""
    others: float
    """The share of a late account's other bad months that counts beside the worst."""
    half_life: float
    """Months in which a late month loses half of its weight."""
    use: float
    """The risk of cards that are used up to their limits."""
    length: float
    """What a first account opened today adds, as a share of `use`."""
    new: float
    """The risk of a query or an opening of today."""
    new_months: float
    """Months after which that is gone, evenly."""
    one_kind: float
    """The risk of having cards alone or loans alone."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One account of a file: its record, since when it is open, and on a card what of its limit is used."""

    opened: date
    record: Record
    limit_fen: int = 0
    used_fen: int = 0

    def __post_init__(self) -> None:
        refuse_date(self.opened)
        refuse_amount(self.limit_fen)
        refuse_amount(self.used_fen)
        refuse(self.opened > self.record.last, t("An account of {opened} is not in a file of {on}.", opened=self.opened, on=self.record.last))


@dataclass(frozen=True, kw_only=True)
class CreditFile:
    """What a report holds of a person on a month's last day: accounts, and the days on which lenders asked for it."""

    lines: tuple[Line, ...]
    queries: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        refuse(not self.lines, t("A file without any account has no score."))
        refuse(any(line.record.last != self.on for line in self.lines), t("All records of a file end with the same month."))
        for day in self.queries:
            refuse_date(day)
            refuse(day > self.on, t("A query of {day} is not in a file of {on}.", day=day, on=self.on))

    @property
    def on(self) -> date:
        return self.lines[0].record.last


@dataclass(frozen=True, kw_only=True)
class Score:
    """The points, and the risk that each part adds to the 1 of a file with nothing against it."""

    points: float
    risks: dict[str, float]

    @property
    def risk(self) -> float:
        return 1 + sum(self.risks.values())

    @property
    def costs(self) -> dict[str, float]:
        """The points lost, shared out among the parts by their risk."""
        whole = sum(self.risks.values())
        return {part: (100 - self.points) * risk / whole for part, risk in self.risks.items()} if whole else dict(self.risks)


def score(file: CreditFile, rules: Rules) -> Score:
    """The score of a file on its date."""
    cards = [line for line in file.lines if line.record.kind is Kind.CARD and line.record.symbols[-1] not in "CG" + OVER]
    limits_fen = sum(line.limit_fen for line in cards)
    oldest = max(_age(line.opened, file.on) for line in file.lines)
    new = [*file.queries, *(line.opened for line in file.lines)]
    risks = {
        "late": sum(_late(line.record, rules) for line in file.lines),
        "use": rules.use * sum(line.used_fen for line in cards) / limits_fen if limits_fen else 0.0,
        "length": rules.use * rules.length / (1 + oldest / 12),
        "new": rules.new * sum(max(0, 1 - _age(day, file.on) / rules.new_months) for day in new),
        "one_kind": rules.one_kind * (len({line.record.kind for line in file.lines}) == 1),
    }
    return Score(points=max(0.0, 100 - rules.doubling * log2(1 + sum(risks.values()))), risks=risks)


def _age(day: date, on: date) -> int:
    """Whole months of the calendar."""
    return 12 * (on.year - day.year) + on.month - day.month


def _late(record: Record, rules: Rules) -> float:
    """The worst bad month, and a share of the others. D, Z, B and G weigh as 7 does."""
    weights = [
        (1 + rules.step * ((int(symbol) if symbol.isdecimal() else 7) - 1)) * 2 ** (-age / rules.half_life)
        for age, symbol in enumerate(reversed(record.symbols))
        if symbol in BAD
    ]
    worst = max(weights, default=0.0)
    return rules.late * (worst + rules.others * (sum(weights) - worst))


def later(file: CreditFile, months: int) -> CreditFile:
    """The file so many months later: all paid on time, the same use of limits, nothing new."""
    return replace(file, lines=tuple(replace(line, record=line.record.then("N" * months)) for line in file.lines))


def struck(file: CreditFile, number: int, cells: str) -> CreditFile:
    """The file with other last months on one of its accounts, such as `123`: the same date, and an event."""
    line = file.lines[number]
    symbols = line.record.symbols[: MONTHS - len(cells)] + cells
    record = replace(line.record, symbols=symbols)
    return _with_line(file, number, replace(line, record=record))


def maxed_out(file: CreditFile, number: int) -> CreditFile:
    """The file with one card used up to its limit."""
    line = file.lines[number]
    return _with_line(file, number, replace(line, used_fen=line.limit_fen))


def _with_line(file: CreditFile, number: int, line: Line) -> CreditFile:
    return replace(file, lines=(*file.lines[:number], line, *file.lines[number + 1 :]))


def never_late(file: CreditFile) -> CreditFile:
    """The file's twin: every bad month was paid on time."""
    return replace(file, lines=tuple(replace(line, record=_clean(line.record)) for line in file.lines))


def _clean(record: Record) -> Record:
    symbols = record.symbols.translate(str.maketrans(dict.fromkeys(BAD, "N")))
    return replace(record, symbols=symbols, overdue_fen=(0,) * MONTHS)


def course(file: CreditFile, rules: Rules, months: int) -> list[float]:
    """The points of the file now and at each of so many months' ends, if all is paid on time."""
    return [score(later(file, month), rules).points for month in range(months + 1)]


def months_back(before: CreditFile, after: CreditFile, rules: Rules) -> int | None:
    """At which month's end the score of `after` is back where `before` stood; None if all its marks are gone first."""
    goal = score(before, rules).points - WITHIN
    return next((month for month in range(MONTHS + 1) if score(later(after, month), rules).points >= goal), None)
