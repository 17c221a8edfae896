"""A stranger's first run: a clone in an empty folder, a bare Python, one command. And the wheel, without a checkout."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
BARE_PYTHON = sys._base_executable
ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+)/)lab/tree/(\S+)\?token=(\w+)")


def bare_environment(**variables):
    """The environment without ours. What pip installs is compiled when it is imported, since most of it never is."""
    ours = ("VIRTUAL_ENV", "PYTHONPATH", "CONDA_PREFIX")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PIP_NO_COMPILE": "1"} | variables


def git(folder, *arguments):
    command = ["git", "-c", "user.name=A Stranger", "-c", "user.email=stranger@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """What git tracks, as it stands now, in a repository of its own; the path has a space and Chinese in it."""
    root = tmp_path_factory.mktemp("first") / "借明白 clone"
    for name in git(CHECKOUT, "ls-files", "-z").split("\0")[:-1]:
        if (CHECKOUT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, root / name)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "As cloned")
    return root


class Visit:
    """A lesson that the door has opened, asked over HTTP as a browser would."""

    def __init__(self, folder, python):
        started = time.monotonic()
        self.door = subprocess.Popen(
            [python, "-m", "toolkit", "--no-browser", "--lang", "zh"],
            cwd=folder,
            env=bare_environment(
                PYTHONIOENCODING="utf-8",
                JUPYTER_CONFIG_DIR=str(folder.parent / "jupyter"),
                JUPYTER_DATA_DIR=str(folder.parent / "jupyter"),
            ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.said = ""
        for line in self.door.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        found = ADDRESS.search(self.said)
        assert found, self.said
        self.address = found[0]
        self.site, self.port, self.page, self.token = found.groups()
        self.seconds = time.monotonic() - started

    def ask(self, path, token=True, content=None):
        headers = {"Authorization": f"token {self.token}"} if token else {}
        body = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.site + path, body, headers, method="PUT" if body else "GET")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return answer.read().decode()

    def leave(self):
        self.door.send_signal(signal.SIGINT)
        rest, _ = self.door.communicate(timeout=120)
        return rest


@contextmanager
def visiting(folder, python=BARE_PYTHON):
    visit = Visit(folder, python)
    try:
        yield visit
    finally:
        if visit.door.poll() is None:
            visit.leave()


@pytest.fixture(scope="module")
def wheel(clone, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder)]
    subprocess.run(command, cwd=clone, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installing(wheel, tmp_path_factory):
    """The wheel, being installed while the first visit makes its environment: either takes a minute."""
    with ThreadPoolExecutor() as pool:
        yield pool.submit(install, wheel, tmp_path_factory.mktemp("elsewhere"))


def install(wheel, folder):
    """A folder outside the checkout, and the Python of an environment that holds the wheel and what it asks for."""
    subprocess.run([BARE_PYTHON, "-m", "venv", str(folder / "env")], check=True)
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)]
    subprocess.run(command, check=True, env=bare_environment())
    (folder / "home").mkdir()
    return folder / "home", str(python)


@pytest.fixture(scope="module")
def first(clone, installing):
    """The first visit, which makes the environment: about a minute."""
    with visiting(clone) as visit:
        yield visit


def test_the_door_says_what_it_does(first, clone):
    assert str(clone / ".venv") in first.said
    assert len(first.said.splitlines()) == 5  # making, installing, the address on a line of its own, how to stop
    assert first.page == "zh/late.ipynb"


def test_nobody_gets_in_without_the_token(first):
    assert "started" in json.loads(first.ask("api/status"))
    with pytest.raises(HTTPError, match="403"):
        first.ask("api/status", token=False)


def test_the_token_is_not_on_any_command_line(first):
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not any(first.token.encode() in line for line in lines)


def test_only_this_computer_is_served(first):
    """Linux lists its listeners by address and port in hexadecimal; elsewhere the lists are empty."""
    tables = [path.read_text() for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    listeners = [line.split()[1] for table in tables for line in table.splitlines()[1:] if line.split()[3] == "0A"]
    here = {local for local in listeners if int(local.rpartition(":")[2], 16) == int(first.port)}
    assert here <= {f"0100007F:{int(first.port):04X}"}
    assert here or not tables


def test_jupyterlab_asks_nobody_for_news(first):
    page = first.ask("lab")
    config = json.loads(re.search(r'jupyter-config-data" type="application/json">(.*?)</script>', page, re.S)[1])
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["can_install"] is False
    assert json.loads(first.ask("lab/api/update"))["notification"] is None


def test_the_lesson_is_a_copy_that_can_be_saved(first, clone):
    path = f"api/contents/{first.page}"
    lesson = json.loads(first.ask(path))
    built = json.loads((clone / "lessons" / first.page).read_text("utf-8"))
    served = ["".join(cell["source"]) for cell in lesson["content"]["cells"]]
    assert served == ["".join(cell["source"]) for cell in built["cells"]]
    lesson["content"]["cells"][0]["source"] += "\n\n我的笔记"
    first.ask(path, content={"type": "notebook", "format": "json", "content": lesson["content"]})
    assert "我的笔记" in (clone / "clear-credit-lessons" / first.page).read_text("utf-8")


def words_on_screen(root, language):
    """The words of the menu that a lesson's first line quotes."""
    _, start, *_ = json.loads((root / "lessons" / language / "late.ipynb").read_text("utf-8"))["cells"]
    return re.findall("`(.*?)`", start["source"][0])


