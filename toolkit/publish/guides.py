"""The trainer's guide: what a lesson says to whoever teaches it, one page of Markdown a language."""

from collections.abc import Iterator
from pathlib import Path

from toolkit.publish.editions import Edition
from toolkit.publish.sources import TRAINER


def write(edition: Edition) -> Path | None:
    """Write the guide and give its path; a lesson that says nothing to trainers has none."""
    notes = list(_notes(edition))
    if not notes:
        return None
    path = edition.folder / f"{edition.lesson.name}-trainer.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = [f"<!-- Built from {edition.lesson.file}: edit that. -->", f"# {edition.title}", *notes]
    path.write_text("\n\n".join(page) + "\n", encoding="utf-8", newline="\n")
    return path


def _notes(edition: Edition) -> Iterator[str]:
    """The cells for trainers, in order, each below the heading of the section that it stands in."""
    here = said = edition.lesson.title
    for cell in edition.lesson.cells:
        if not cell.tagged(TRAINER):
            here = next((paragraph for paragraph in reversed(cell.paragraphs) if paragraph.is_heading), here)
            continue
        if here is not said:
            yield f"{here.lead.strip()} {edition.say(here)}"
            said = here
        yield edition.prose(cell)
