"""The door: `python3 -m toolkit` opens a lesson, `… test` checks the project, `… build` writes the lessons.

Nothing but the standard library is needed until an environment that holds the rest is there. The
syntax is that of Python 3.6, so that an old Python gets as far as the sentence that asks for a newer one.
"""

import sys

if sys.version_info < (3, 11):  # before any import that an old Python cannot read: so in both languages
    sys.exit(
        "Clear Credit needs Python 3.11 or newer; this is Python %d.%d. "
        "借明白需要 Python 3.11 或更高版本。" % sys.version_info[:2]
    )

import argparse
import importlib
import locale
import os
import re
import shutil
import signal
import subprocess
import tomllib
from importlib import metadata, util
from pathlib import Path
from typing import NoReturn

from toolkit.i18n import languages, speak, t
from toolkit.workspace import CHECKOUT, copy_lessons, free_port, fresh_copy, lesson_names, run, serve

VENV = CHECKOUT / ".venv" if CHECKOUT else None


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code; whatever goes wrong ends in one sentence."""
    sys.stdout.reconfigure(errors="replace", line_buffering=True)  # for consoles without Chinese, and for pipes
    speak(system_language())
    commands = {"open": open_lesson, "test": run_tests, "build": build_lessons}
    if arguments and arguments[0] in commands:
        command, *arguments = arguments
    else:
        command = "open"
    try:
        return commands[command](arguments)
    except KeyboardInterrupt:
        return 130


def system_language() -> str:
    """The language of this computer, or English where it has no catalogue here."""
    variables = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, variables), locale.setlocale(locale.LC_CTYPE)).lower()
    code = "zh" if name.startswith("chinese") else name[:2]  # Windows says "Chinese (Simplified)_China"
    return code if code in languages() else "en"


class Parser(argparse.ArgumentParser):
    """Refuses a command line in one sentence of the reader's language; argparse itself speaks English only."""

    def error(self, message: str) -> NoReturn:
        typed = " ".join(sys.argv[1:])
        sys.exit(t("“{typed}” is not understood. --help says what can be typed.", typed=typed))


# The three commands


def open_lesson(arguments: list[str]) -> int:
    """Open a lesson's working copy in JupyterLab and serve it until Ctrl-C."""
    options = open_options(arguments)
    lesson, known = options.lesson, lesson_names(options.lang)
    if lesson not in known:
        sys.exit(t("There is no lesson “{lesson}”. There is: {known}.", lesson=lesson, known=", ".join(known)))
    port = free_port(port_number(options.port) if options.port else None)
    ensure_installed("", ["open", *arguments])
    page = working_copy(options.folder, f"{options.lang}/{lesson}.ipynb", options.fresh)
    return serve(options.folder, page, port, options.browser)


def run_tests(arguments: list[str]) -> int:
    """Run pytest over the project, two files at a time, its arguments passed on."""
    ensure_installed("test", ["test", *arguments])
    at_once = ["-n", "2", "--dist", "loadfile"]  # the tests of a file share what they open
    return run([sys.executable, "-m", "pytest", *at_once, *arguments], cwd=CHECKOUT)


def build_lessons(arguments: list[str]) -> int:
    """Write the notebooks and catalogues from their sources."""
    Parser("python3 -m toolkit build").parse_args(arguments)
    ensure_installed("test", ["build"])
    from toolkit import publish

    publish.build()
    return 0


def open_options(arguments: list[str]) -> argparse.Namespace:
    language = Parser(add_help=False, allow_abbrev=False)
    lang = language.add_argument("--lang", choices=languages(), default=system_language())
    speak(language.parse_known_args(arguments)[0].lang)  # so that the help, too, is in the language asked for
    lang.help = t("the language of the lesson (this computer's language, if left out)")
    parser = Parser(
        usage="python3 -m toolkit [open [LESSON]] [--lang %s] [--folder DIR] [--port N] [--fresh] [--no-browser]\n"
        "       python3 -m toolkit test [PYTEST ARGUMENT ...]\n"
        "       python3 -m toolkit build" % "|".join(languages()),
        description=t("Open a lesson in JupyterLab, run the tests, or build the lessons from their sources."),
        parents=[language],
        allow_abbrev=False,
    )
    parser.add_argument("lesson", nargs="?", default="late", metavar="LESSON", help=t("the lesson to open"))
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("clear-credit-lessons"),
        metavar="DIR",
        help=t("the folder for your own copies of the lessons"),
    )
    parser.add_argument("--port", metavar="N", help=t("the port to serve on"))
    parser.add_argument("--fresh", action="store_true", help=t("open a fresh copy beside the one you changed"))
    parser.add_argument("--no-browser", action="store_false", dest="browser", help=t("only print the address"))
    return parser.parse_args(arguments)