def test_where_the_menu_is_english_the_chinese_lesson_quotes_the_english_words(clone):
    *_, menu, item = words_on_screen(clone, "zh")
    assert [menu, item] == words_on_screen(clone, "en")


@pytest.mark.browser
def test_the_english_lesson_quotes_the_english_menu(lab, clone, page):
    shutil.copy(clone / "lessons/en/late.ipynb", lab.folder)
    page.goto(f"{lab.url}/tree/late.ipynb?reset", wait_until="domcontentloaded")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    for word in words_on_screen(clone, "en"):
        page.get_by_role("menuitem", name=word, exact=True).click()
    page.locator(".cc-chart svg").first.wait_for(timeout=60_000)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


@pytest.mark.browser
def test_jupyterlab_runs_and_saves_the_lesson_and_asks_nothing(first, clone, page):
    copy = clone / "clear-credit-lessons" / first.page
    menu, item, *_ = words_on_screen(clone, "zh")
    page.goto(first.address, wait_until="domcontentloaded")
    page.get_by_text("Python 3 (ipykernel) | 空闲").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()
    page.locator(".cc-chart svg").first.wait_for(timeout=60_000)
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0  # the code is folded
    page.keyboard.press("Control+s")
    deadline = time.monotonic() + 30
    while "widget-view" not in copy.read_text("utf-8"):  # which no built lesson holds: so this one was run and saved
        assert time.monotonic() < deadline, "the lesson was not saved"
        page.wait_for_timeout(200)
    assert page.locator(".Toastify__toast").count() == 0  # no question about news


