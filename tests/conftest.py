"""What the tests share: the language put back, a JupyterLab to talk to, and a Chromium to look with."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from toolkit import i18n

CHECKOUT = Path(__file__).parents[1]
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
FLAGS += ("--disable-component-update", "--disable-sync")
FORGET = "() => Object.keys(localStorage).filter(k => k.startsWith('clear-credit/')).forEach(k => localStorage.removeItem(k))"
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"


def pytest_report_header() -> str:
    return f"Chromium: {CHROMIUM or 'none found, the tests marked `browser` are left out (set CHROMIUM to name one)'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out and os.environ.get("CLEAR_CREDIT_REQUIRE_BROWSER") == "1":
        raise pytest.UsageError("CLEAR_CREDIT_REQUIRE_BROWSER=1 requires the browser tests, but there is no Chromium.")
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Whatever language a test speaks, the next one starts in English."""
    yield
    i18n.speak("en")


@dataclass(frozen=True, kw_only=True)
class Lab:
    """A running JupyterLab and the folder that it shows."""

    url: str
    folder: Path


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with serve(tmp_path_factory.mktemp("lab-home"), tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@contextmanager
def serve(home: Path, folder: Path) -> Iterator[Lab]:
    """A JupyterLab over an empty folder, on loopback, with settings of its own in `home`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    news = home / "JUPYTERLAB_SETTINGS_DIR" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    news.parent.mkdir(parents=True)
    news.write_text('{"fetchNews": "false", "checkForUpdates": false}')
    places = ("JUPYTERLAB_SETTINGS_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(home / name) for name in places}
    options = [
        "--no-browser",
        "--expose-app-in-browser",
        f"--port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container
        options.append("--allow-root")
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env=os.environ | own | {"PYTHONPATH": str(CHECKOUT)},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(server, f"http://127.0.0.1:{port}/api", home / "log")
        yield Lab(url=f"http://127.0.0.1:{port}/lab", folder=folder)
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(server: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        with suppress(URLError, ConnectionError):
            urlopen(url, timeout=5).close()
            return
        time.sleep(0.05)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")  # not longer: while Playwright runs, this thread can start no other event loop
def browser() -> Iterator:
    """A Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass(kw_only=True)
class Wire:
    """What a page received over websockets, asked of other hosts, and complained of."""

    received: int = 0
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        page.on("request", self._ask)
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def rest(self, page) -> int:
        """What was received once nothing has come for half a second: what is swept beforehand is counted for itself."""
        before = None
        while before != self.received:
            before = self.received
            page.wait_for_timeout(500)
        return before

    def _count(self, frame: bytes | str) -> None:
        self.received += len(frame if isinstance(frame, bytes) else frame.encode())

    def _ask(self, request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "127.0.0.1":
            self.outside.append(request.url)


@pytest.fixture(scope="module")
def wire() -> Wire:
    """The record of the module's `page`."""
    return Wire()


@pytest.fixture(scope="module")
def page(browser, wire: Wire) -> Iterator:
    """A page that the tests of a module share."""
    page = browser.new_page(viewport={"width": 1400, "height": 1500})
    wire.watch(page)
    yield page
    page.close()


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with a page, nothing was asked of another host, and no error was logged."""
    wire = request.getfixturevalue("wire") if "page" in request.fixturenames else Wire()
    yield
    found = {"outside": [*wire.outside], "errors": [*wire.errors]}
    wire.outside.clear()
    wire.errors.clear()
    assert found == {"outside": [], "errors": []}


@pytest.fixture(scope="module")
def open_notebook(lab: Lab, page) -> Iterator[Callable]:
    """`open_notebook(*cells)` writes a notebook, opens it, and waits for its kernel. Opening another ends it."""

    def close() -> None:
        page.evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext.shutdown()")

    def open_(*cells: str):
        import nbformat

        close()
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        )
        (lab.folder / "try.ipynb").write_text(nbformat.writes(notebook), "utf-8")
        page.goto(f"{lab.url}/tree/try.ipynb?reset", wait_until="domcontentloaded")
        page.wait_for_function(IDLE, timeout=60_000)
        return page

    yield open_
    close()


@pytest.fixture(scope="module")
def open_lesson(lab: Lab, page) -> Iterator[Callable]:
    """`open_lesson(language)` opens the first lesson, or `name`, as built and runs it; `alone`, as a phone shows it."""

    def close() -> None:
        page.evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext.shutdown()")

    def open_(language: str, name: str = "late", *, alone: bool = False):
        close()
        page.set_viewport_size({"width": 1400, "height": 1500})
        shutil.copytree(CHECKOUT / "lessons" / language, lab.folder / language, dirs_exist_ok=True)
        site = lab.url.removesuffix("/lab") + "/doc" if alone else lab.url
        page.goto(f"{site}/tree/{language}/{name}.ipynb?reset", wait_until="domcontentloaded")
        page.wait_for_function(IDLE, timeout=60_000)
        page.evaluate(FORGET)
        page.evaluate(RUN_ALL)
        page.locator(".cc-question").last.wait_for(timeout=60_000)
        page.locator(".cc-chart path.js-line").first.wait_for(state="attached", timeout=60_000)
        return page

    yield open_
    close()


@pytest.fixture(scope="module")
def run(page) -> Callable[[str], None]:
    """`run(code)` runs Python in the page's kernel, beside the cells, and waits until it is done."""

    def run_(code: str) -> None:
        page.evaluate(
            f"""async () => {{
              const {{kernel}} = window.jupyterapp.shell.currentWidget.sessionContext.session;
              const reply = await kernel.requestExecute({{code: {json.dumps(code)}}}).done;
              if (reply.content.status !== "ok") throw new Error(reply.content.evalue);
            }}"""
        )

    return run_
