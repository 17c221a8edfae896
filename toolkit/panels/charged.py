"""What several contracts charge on one day, beside each other: its bars and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit import charts
from toolkit.i18n import t
from toolkit.models.account import Owed
from toolkit.money import yuan
from toolkit.panels.example import charges


@dataclass(frozen=True, kw_only=True)
class Charged:
    """What is owed under each of the named contracts on a day, and on the day before."""

    names: Sequence[str]
    here: Sequence[Owed]
    before: Sequence[Owed]

    def chart(self, *, y_title: str, top_fen: int = 0) -> dict:
        """A bar for each contract, its parts piled up, a mark where it stood the day before; room for `top_fen` at least.

        Ten yuan, unless it is more, so that a few fen do not look tall.
        """
        return charts.bars(
            self.names,
            {name: [getattr(owed, part) / 100 for owed in self.here] for part, name in charges().items()},
            (t("The day before"), [owed.charges_fen / 100 for owed in self.before]),
            y_least=max(10_00, top_fen) / 100,
            y_title=y_title,
        )

    def table(self) -> dict[str, Sequence[str | Decimal]]:
        """A row for each contract."""
        return {
            t("Contract"): self.names,
            t("Added in all"): [yuan(owed.charges_fen) for owed in self.here],
            **{name: [yuan(getattr(owed, part)) for owed in self.here] for part, name in charges().items()},
            t("The day before"): [yuan(owed.charges_fen) for owed in self.before],
        }
