"""Telephone numbers of those who can help."""

from functools import cache
from pathlib import Path

from toolkit.catalog.tables import DATA, rows


@cache
def helplines(folder: Path = DATA) -> dict[str, str]:
    """Each number by the name of its line, such as `regulator`."""
    return {row["helpline"]: row["number"] for row in rows("helplines", folder)}