def test_the_test_command_is_green_where_a_lesson_was_run_and_saved(first, clone):
    """The whole of it would run this test again: so the lessons, and what guards the committed ones."""
    guards = ["lessons", "tests/test_publish.py::test_the_committed_lessons_are_what_the_sources_give"]
    command = [BARE_PYTHON, "-m", "toolkit", "test", "-q", "-p", "no:cacheprovider", *guards]
    done = subprocess.run(command, cwd=clone, env=bare_environment(), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_ctrl_c_ends_quietly_and_the_second_start_is_fast(first, clone):
    assert first.leave() == ""
    assert first.door.returncode == 0
    with pytest.raises(OSError):
        first.ask("api/status")
    with visiting(clone) as second:
        assert second.seconds < first.seconds / 2
        assert ".venv" not in second.said
        assert second.page == first.page
        assert second.token != first.token


def test_nothing_but_the_environment_and_the_copies_is_new(first, clone):
    assert git(clone, "status", "--porcelain") == ""
    ignored = git(clone, "ls-files", "--others", "--directory", "--", ".", ":!*__pycache__*")
    assert set(ignored.split()) == {".venv/", "clear-credit-lessons/"}


# The wheel


def test_the_wheel_holds_all_that_a_lesson_needs(wheel, clone):
    names = set(zipfile.ZipFile(wheel).namelist())
    for source, place in [("toolkit", "toolkit"), ("data", "toolkit/data"), ("lessons", "toolkit/lessons")]:
        kinds = (".py", ".js", ".css", ".csv", ".toml", ".mo", ".ipynb")
        tracked = git(clone, "ls-files", "-z", source).split("\0")
        wanted = {place + name.removeprefix(source) for name in tracked if name.endswith(kinds)}
        assert wanted and wanted <= names
    assert {f"toolkit/lessons/{language}/late.ipynb" for language in ("en", "zh")} <= names
    assert {"toolkit/locale/zh.mo", "toolkit/panels/panel.js", "toolkit/question.js"} <= names


def test_the_wheel_finds_its_lessons_without_a_checkout(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    script = "from pathlib import Path; from toolkit.workspace import copy_lessons; copy_lessons(Path('mine'))"
    environment = bare_environment(PYTHONPATH=str(tmp_path / "installed"), LANGUAGE="en")
    outside = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "encoding": "utf-8"}
    subprocess.run([BARE_PYTHON, "-S", "-c", script], check=True, **outside)
    for language in ("en", "zh"):
        copy, built = (tmp_path / part / language / "late.ipynb" for part in ("mine", "installed/toolkit/lessons"))
        assert copy.read_bytes() == built.read_bytes()
    door = subprocess.run([BARE_PYTHON, "-S", "-m", "toolkit"], **outside)  # -S: nothing is installed
    assert (door.returncode, door.stdout) == (1, "")
    absent = "anywidget, ipywidgets, jupyterlab-language-pack-zh-cn, jupyterlab, pandas, plotly"
    assert door.stderr.startswith(f"Not installed: {absent}. ")
    tests = subprocess.run([BARE_PYTHON, "-S", "-m", "toolkit", "test"], **outside)
    assert tests.returncode == 1 and "needs a checkout" in tests.stderr


@pytest.fixture(scope="module")
def installed(installing):
    return installing.result()


def test_the_wheel_opens_a_working_copy(installed):
    folder, python = installed
    with visiting(folder, python) as visit:
        assert visit.page == "zh/late.ipynb"
        assert json.loads(visit.ask(f"api/contents/{visit.page}"))["type"] == "notebook"
    assert (folder / "clear-credit-lessons/zh/index.ipynb").is_file()


RUN = """
import nbclient, nbformat, sys
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_lesson_run_from_the_wheel_says_what_the_built_one_says(installed, clone, language):
    folder, python = installed
    built, ran = clone / f"lessons/{language}/late.ipynb", folder / f"{language}.ipynb"
    subprocess.run([python, "-c", RUN, str(built), str(ran)], cwd=folder, env=bare_environment(), check=True)
    said, stored = ([output["data"]["text/plain"] for cell in json.loads(path.read_text("utf-8"))["cells"]
                     for output in cell.get("outputs", ())] for path in (ran, built))  # fmt: skip
    assert said == stored != []


# Binder


def test_binder_s_last_step_installs_the_project_and_keeps_jupyterlab_from_asking(installed, clone):
    """In the environment of the wheel, which holds what `.binder/requirements.txt` asks for."""
    python = Path(installed[1])
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    subprocess.run([clone / ".binder/postBuild"], cwd=clone, env=bare_environment(PATH=path), check=True)
    overrides = python.parents[1] / "share/jupyter/lab/settings/overrides.json"
    assert json.loads(overrides.read_text("utf-8"))["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