def port_number(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    sys.exit(t("The port must be a whole number from 1 to 65535; this was {text}.", text=text))


def working_copy(folder: Path, lesson: str, fresh: bool) -> str:
    """Bring the lessons into the learner's folder and return the name of the copy to open."""
    try:
        kept = copy_lessons(folder)
        if fresh:
            return fresh_copy(folder, lesson)
    except ValueError as error:
        sys.exit(str(error))
    except OSError as error:
        why = error.strerror
        sys.exit(t("{folder} cannot be written ({why}). Choose another with --folder.", folder=folder, why=why))
    if lesson in kept:
        print(t("Your changed copy of {lesson} was kept; --fresh opens a fresh one beside it.", lesson=lesson))
    return lesson


# The environment


def ensure_installed(extra: str, command: list[str]) -> None:
    """Return once everything needed is installed here.

    A Python that nothing should be installed into runs `command` in the checkout's `.venv` instead, and ends with it.
    """
    if extra and not CHECKOUT:
        sys.exit(t("This needs a checkout of the project; here only the installed package was found."))
    absent = missing(extra)
    if not absent:
        return
    if not CHECKOUT:
        sys.exit(t("Not installed: {names}. Install Clear Credit again with pip.", names=", ".join(absent)))
    if not in_environment():
        sys.exit(run([venv_python(), "-m", "toolkit", *command]))
    print(t("Installing what is needed into {folder}. This takes a minute or two.", folder=sys.prefix))
    target = f".[{extra}]" if extra else "."
    reason = failure([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", target])
    if reason:
        sys.exit(t("Installing did not work. Is this computer online? pip says: {reason}", reason=reason))
    importlib.invalidate_caches()
    absent = missing(extra)
    if absent:
        sys.exit(t("Still not installed: {names}.", names=", ".join(absent)))


def missing(extra: str) -> list[str]:
    """Which of the distributions that the project asks for are not installed, or are too old."""
    if CHECKOUT:
        project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
        requirements = project["dependencies"] + project["optional-dependencies"].get(extra, [])
    else:
        requirements = [line for line in metadata.requires("clear-credit") or () if "extra ==" not in line]
    asked = [re.match(r"([\w.-]+)(?:.*?>=([\d.]+))?", requirement).groups("0") for requirement in requirements]
    return [name for name, least in asked if installed_release(name) < release(least)]


def installed_release(name: str) -> tuple[int, ...]:
    found = next(iter(metadata.distributions(name=name)), None)
    return release(found.version) if found else ()


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare by.

    >>> release("4.6.1") >= release("4.6") > release("3.9.9") > ()
    True
    """
    return tuple(map(int, re.findall(r"\d+", version)[:3]))


def in_environment() -> bool:
    """Whether this Python belongs to an environment of its own, where pip may install."""
    conda = os.environ.get("CONDA_PREFIX")
    return sys.prefix != sys.base_prefix or Path(sys.prefix) in (VENV, conda and Path(conda))


def venv_python() -> str:
    """The Python of the checkout's `.venv`, which is made if need be."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists():
        return str(python)
    if not (util.find_spec("venv") and util.find_spec("ensurepip")):
        sys.exit(
            t(
                "This Python lacks the module venv. On Debian and Ubuntu this adds it: {command}",
                command="sudo apt install python3-venv",
            )
        )
    print(t("Making {folder} for what the lessons need.", folder=VENV))
    try:
        reason = failure([sys.executable, "-m", "venv", str(VENV)])
        if reason:
            sys.exit(t("Making {folder} did not work: {reason}", folder=VENV, reason=reason))
    except BaseException:  # Ctrl-C as well: half an environment would be taken for a whole one
        shutil.rmtree(VENV, ignore_errors=True)
        raise
    return str(python)


def failure(command: list[str]) -> str | None:
    """Run a command quietly in the checkout; its last line about an error, if it failed."""
    result = subprocess.run(
        command,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        errors="replace",
    )
    if result.returncode == 0:
        return None
    lines = [line.strip() for line in result.stdout.splitlines() if line.strip()] or [f"exit {result.returncode}"]
    return next((line for line in reversed(lines) if re.match(r"(\w*Error|ERROR):", line)), lines[-1])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the door closes alike, whoever asks
    sys.exit(main(sys.argv[1:]))
