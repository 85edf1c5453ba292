"""What is started: a command or the window."""

import gc
import runpy
import sys

import pytest

from presence_gui import __main__ as start
from presence_gui import app, cli
from presence_gui.importers import child


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Return what was started with which arguments; nothing really is."""
    seen: list[tuple[str, list[str]]] = []

    def command(arguments: list[str]) -> int:
        seen.append(("command", arguments))
        return 4

    def window(arguments: list[str]) -> int:
        seen.append(("window", arguments))
        return 5

    monkeypatch.setattr(gc, "disable", lambda: None)  # it would last for all the tests that follow
    monkeypatch.setattr(cli, "run_command", command)
    monkeypatch.setattr(app, "run_window", window)
    return seen


@pytest.mark.parametrize("first", [*start.COMMANDS, "--help", "-h", "--version", "--", "scores"])
def test_a_command_is_run_without_a_window(
    started: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["presence-gui", first, "more"])
    assert start.main() == 4
    assert started == [("command", [first, "more"])]


@pytest.mark.parametrize("arguments", [[], ["ann.presence"], ["ann.presence", "bob.presence"], ["my/ann"], [""]])
def test_anything_else_opens_the_window(
    started: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["presence-gui", *arguments])
    assert start.main() == 5
    assert started == [("window", arguments)]


def test_the_process_that_reads_for_the_window_is_no_command_for_people(
    started: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "run_child", len)
    monkeypatch.setattr(sys, "argv", ["presence-gui", start.READ_EXPORT, "2026-11-24", "a.zip", "b.zip"])
    assert start.main() == 3
    assert started == []
    assert start.READ_EXPORT not in start.COMMANDS


def test_every_command_there_is_can_be_started(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.run_command(["no-such-command"])
    said = capsys.readouterr().err
    assert [command for command in start.COMMANDS if f"'{command}'" not in said and command not in said] == []


@pytest.mark.usefixtures("started")
def test_the_exit_code_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["presence-gui", "score"])
    monkeypatch.delitem(sys.modules, "presence_gui.__main__")
    with pytest.raises(SystemExit) as end:
        runpy.run_module("presence_gui", run_name="__main__")
    assert end.value.code == 4
