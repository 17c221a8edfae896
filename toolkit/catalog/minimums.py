"""Rules by which a statement calls for a minimum payment, each with its source and date."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, Sourced, count, one_of, rate, rows
from toolkit.models.contract import Minimum, MinimumBase
from toolkit.money import percent


@dataclass(frozen=True, kw_only=True)
class MinimumRule(Sourced):
    """A kind of minimum payment, and the daily rate that a balance under it bears."""

    id: str
    name: str
    daily_rate: Fraction
    minimum: Minimum

    def sentence(self) -> str:
        """The rule and its grade, in one or two plain sentences of the reader's language."""
        return self.graded(share=percent(self.minimum.rate), floor=self.minimum.floor_fen // 100)


@cache
def minimums(folder: Path = DATA) -> dict[str, MinimumRule]:
    """Every rule by its id, in the order of `minimums.csv`."""
    return {
        row["minimum"]: MinimumRule(
            id=row["minimum"],
            name=row["name_text"],
            daily_rate=row.read("daily_rate", rate),
            minimum=Minimum(
                rate=row.read("share", rate),
                base=row.read("base", one_of(MinimumBase)),
                floor_fen=row.read("floor_fen", count),
            ),
            **row.said("share", "floor"),
        )
        for row in rows("minimums", folder)
    }
