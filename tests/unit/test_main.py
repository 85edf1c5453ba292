"""What is started: a command or the window."""

import gc
import os
import runpy
import sys
from collections.abc import Iterator

import pytest

from presence_gui import __main__ as start
from presence_gui import app, cli
from presence_gui.importers import child


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("CUPS_SERVER", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"):
        monkeypatch.setenv(name, "")
    mask = os.umask(0)
    yield
    os.umask(mask)


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


def test_a_copy_is_asked_whether_it_is_whole_and_that_is_no_command_for_people(
    started: list[tuple[str, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "run_self_test", len)
    monkeypatch.setattr(sys, "argv", ["presence-gui", start.SELF_TEST, "folder"])
    assert start.main() == 1
    assert started == []


@pytest.mark.usefixtures("started")
def test_where_there_is_no_terminal_what_is_said_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    monkeypatch.setattr(sys, "argv", ["presence-gui"])
    assert start.main() == 5
    with sys.stdin as nothing, sys.stdout as nowhere, sys.stderr as nowhere_else:
        assert nothing.read() == ""
        assert nowhere.write("“→”") == 3
        assert nowhere_else.write("“→”") == 3


@pytest.mark.usefixtures("started")
def test_where_there_is_a_terminal_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    before = (sys.stdin, sys.stdout, sys.stderr)
    monkeypatch.setattr(sys, "argv", ["presence-gui"])
    start.main()
    assert (sys.stdin, sys.stdout, sys.stderr) == before


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


@pytest.mark.usefixtures("started")
def test_what_is_made_is_the_users_alone_and_qt_loads_its_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["presence-gui"])
    monkeypatch.setenv("QT_PLUGIN_PATH", "somewhere")
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "somewhere")
    assert start.main() == 5
    assert os.umask(0) == 0o077
    assert not {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"} & os.environ.keys()


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    ("platform", "before", "after"),
    [
        ("linux", "", "/run/cups/cups.sock"),
        ("linux", "printers.example.com", "/run/cups/cups.sock"),
        ("linux", "/var/run/other.sock", "/var/run/other.sock"),
        ("darwin", "", ""),
    ],
)
def test_no_printing_service_is_asked_but_this_computers_own(
    monkeypatch: pytest.MonkeyPatch, platform: str, before: str, after: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["presence-gui"])
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("CUPS_SERVER", before)
    start.main()
    assert os.environ["CUPS_SERVER"] == after
