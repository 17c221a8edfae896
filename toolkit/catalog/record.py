"""What the credit report's symbols and classes mean, how long a mark stays, who sees it: each with source and date."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Row, count, graded, one_of, plain_text, rows, rules
from toolkit.i18n import t
from toolkit.models.record import SYMBOLS, LoanClass, Repair
from toolkit.money import yuan


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a row says, and how far it can be trusted."""

    says: str
    rule: str
    as_of: str
    confidence: str

    def sentence(self, **holes: object) -> str:
        """The fact and its grade, in the reader's language. None of these facts is a term of a contract."""
        says = t(self.says, **holes)
        if self.confidence == "A":
            return graded(says, self.rule, self.as_of, "A")
        if self.confidence == "B":
            return t("{says} (Reported, as of {as_of}.)", says=says, as_of=self.as_of)
        return t("{says} (Our teaching assumption.)", says=says)


def fact(row: Row, known: dict[str, str], *holes: str) -> Fact:
    """The fact of a row, its `says_text` with no other holes than these."""
    return Fact(
        says=row.worded("says_text", *holes),
        rule=known[row.known("source", known)],
        as_of=row["as_of"],
        confidence=row["confidence"],
    )


@cache
def record_symbols(folder: Path = DATA) -> dict[str, Fact]:
    """What each symbol of the grid means, in their usual order."""
    known = rules(folder)
    return {row.known("symbol", SYMBOLS): fact(row, known) for row in rows("record_symbols", folder)}


@cache
def record_facts(folder: Path = DATA) -> dict[str, Fact]:
    """What is known of reports, queries and classes, by its id."""
    known = rules(folder)
    return {row["fact"]: fact(row, known) for row in rows("record_facts", folder)}


@dataclass(frozen=True, kw_only=True)
class ClassRule:
    """A rule that puts loans into five classes: what each is called, and from which day past due on it begins."""

    names: dict[LoanClass, str]
    from_days: dict[LoanClass, int]
    rule: str
    as_of: str

    def sentence(self) -> str:
        """Which class begins on which day, and the rule that says so."""
        days = [t("{name} from {days}", name=t(name), days=self.from_days[grade]) for grade, name in self.names.items()]
        return graded(t("Loan class by days past due: {classes}.", classes=t(", ").join(days)), self.rule, self.as_of, "A")


@cache
def class_rules(folder: Path = DATA) -> dict[str, ClassRule]:
    """The general rule and the one for cards."""
    known, found = rules(folder), {}
    for row in rows("record_classes", folder):
        rule = ClassRule(names={}, from_days={}, rule=known[row.known("source", known)], as_of=row["as_of"])
        rule = found.setdefault(row["rule"], rule)
        grade = row.read("class", one_of(LoanClass))
        rule.names[grade] = row.read("name_text", plain_text)
        rule.from_days[grade] = row.read("from_days", count)
    return found


@dataclass(frozen=True, kw_only=True)
class DatedRepair:
    """A one-off repair, and what is said of it."""

    repair: Repair
    fact: Fact

    def sentence(self) -> str:
        repair = self.repair
        holes = {"first": repair.first, "last": repair.last, "repaid_by": repair.repaid_by}
        return self.fact.sentence(most=f"{yuan(repair.most_fen).normalize():,f}", **holes)


@cache
def repairs(folder: Path = DATA) -> dict[str, DatedRepair]:
    """Every one-off repair there has been, by its id."""
    known = rules(folder)
    return {
        row["repair"]: DatedRepair(
            repair=Repair(
                most_fen=row.read("most_fen", count),
                **{day: row.read(day, date.fromisoformat) for day in ("first", "last", "repaid_by", "hidden_from")},
            ),
            fact=fact(row, known, "first", "last", "repaid_by", "most"),
        )
        for row in rows("record_repairs", folder)
    }
