"""The reader's language: the only room that knows there is more than one.

English text is the message itself; `locale/<language>.po` translates it and the
build compiles it to the `.mo` file that is read here.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
WEB_TAGS = {"zh": "zh-CN"}  # where the web's name for a language is not ours

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


def web_tag() -> str:
    """The language now spoken as a page names it in `lang`."""
    return WEB_TAGS.get(_code, _code)


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


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _code
    if code != before:
        speak(code)
    try:
        yield
    finally:
        if code != before:
            speak(before)


def t(message: str, **holes: object) -> str:
    """One whole sentence in the reader's language, its named holes filled.

    >>> t("Day {day}: {owed:,} yuan", day=4, owed=5010)
    'Day 4: 5,010 yuan'
    """
    return _catalogue.gettext(message).format(**holes)
