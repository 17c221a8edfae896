"""How long does one missed payment follow me? What the prose of that lesson names."""

from datetime import date

from toolkit import catalog
from toolkit.models.record import MONTHS, LoanClass
from toolkit.models.score import score


def facts() -> dict[str, str]:
    """The numbers and the sourced sentences that the lesson's prose names."""
    rules = catalog.score_rules()
    high, low = (score(catalog.starting_file(start, date(2025, 12, 31)), rules).points for start in ("780", "680"))
    return {
        "months": str(MONTHS),
        "substandard": str(catalog.class_rules()["card"].from_days[LoanClass.SUBSTANDARD]),
        "high": f"{high:.0f}",
        "low": f"{low:.0f}",
        "half_life": f"{rules.half_life:g}",
        "repair": catalog.repairs()["once_2025"].sentence(),
        **{name: fact.sentence() for name, fact in catalog.record_facts().items()},
        **{f"line_{name}": number for name, number in catalog.helplines().items()},
    }
