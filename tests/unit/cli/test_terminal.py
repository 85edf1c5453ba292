"""Whatever the commands write to: a pipe that closes, a full disk, a terminal with few letters, nothing at all."""

import errno
import io
import json
import sys
from pathlib import Path

import pytest

from presence_gui.cli import run_command
from tests.unit.cli.said import Presence, Said, assert_one_sentence


class Refusing(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, trouble: OSError) -> None:
        super().__init__()
        self._trouble = trouble

    def write(self, _text: str) -> int:
        raise self._trouble


@pytest.fixture(params=["score", "plan", "check"])
def command(request: pytest.FixtureRequest, ann: Path) -> list[str]:
    return [request.param, str(ann)]


def test_a_reader_who_has_read_enough_is_no_trouble(
    command: list[str], presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Refusing(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    assert presence(*command) == Said(0, "", "")
    assert sys.stdout is None


def test_a_disk_that_is_full_of_it_is_told(
    command: list[str], presence: Presence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Refusing(OSError(errno.ENOSPC, "No space left on device")))
    said = presence(*command)
    assert_one_sentence(said)
    assert "could not be written: No space left on device" in said.err


def test_nothing_to_write_to_is_no_trouble(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # as a program without a console has it on Windows
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run_command(command) == 0


def test_something_that_only_takes_text_is_enough(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    paper = io.StringIO()
    monkeypatch.setattr(sys, "stdout", paper)
    assert run_command(command) == 0
    assert paper.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "koi8-r"])
def test_a_terminal_with_few_letters_gets_question_marks(
    ann: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ann.rename(ann.with_name("Zoë 🎉.presence"))
    raw, raw_trouble = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding, newline="\n"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw_trouble, encoding, newline="\n", write_through=True))
    assert run_command(["check", str(file)]) == 0
    assert run_command(["plan", str(file)]) == 0
    assert run_command(["score", str(file.with_name("Zoë 🎈.presence"))]) == 1
    assert b" ?.presence" in raw.getvalue()
    assert b"Week 4" in raw.getvalue()
    assert b"is not there" in raw_trouble.getvalue()


def test_values_are_whole_in_a_terminal_with_few_letters(ann: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))
    assert run_command(["plan", str(ann), "--json"]) == 0
    assert "’" in json.dumps(json.loads(raw.getvalue()), ensure_ascii=False)


def test_a_strange_file_name_cannot_steer_the_terminal(presence: Presence, ann: Path) -> None:
    try:
        file = ann.rename(ann.with_name("a\nb\x1b[31m.presence"))
    except OSError:
        pytest.skip("this system has no such names")
    said = presence("check", file)
    assert said.out.startswith("“a b [31m.presence” is a Presence profile")
    assert len(said.out.splitlines()) == 1
    assert_one_sentence(presence("check", file.with_name("no\nsuch\x1bfile")))
