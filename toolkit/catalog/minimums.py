"""Rules by which a statement calls for a minimum payment, each with its source and date."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, count, graded, one_of, plain_text, rate, rows, rules
from toolkit.i18n import t
from toolkit.models.contract import Minimum, MinimumBase
from toolkit.money import percent


@dataclass(frozen=True, kw_only=True)
class MinimumRule:
    """A kind of minimum payment, and the daily rate that a balance under it bears."""

    id: str
    name: str
    daily_rate: Fraction
    minimum: Minimum
    says: str
    rule: str
    as_of: str
    confidence: str

    def sentence(self) -> str:
        """The rule and its grade, in one or two plain sentences of the reader's language."""
        says = t(self.says, share=percent(self.minimum.rate), floor=self.minimum.floor_fen // 100)
        return graded(says, self.rule, self.as_of, self.confidence)


@cache
def minimums(folder: Path = DATA) -> dict[str, MinimumRule]:
    """Every rule by its id, in the order of `minimums.csv`."""
    known, found = rules(folder), {}
    for row in rows("minimums", folder):
        if row["minimum"] in found:
            raise row.broken("minimum", t("stands twice"))
        found[row["minimum"]] = MinimumRule(
            id=row["minimum"],
            name=row.read("name_text", plain_text),
            daily_rate=row.read("daily_rate", rate),
            minimum=Minimum(
                rate=row.read("share", rate),
                base=row.read("base", one_of(MinimumBase)),
                floor_fen=row.read("floor_fen", count),
            ),
            says=row.worded("says_text", "share", "floor"),
            rule=known[row.known("source", known)],
            as_of=row["as_of"],
            confidence=row["confidence"],
        )
    return found
