"""The campaign finds what is wrong, and nothing where nothing is; minutes it runs only when somebody asks for it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

import tests.fuzzing.campaign
from presence_gui.facts import Export, Fact, Offer, Skipped, Unknown
from presence_gui.importers.archive import Archive
from presence_gui.importers.reading import Reader, readers
from tests.fuzzing.campaign import TODAY, Campaign, outcome, outcome_of
from tests.fuzzing.marks import Marks
from tests.fuzzing.seeds import seeds
from tests.fuzzing.trials import CANARY, File, Kind, Trial, from_text, packed, to_text, write
from tests.fuzzing.verdict import broken_promises, is_plain_sentence
from tests.fuzzing.whole import WHOLES

ROOT: Final = Path(__file__).resolve().parents[1]
TOY = """
from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, Offer

NAME = "Toy"
OFFERS = (Offer("toy.number", "numbers"),)

def fits(archive):
    return 90 if archive.members else 0

def read(archives, today):
    data = archives[0].read(archives[0].members[0])
    rows, name = data.split(b";"), NAME
    if len(rows) > 4:
        if rows[2].isdigit() and len(rows[1]) > len(rows[3]):
            FAULT
            rows.append(b'')
    return Export(name=name, as_of=today, facts=(Fact(key="toy.number", number=len(rows), as_of=today),))
