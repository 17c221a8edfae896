"""What our widgets share on a page: one style sheet, and the functions that stand before each one's own module.

A widget's module travels as one text, so the shared part is put in front of it here and needs no build step.
"""

from pathlib import Path

_HERE = Path(__file__).parent


def module(*files: str) -> str:
    """The browser modules named, one after the other, with what they share before them."""
    return _joined("page.js", *files)


def style(*files: str) -> str:
    """The style sheets named, with what they share before them."""
    return _joined("panels/panel.css", *files)


def _joined(*files: str) -> str:
    return "\n".join((_HERE / file).read_text("utf-8") for file in files)
