"""How long does one missed payment follow me? What the prose of that lesson names."""

from toolkit import catalog
from toolkit.models.record import MONTHS, LoanClass
from toolkit.panels.people import points_of

_READERS = ("consent", "query", "query_limit")
_RIGHTS = ("notice", "free_reports", "where", "own_look", "dispute", "statement")


def facts() -> dict[str, str]:
    """The numbers and the sourced sentences that the lesson's prose names."""
    said = catalog.record_facts()
    return {
        "cells": str(MONTHS),
        "substandard": str(catalog.class_rules()["card"].from_days[LoanClass.SUBSTANDARD]),
        "huabei": said["huabei"].graded(),
        "score_sizes": said["score_sizes"].graded(),
        "high": f"{points_of('780'):.0f}",
        "low": f"{points_of('680'):.0f}",
        "half_life": f"{catalog.score_rules().half_life:g}",
        "repair": catalog.repairs()["once_2025"].sentence(),
        "readers": "\n".join(f"- {said[fact].graded()}" for fact in _READERS),
        "rights": "\n".join(f"- {said[fact].graded()}" for fact in _RIGHTS),
        **{f"line_{name}": number for name, number in catalog.helplines().items()},
    }
