"""The commands as processes of their own: what a script sees, whatever it runs in."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.journeys.command import ROOT, SAMPLES, TODAY, presence, surroundings

SAMPLE = SAMPLES / "Sample A, complete but quiet.presence"

not_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no such shell")


def in_shell(script: str, home: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $presence is the program and $sample a profile."""
    program = f"{shlex.quote(sys.executable)} -m presence_gui"
    names = {"presence": program, "sample": str(SAMPLE), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        ["/bin/sh", "-c", script.replace("$presence", program)],
        cwd=home,
        env=surroundings(home) | names,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_coach_goes_from_nothing_to_a_printed_page(tmp_path: Path) -> None:
    profile, page = "Zoë’s plan 🎉.presence", "plan für Zoë.pdf"
    answers = ("li-account=done", "li-conn-50=20", "li-headline=Accountant for cafés ☕", "facebook=left-out")
    said = presence("answer", profile, *answers, "--today", TODAY, home=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    said = presence("score", profile, "--json", "--today", TODAY, home=tmp_path)
    assert json.loads(said.stdout)["platforms"]["facebook"]["label"] == "Left out"
    said = presence("plan", profile, "--minutes", "45", "--json", "--today", TODAY, home=tmp_path)
    assert json.loads(said.stdout)["minutes"] == 45
    said = presence("plan", profile, "--output", page, "--paper", "letter", "--today", TODAY, home=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    assert len(PdfReader(tmp_path / page).pages) == 1
    said = presence("check", profile, home=tmp_path)
    assert " with 3 answers, saved " in said.stdout.decode()
    assert {file.name for file in tmp_path.iterdir()} == {profile, page}


def test_trouble_is_one_sentence_and_1(tmp_path: Path) -> None:
    said = presence("answer", "plan.presence", "li-moustache=done", home=tmp_path)
    assert (said.returncode, said.stdout) == (1, b"")
    assert said.stderr.decode().rstrip("\r\n") == (
        "There is no item or platform called “li-moustache”. Nothing was changed."
    )
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    assert presence("score", home=tmp_path).returncode == 2
    said = presence(SAMPLE, "extra", home=tmp_path)
    assert (said.returncode, said.stdout) == (2, b"")
    assert said.stderr.count(b"\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize("file", [(), (SAMPLE,)], ids=["no file", "a file"])
def test_no_screen_is_3_and_one_sentence(tmp_path: Path, file: tuple[Path, ...]) -> None:
    said = presence(*file, home=tmp_path)
    assert (said.returncode, said.stdout) == (3, b"")
    assert said.stderr == b"There is no screen here to open a window on.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_in_ascii_stops_nothing(tmp_path: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for arguments in (("plan", SAMPLE), ("score", SAMPLE), ("check", SAMPLE), ("plan", SAMPLE, "--json")):
        said = presence(*arguments, home=tmp_path, more=ascii_only)
        assert (said.returncode, said.stderr) == (0, b"")
        assert said.stdout.isascii()
    said = presence("answer", "plan.presence", "li-headline=Café 🎉", home=tmp_path, more=ascii_only)
    assert (said.returncode, said.stderr) == (0, b"")
    said = presence("score", "Zoë.presence", home=tmp_path, more=ascii_only)
    assert said.returncode == 1
    assert b"is not there" in said.stderr


@not_windows
def test_a_reader_who_leaves_early_is_no_trouble(tmp_path: Path) -> None:
    for command in ("score", "plan --json", "check"):
        for reader in ("head -1", "true"):
            said = in_shell(f'$presence {command} "$sample" | {reader}', tmp_path)
            assert (said.returncode, said.stderr) == (0, b"")
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as nobody:
            gone = subprocess.run(
                [sys.executable, "-m", "presence_gui", *command.split(), SAMPLE],
                cwd=ROOT,
                env=surroundings(tmp_path),
                stdout=nobody,
                stderr=subprocess.PIPE,
                timeout=60,
                check=False,
            )
        assert (gone.returncode, gone.stderr) == (0, b"")


@not_windows
def test_nowhere_to_write_to_is_no_trouble(tmp_path: Path) -> None:
    said = in_shell('$presence score "$sample" >&- 2>&- <&-', tmp_path)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_behind_the_output_is_one_sentence(tmp_path: Path) -> None:
    said = in_shell('$presence score "$sample" > /dev/full', tmp_path)
    assert said.returncode == 1
    assert said.stderr == b"What Presence had to say could not be written: No space left on device.\n"


@not_windows
def test_a_disk_without_room_leaves_everything_as_it_was(tmp_path: Path) -> None:
    # a process that may write no file of any size finds what it would find on a full disk
    (tmp_path / "mine.presence").write_bytes(SAMPLE.read_bytes())
    for command in (
        "answer mine.presence x-account=done",
        "answer new.presence x-account=done",
        "plan mine.presence --output plan.pdf",
    ):
        said = in_shell(f"ulimit -f 0; $presence {command}", tmp_path)
        assert (said.returncode, said.stdout) == (1, b"")
        assert said.stderr.count(b"\n") == 1
        assert b"there is no room for it on the disk" in said.stderr
    assert [file.name for file in tmp_path.rglob("*") if file.is_file() and file.suffix not in {".lock", ".asked"}] == [
        "mine.presence"
    ]
    assert (tmp_path / "mine.presence").read_bytes() == SAMPLE.read_bytes()


def test_a_first_look_needs_no_screen(tmp_path: Path) -> None:
    said = presence("first-look", tmp_path / "look", home=tmp_path)
    assert said.returncode == 0, said.stderr
    written = [Path(line) for line in said.stdout.decode().splitlines()]
    assert sorted(written) == sorted((tmp_path / "look").iterdir())
    assert {file.suffix for file in written} == {".png", ".pdf"}
    assert all(file.stat().st_size > 1000 for file in written)
