"""The late bill that the figures share: its due date, the days to look at, the contracts, the names of its parts."""

from collections.abc import Callable
from datetime import date

from toolkit import catalog
from toolkit.i18n import t
from toolkit.panels.controls import Choice, Option

DUE = date(2026, 3, 10)
"""Any other due date gives the same figures but for the lengths of months."""

DAYS_LATE = (*range(11), 14, 21, 30, 45, 60, 90, 120, 150, 180, 240, 300, 365, 455, 545, 640, 730)


def contracts(**sets: Callable[[catalog.Product], object]) -> Choice:
    """The choice among the kinds of contract; what an option sets other controls to is asked of its product."""
    return Choice(
        name="contract",
        label=t("Contract"),
        options=tuple(
            Option(value=product.id, label=t(product.name), sets={name: of(product) for name, of in sets.items()})
            for product in catalog.products().values()
        ),
        value="bank_card",
    )


def charges() -> dict[str, str]:
    """The name of each part of what is owed beyond what was borrowed, by its field."""
    return {
        "interest_fen": t("Interest"),
        "penalty_fen": t("Penalty interest"),
        "fees_fen": t("Late fees"),
        "compound_fen": t("Interest on interest"),
    }


def parts() -> dict[str, str]:
    """The name of each part of what is owed, by its field."""
    return {"principal_fen": t("Borrowed"), **charges()}
