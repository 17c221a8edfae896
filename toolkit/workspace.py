"""The learner's workspace: a copy of the lessons that is never overwritten, and the JupyterLab that opens it.

The lessons of the project are only ever read. A small ledger in the folder remembers what was
written there; a notebook that no longer matches it holds the learner's own work.
"""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

from toolkit.i18n import t, web_tag

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent if (PACKAGE.parent / "pyproject.toml").is_file() else None
LEDGER = ".written.json"
LOG = ".jupyter.log"
SETTINGS = ".jupyterlab"
LOOPBACK = "127.0.0.1"
PORTS = range(8888, 8988)
START_SECONDS = 120  # a first start on a slow disk
GRACE_SECONDS = 3


def lessons_folder() -> Path:
    """The built lessons: inside the package when installed from a wheel, beside it in a checkout."""
    return CHECKOUT / "lessons" if CHECKOUT else PACKAGE / "lessons"


def lesson_names(language: str) -> tuple[str, ...]:
    """The lessons built in a language, in alphabetical order."""
    return tuple(sorted(path.stem for path in (lessons_folder() / language).glob("*.ipynb")))


def copy_lessons(folder: Path) -> frozenset[str]:
    """Bring every lesson into `folder` and return those left alone, because the learner changed them.

    A lesson is named by its path there, such as `zh/late.ipynb`.
    Raises ValueError for a folder among the project's own lessons, OSError for one that cannot be written.
    """
    source = lessons_folder()
    if folder.resolve().is_relative_to(source):
        raise ValueError(t("{folder} holds the project's own lessons. Choose another with --folder.", folder=folder))
    with _ledger(folder) as written:
        return frozenset(
            path.relative_to(source).as_posix()
            for path in sorted(source.glob("*/*.ipynb"))
            if not _place(path, folder, path.relative_to(source).as_posix(), written)
        )


def fresh_copy(folder: Path, lesson: str) -> str:
    """Write `lesson` under the first of its names (`late`, `late-2`, …) that holds no work, and return that name."""
    source = lessons_folder() / lesson
    with _ledger(folder) as written:
        return next(name for name in _names(source) if _place(source, folder, name, written))


def _names(source: Path) -> Iterator[str]:
    yield f"{source.parent.name}/{source.name}"
    for number in count(2):
        path = source.with_stem(f"{source.stem}-{number}")
        if not path.exists():  # that name is a lesson's own
            yield f"{path.parent.name}/{path.name}"


def _place(source: Path, folder: Path, name: str, written: MutableMapping[str, str]) -> bool:
    """Write a lesson under `name` unless that holds somebody's work; whether it now stands there as it was built."""
    content = source.read_bytes()
    digest = sha256(content).hexdigest()
    target = folder / name
    found = sha256(target.read_bytes()).hexdigest() if target.exists() else None
    if found not in (None, digest, written.get(name)):
        return False
    if found != digest:
        _write(target, content)
    written[name] = digest
    return True


@contextmanager
def _ledger(folder: Path) -> Iterator[MutableMapping[str, str]]:
    """What was last written, by name. A lost or damaged ledger is an empty one: then every copy counts as changed."""
    path = folder / LEDGER
    try:
        written = dict(json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        written = {}
    yield written
    _write(path, json.dumps(written, indent=1, sort_keys=True).encode())


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def free_port(wanted: int | None) -> int:
    """The port asked for, or else the first free one. Exits with one sentence if it cannot be had."""
    for port in PORTS if wanted is None else (wanted,):
        try:
            socket.create_server((LOOPBACK, port)).close()
        except OSError:
            continue
        return port
    sys.exit(t("Port {port} is in use or not allowed. Choose another with --port, or leave --port out.", port=port))


def serve(folder: Path, page: str, port: int, browser: bool) -> int:
    """Serve `folder` to this computer alone, behind a fresh token, until Ctrl-C; the exit code of JupyterLab."""
    token = secrets.token_hex(24)
    log = folder / LOG
    _write(folder / SETTINGS / "overrides.json", overrides().encode())
    # The token is handed over in the environment, because anybody on this computer can read a command line.
    secret = environment() | {"JUPYTER_TOKEN": token}
    with log.open("wb") as output, running(
        jupyterlab(folder, port), env=secret, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    ) as server:
        try:
            expect_guarded(server, port, log)
            address = f"http://{LOOPBACK}:{port}/lab/tree/{page}?token={token}"
            print(t("The lesson is at this address:"), address, sep="\n")
            print(t("Ctrl-C here stops it."))
            if browser and not webbrowser.open(address):
                print(t("No browser was found: open this address in one yourself."))
            return server.wait()
        except KeyboardInterrupt:
            return 0


def overrides() -> str:
    """What no option of JupyterLab sets: no question about news, and menus in the language spoken now."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/translation-extension:plugin": {"locale": web_tag().replace("-", "_")},
    }
    return json.dumps(settings)


def jupyterlab(folder: Path, port: int) -> list[str]:
    command = [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.ip={LOOPBACK}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder.resolve()}",
        "--ServerApp.open_browser=False",
        f"--LabApp.app_settings_dir={folder.resolve() / SETTINGS}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # containers and class servers often have no other user
    return command


def expect_guarded(server: subprocess.Popen, port: int, log: Path) -> None:
    """Wait for the server to turn away a visitor without the token. Exits with one sentence if it never does."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        visitor = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
        try:
            visitor.request("GET", "/api/status")
            if visitor.getresponse().status == http.client.FORBIDDEN:
                return
            sys.exit(t("Your own Jupyter settings let anybody in without a token, so the lesson stays closed."))
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            visitor.close()
    reason = log.read_text("utf-8", errors="replace").strip().rpartition("\n")[2]
    sys.exit(t("JupyterLab did not start: {reason} (more in {log})", reason=reason, log=log))


def environment() -> dict[str, str]:
    """The environment for children: in a checkout they import its package, even where another one is installed."""
    path = filter(None, (CHECKOUT, os.environ.get("PYTHONPATH")))
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}


def run(command: list[str], cwd: Path | None = None) -> int:
    """Run a command to its end, Ctrl-C included, and return its exit code."""
    with running(command, cwd=cwd, env=environment()) as child:
        try:
            child.wait()
        except KeyboardInterrupt:
            pass  # the child has it too, and its exit code says so
    return child.returncode


@contextmanager
def running(command: list[str], **options: object) -> Iterator[subprocess.Popen]:
    """A child that does not outlive us. Ctrl-C in a terminal reaches it as well: it gets a moment to end by itself."""
    child = subprocess.Popen(command, **options)
    try:
        yield child
    finally:
        if child.poll() is None:
            for impatience in (signal.SIGINT, signal.SIGTERM):  # a second Ctrl-C must not leave it behind
                signal.signal(impatience, signal.SIG_IGN)
            try:
                child.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                child.terminate()
                child.wait()
