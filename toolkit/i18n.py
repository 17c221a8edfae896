"""The reader's language: the only room that knows there is more than one.

English text is the message itself; `locale/<language>.po` translates it and the
build compiles it to the `.mo` file that is read here.
"""

import gettext
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"

_code = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def languages() -> tuple[str, ...]:
    """The languages that can be spoken: English, and each one with a catalogue.

    >>> languages()
    ('en', 'zh')
    """
    return ("en", *sorted(path.stem for path in LOCALE.glob("*.mo")))


def language() -> str:
    """The code of the language now spoken."""
    return _code


def speak(code: str) -> None:
    """Speak a language from here on. Figures drawn earlier keep theirs.

    Raises ValueError for a language without a catalogue.
    """
    global _code, _catalogue
    if code not in languages():
        raise ValueError(t("There is no language {code!r} here. There is: {known}.", code=code, known=", ".join(languages())))
    if code == "en":
        _catalogue = gettext.NullTranslations()
    else:
        with (LOCALE / f"{code}.mo").open("rb") as compiled:
            _catalogue = gettext.GNUTranslations(compiled)
    _code = code


def t(message: str, **holes: object) -> str:
    """One whole sentence in the reader's language, its named holes filled.

    >>> t("Day {day}: {owed:,} yuan", day=4, owed=5010)
    'Day 4: 5,010 yuan'
    """
    return _catalogue.gettext(message).format(**holes)