"""
SEED: Trial = (File("toy.txt", (("", b"ab;c"),), Kind.LOOSE),)


def toy(marks: Marks, fault: str) -> ModuleType:
    module = ModuleType("toy")
    module.__dict__.update(marks.names())
    exec(marks.compiled(TOY.replace("FAULT", fault).encode(), "toy.py"), module.__dict__)  # noqa: S102  made above
    return module


def campaign(fault: str, inputs: int) -> tuple[Campaign, Marks]:
    """Go on until something is found, or so many inputs were tried."""
    marks = Marks()
    made = Campaign(toy(marks, fault), [SEED], [b";", b"7"], marks)
    while not made.finds and made.inputs < inputs:
        made.run(30, 50)
    return made, marks


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ("raise KeyError(7)", "KeyError at toy.py:16"),
        ("raise ExportError('\\x1b')", "its refusal cannot be shown"),
        ("name = 'a\\x1b'", "a name or a sentence has control characters"),
    ],
)
def test_a_fault_behind_two_conditions_is_found_made_small_and_can_be_replayed(fault: str, what: str) -> None:
    made, _marks = campaign(fault, 10_000)
    (find,) = made.finds.values()
    assert find.what == what
    assert len(packed(find.trial[0])) == len(b";a;7;;")  # nothing shorter has it
    name, trial = from_text(to_text("toy", find.trial))
    again = outcome_of(made.reader, trial)
    assert (name, trial, again and again.what) == ("toy", find.trial, what)


def test_nothing_is_found_where_nothing_is_wrong_and_every_line_is_reached() -> None:
    made, marks = campaign("rows = [1]", 1000)
    assert (made.finds, made.inputs) == ({}, 1000)
    assert marks.lines() == marks.lines(made.reached)


READERS: Final = {getattr(module, "__name__", "").rpartition(".")[2]: module for module in readers()}


@pytest.mark.parametrize("name", [*READERS, *WHOLES])
def test_every_reader_has_exports_to_begin_with_that_fit_and_reads_each_as_promised(name: str, tmp_path: Path) -> None:
    reader: Reader = WHOLES.get(name) or READERS[name]
    for trial in seeds(name):
        assert outcome(reader, trial, tmp_path) is None
        if name in READERS:
            archives = [Archive(path) for path in write(trial, tmp_path)]
            assert all(reader.fits(archive) for archive in archives), trial[0].name
            shutil.rmtree(tmp_path)
            tmp_path.mkdir()


BLANK: Final = Fact(key="toy.number", number=2, as_of=TODAY)
WHOLE: Final = Export(name="Toy", as_of=TODAY, facts=(BLANK,))
TOMORROW: Final = TODAY + timedelta(1)
NO_WEEKS: Final = (0,) * 13


def test_an_export_that_keeps_its_promises_breaks_none() -> None:
    posts = replace(BLANK, day=TODAY, weeks=(2, *NO_WEEKS[1:]))
    history = replace(BLANK, key="toy.old", number=None, day=date(2020, 1, 1), weeks=NO_WEEKS)
    assert promises(replace(WHOLE, facts=(posts, history), unknown=(Unknown("toy.else", "It does not say."),))) == []


@pytest.mark.parametrize(
    ("broken", "promise"),
    [
        (replace(WHOLE, as_of=TOMORROW), "it is of a day after today"),
        (replace(WHOLE, dated=0), "it is not the same after it was written and read"),  # type: ignore[arg-type]
        (replace(WHOLE, notes=(CANARY.decode(),)), "something was kept of a file that is never opened"),
        (replace(WHOLE, notes=("\x1b[31m",)), "a name or a sentence has control characters"),
        (replace(WHOLE, unknown=(Unknown("toy.number", ""),)), "a key is there twice"),
        (replace(WHOLE, facts=(replace(BLANK, key="toy.other"),)), "a fact was never offered"),
    ],
)
def test_a_promise_an_export_breaks_is_told(broken: Export, promise: str) -> None:
    assert promises(broken) == [promise]


@pytest.mark.parametrize(
    ("broken", "promise"),
    [
        (replace(BLANK, as_of=TOMORROW), "it is of a day after today"),
        (replace(BLANK, day=TOMORROW), "its last day is after the export"),
        (replace(BLANK, skipped=(Skipped(-1, "odd"),)), "a number is negative"),
        (replace(BLANK, text="a\x85"), "its text or file has control characters, or spaces around it"),
        (replace(BLANK, number=None), "it says nothing"),
        (replace(BLANK, weeks=(0,)), "it has not thirteen weeks"),
        (replace(BLANK, day=TODAY, weeks=(3, *NO_WEEKS[1:])), "its weeks hold more than there is"),
        (
            replace(BLANK, day=date(2026, 11, 1), weeks=(2, *NO_WEEKS[1:])),
            "its last day is not in the last of its weeks",
        ),
        (replace(BLANK, weeks=(2, *NO_WEEKS[1:])), "its last day is not in the last of its weeks"),
    ],
)
def test_a_promise_a_fact_breaks_is_told(broken: Fact, promise: str) -> None:
    assert promises(replace(WHOLE, facts=(broken,))) == [f"toy.number: {promise}"]


def promises(export: Export) -> list[str]:
    return list(broken_promises(export, [Offer("toy.number", "numbers"), Offer("toy.old", "old ones")], TODAY))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm clock for a process")
def test_a_reader_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests.fuzzing.campaign, "MOST_SECONDS", 0.05)
    trial = (File("toy.txt", (("", b";a;7;;"),), Kind.LOOSE),)
    find = outcome_of(toy(Marks(), "while True: pass"), trial)
    assert find
    assert find.what == "it takes more than 5 s"
    assert 'toy.py", line 16' in find.trace


def test_a_reader_that_takes_much_memory_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = Marks()
    made = Campaign(toy(marks, "pass"), [SEED], [b";"], marks)
    monkeypatch.setattr(tests.fuzzing.campaign, "peak_megabytes", lambda: 100_000)
    made.run(30, 10)
    assert [*made.finds] == ["it takes more than 300 MB"]


def test_a_refusal_is_a_sentence_no_longer_than_a_screen() -> None:
    assert is_plain_sentence("“a.zip” is empty. Bring another.")
    assert not any(map(is_plain_sentence, ("", " ", "a" * 2000, "a\x00", "\ud800")))


def test_the_command_says_how_far_it_came() -> None:
    command = [sys.executable, "-P", "-m", "tests.fuzzing", "--seconds", "0.2", "json_feed"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"(?m)^json_feed: \d+ inputs to begin with, seed 4$", done.stdout)
    assert re.search(r"(?m)^ +\d+ s +\d+ inputs +\d+/s +\d+ lines +[\d,]+ ways +\d+ kept  0 finds$", done.stdout)
    assert re.search(r"(?m)^  \d+ of \d+ lines in \d+ modules; never reached:$", done.stdout)
