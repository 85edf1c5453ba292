"""Starting the program: what it is started with, where there is no screen, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import smoke
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from presence_gui import app, paths
from presence_gui.__main__ import READ_EXPORT, SELF_TEST
from presence_gui.storage.profile_file import open_profile
from tests.pictures.differing import MOST_DIFFERING, differing

PROJECT = Path(__file__).resolve().parents[2]
TOLD_TO_END = """
import os, signal, sys
from dataclasses import replace
from PySide6.QtCore import QTimer
from presence_gui import app
from presence_gui.ui.document import Document

build = app.build_window

def build_and_end(application, file):
    window = build(application, file)
    (document,) = application.findChildren(Document)

    def end():
        document.edit("your name", replace(document.profile, name="Ada"))
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))

    QTimer.singleShot(0, end)
    return window

app.build_window = build_and_end
sys.exit(app.run_window([]))
"""

TOLD_TO_END_BUT_GOING_BACK = """
import os, signal, sys
from PySide6.QtCore import QTimer
from presence_gui import app
from presence_gui.ui.commands import Commands
from presence_gui.ui.keeping import Keeper

asked, rounds = [], []
build = app.build_window

def go_back(commands):
    asked.append("close?")
    go_on.start()
    return False

def look():
    rounds.append("one more round of the event loop")
    if len(rounds) == 100:
        print(*asked)
        os._exit(0)

def build_and_end(application, file):
    global go_on
    window = build(application, file)
    go_on = QTimer(window)
    go_on.timeout.connect(look)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    return window

Keeper.save_now = lambda keeper: False
Commands.may_lose_changes = go_back
app.build_window = build_and_end
sys.stdout.reconfigure(line_buffering=True)
app.run_window([])
"""

FAMILIES_BEFORE_AND_AFTER_THE_PAGE = """
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication
from presence_gui import app

application = QApplication(["presence"])
window = app.build_window(application, None)
window.show()
bar = window.tabs.bar
print(QFontInfo(bar.font()).family())
window.tabs.setCurrentIndex(bar.count() - 1)
print(QFontInfo(bar.font()).family())
"""


def test_only_one_file_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run_window(["one.presence", "two.presence"]) == 2
    assert "one file at a time" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows and macOS always have a screen")
@pytest.mark.parametrize("display", ["", ":987"])
def test_without_a_screen_it_says_so(
    display: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    assert app.run_window([]) == 3
    assert capsys.readouterr().err == "There is no screen here to open a window on.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs in another way")
@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_program_told_to_end_saves_first(signal: str, tmp_path: Path) -> None:
    ended = run(tmp_path, TOLD_TO_END, signal)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    (file,) = (one for one in tmp_path.rglob("*.presence") if "profiles" not in one.parts)
    assert open_profile(file).profile.name == "Ada"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs in another way")
def test_somebody_who_goes_back_is_asked_once(tmp_path: Path) -> None:
    ended = run(tmp_path, TOLD_TO_END_BUT_GOING_BACK)
    assert (ended.returncode, ended.stdout) == (0, "close?\n"), ended.stderr


def run(home: Path, *program: str) -> subprocess.CompletedProcess[str]:
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR")
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **{place: str(home / place) for place in places}}
    command = [sys.executable, "-c", *program]
    return subprocess.run(
        command, env=surroundings, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )


def test_exports_are_read_by_this_program_itself_whatever_lies_where_it_was_started(tmp_path: Path) -> None:
    for name in ("presence_gui", "json", "platformdirs"):
        (tmp_path / f"{name}.py").write_text("print('not ours')")
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [*app._reads_exports(), "2026-11-24", "none.zip"]  # noqa: SLF001  what the window is given
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()[-1:]
    assert json.loads(line)["problems"]
    assert "not ours" not in done.stdout


def test_a_frozen_program_reads_exports_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "presence")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert app._reads_exports() == ("presence", READ_EXPORT)  # noqa: SLF001  what the window is given


OPENED_BY_THE_DESKTOP = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from presence_gui import app

build = app.build_window

def build_and_open(application, file):
    window = build(application, file)

    def hand_over():
        application.sendEvent(application, QFileOpenEvent(sys.argv[1]))
        print(window.windowTitle())
        window.close()

    QTimer.singleShot(0, hand_over)
    return window

app.build_window = build_and_open
sys.exit(app.run_window([]))
"""


def test_a_file_the_desktop_hands_over_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "Mein Profil é.presence"
    file.write_bytes(next((PROJECT / "resources" / "samples").glob("Sample A*")).read_bytes())
    ended = run(tmp_path, OPENED_BY_THE_DESKTOP, str(file))
    assert (ended.returncode, ended.stdout) == (0, "Mein Profil é – Presence\n"), ended.stderr


def test_a_copy_that_is_whole_tells_so(tmp_path: Path) -> None:
    place = tmp_path / "self-test é"
    told = run(tmp_path, "from presence_gui.__main__ import main; raise SystemExit(main())", SELF_TEST, str(place))
    assert (told.returncode, told.stdout) == (0, f"{place / smoke.TOLD}\n"), told.stderr
    found = json.loads((place / smoke.TOLD).read_text(encoding="utf-8"))
    assert list(smoke.judge(found, place)) == ["it is not frozen"]
    assert [file for file in tmp_path.rglob("*") if not file.is_dir() and place not in file.parents] == []


@pytest.mark.usefixtures("qapp")
def test_the_icon_of_the_window_is_drawn_from_the_one_drawing(tmp_path: Path) -> None:
    kept = QImage(str(paths.ICON))
    drawn = QImage(kept.size(), QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    with QPainter(drawn) as painter:
        QSvgRenderer(str(PROJECT / "packaging" / "presence.svg")).render(painter)
    drawn.save(str(tmp_path / "drawn.png"))
    assert differing(paths.ICON, tmp_path / "drawn.png") <= MOST_DIFFERING
    with QPainter(drawn) as painter:
        painter.fillRect(40, 40, 20, 20, QColor("black"))
    drawn.save(str(tmp_path / "drawn.png"))
    assert differing(paths.ICON, tmp_path / "drawn.png") > MOST_DIFFERING


def test_where_to_write_must_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run_self_test([]) == app.USAGE
    assert "which folder" in capsys.readouterr().err


LOADED_AT_FIRST_SIGHT = """
import sys
from PySide6.QtWidgets import QApplication
from presence_gui import app

window = app.build_window(QApplication(["presence"]), None)
window.show()
print(*sorted(name for name in sys.modules if name.startswith("presence_gui.")))
"""
ON_USE = (
    "importers",
    "evidence",
    "known",
    "fact_lines",
    "ui.importing",
    "ui.reading_data",
    "ui.review",
    "ui.data_card",
)


def test_what_fills_in_from_data_is_loaded_on_use(tmp_path: Path) -> None:
    shown = run(tmp_path, LOADED_AT_FIRST_SIGHT)
    loaded = shown.stdout.split()
    assert "presence_gui.ui.overview" in loaded, shown.stderr
    assert [name for name in loaded if name.removeprefix("presence_gui.").startswith(ON_USE)] == []


def test_the_page_brings_its_own_font_and_the_window_keeps_its_one(tmp_path: Path) -> None:
    """In a process of its own: a font somebody has brought along stays."""
    places = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"), str(tmp_path))
    told = subprocess.run(
        [sys.executable, "-c", FAMILIES_BEFORE_AND_AFTER_THE_PAGE],
        cwd=PROJECT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    before, after = told.stdout.splitlines()
    assert after == before
