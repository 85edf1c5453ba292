"""Starting the program: what it is started with, where there is no screen, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from presence_gui import app
from presence_gui.storage.profile_file import open_profile

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
    places = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR")
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **{place: str(tmp_path / place) for place in places}}
    command = [sys.executable, "-c", TOLD_TO_END, signal]
    ended = subprocess.run(
        command, env=surroundings, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    (file,) = tmp_path.rglob("*.presence")
    assert open_profile(file).profile.name == "Ada"
