"""What the credit report's symbols and classes mean, how long a mark stays, who sees it: each with source and date."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Sourced, count, day, one_of, rows
from toolkit.i18n import t
from toolkit.models.record import SYMBOLS, LoanClass, Repair
from toolkit.money import yuan


@dataclass(frozen=True, kw_only=True)
class Fact(Sourced):
    """What a row says that is no term of a contract."""

    def graded(self, **holes: object) -> str:
        """The fact, and who says so or that we do, in the reader's language."""
        if self.confidence == "A":
            return super().graded(**holes)
        says = t(self.says, **holes)
        if self.confidence == "B":
            return t("{says} ({rule}; reported, as of {as_of}.)", says=says, rule=t(self.rule), as_of=self.as_of)
        return t("{says} (Our teaching assumption.)", says=says)


@cache
def record_symbols(folder: Path = DATA) -> dict[str, Fact]:
    """What each symbol of the grid means, in their usual order."""
    return {row.known("symbol", SYMBOLS): Fact(**row.said()) for row in rows("record_symbols", folder)}


@cache
def record_facts(folder: Path = DATA) -> dict[str, Fact]:
    """What is known of reports, queries and classes, by its id."""
    return {row["fact"]: Fact(**row.said()) for row in rows("record_facts", folder)}


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
        says = t("Loan class by days past due: {classes}.", classes=t(", ").join(days))
        return t("{says} ({rule} {as_of}.)", says=says, rule=t(self.rule), as_of=self.as_of)


@cache
def class_rules(folder: Path = DATA) -> dict[str, ClassRule]:
    """The general rule and the one for cards."""
    found: dict[str, ClassRule] = {}
    for row in rows("record_classes", folder):
        new = ClassRule(names={}, from_days={}, rule=row.rule, as_of=row["as_of"])
        rule, grade = found.setdefault(row["rule"], new), row.read("class", one_of(LoanClass))
        rule.names[grade], rule.from_days[grade] = row["name_text"], row.read("from_days", count)
    return found


@dataclass(frozen=True, kw_only=True)
class DatedRepair(Fact):
    """A one-off repair, and what is said of it."""

    repair: Repair

    def sentence(self) -> str:
        repair, most = self.repair, f"{yuan(self.repair.most_fen).normalize():,f}"
        return self.graded(first=repair.first, last=repair.last, repaid_by=repair.repaid_by, most=most)


@cache
def repairs(folder: Path = DATA) -> dict[str, DatedRepair]:
    """Every one-off repair there has been, by its id."""
    days = ("first", "last", "repaid_by", "hidden_from")
    return {
        row["repair"]: DatedRepair(
            repair=Repair(most_fen=row.read("most_fen", count), **{name: row.read(name, day) for name in days}),
            **row.said("first", "last", "repaid_by", "most"),
        )
        for row in rows("record_repairs", folder)
    }
