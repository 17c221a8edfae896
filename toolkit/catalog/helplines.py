"""Telephone numbers of those who can help."""

from functools import cache

from toolkit.catalog.tables import plain_text, rows


@cache
def helplines() -> dict[str, str]:
    """Each number by the name of its line, such as `regulator`."""
    return {row["helpline"]: row.read("number", plain_text) for row in rows("helplines")}
