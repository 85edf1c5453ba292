"""R10: a file of a newer version is opened, looked at, edited in vain and closed, and not one of its bytes changes."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from presence_gui.profile import profile_to_data
from presence_gui.storage.envelope import Envelope, fingerprint, to_bytes
from presence_gui.storage.migrations import SCHEMA
from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.desk import KEPT, here
from tests.reliability.living import begin, surroundings
from tests.unit.storage.samples import FULL, NOON, PROFILE_ID, with_news

_ENVELOPE: Final = Envelope(PROFILE_ID, 7, "e" * 64, NOON, SCHEMA + 1, SCHEMA + 1, {"written_with": "9.9"})
_DATA: Final = profile_to_data(FULL)
FILES: Final = {
    "the next schema": to_bytes(_ENVELOPE, _DATA),
    "the next schema, which this version can read": to_bytes(replace(_ENVELOPE, min_reader=SCHEMA), _DATA),
    "a schema far ahead, news in every part": to_bytes(
        replace(_ENVELOPE, schema=99), {**_DATA, "news": with_news(_DATA)}
    ),
    "parts that fit no longer": to_bytes(_ENVELOPE, {**_DATA, "answers": [], "minutes": "half an hour"}),
    "another proof of being whole": to_bytes(_ENVELOPE, _DATA).replace(b'"sha256": "', b'"sha256": "blake:'),
}
LEAST_TRIED: Final = 20
_COMMANDS: Final = (
    ("answer", "li-account=done"),
    ("import", "{export}"),
    ("score",),
    ("plan",),
    ("plan", "--output", "{home}/plan.pdf"),
    ("resume",),
    ("check",),
)


def _at_a_desk(home: Path, file: Path, *planted: str) -> Iterator[str]:
    """Do all that a keeper does with a file."""
    with here([home], *planted) as (desk,):
        is_open = desk.do("open", str(file)).file == str(file)
        for what in (["say", "one"], ["save"]):
            desk.do(*what)
        for copy in (home / "copy.presence", *([file] if is_open else [])):  # else it is somebody's wish to replace it
            desk.do("copy", str(copy))
        for how in ("keep_both", "use_other", "use_mine"):
            desk.do("settle", how)
        for what in (["recover", str(file)], ["open", str(file)], ["say", "two"], ["new"], ["open", str(file)]):
            desk.do(*what)
        desk.close()
    if any((home / KEPT / PROFILE_ID).rglob("r*")):
        yield "earlier versions were made of it"


def _in_the_program(home: Path, file: Path, *planted: str) -> Iterator[str]:
    """Try everything in the window, by mouse and keyboard."""
    with begin(home, "look", str(file), *planted) as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    tried = next((int(line.split()[1]) for line in said if line.startswith("tried ")), 0)
    if tried < LEAST_TRIED:
        yield f"only {tried} things were tried: {(home / 'stderr.txt').read_text()[-500:]}"


def _on_the_command_line(home: Path, file: Path) -> Iterator[str]:
    """Run every command on it."""
    export = home / "Profile.csv"
    export.write_text("First Name,Last Name,Headline\nAda,Example,Auditor\n", encoding="utf-8")
    for command, *rest in _COMMANDS:
        words = [one.format(home=home, export=export) for one in rest]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "presence_gui", command, str(file), *words],
            env=surroundings(home),
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in {0, 1} or len(done.stderr.splitlines()) > 1:
            yield f"{command}: {done.stderr[-300:]}"


Way = Callable[[Path, Path], Iterator[str]]


def _swept(place: Place, names: Sequence[str], ways: Sequence[Way]) -> Measured:
    wrong = list[str]()
    for name in names:
        for way in ways:
            home = place.room(f"{name}, {way.__name__}")
            file = home / "Documents" / "My plan.presence"
            file.parent.mkdir()
            file.write_bytes(FILES[name])
            before = fingerprint(file.read_bytes())
            problems = [*way(home, file)]
            if fingerprint(file.read_bytes()) != before:
                problems.append("its bytes are others")
            wrong += [f"{name}, {way.__name__.strip('_').replace('_', ' ')}: {one}" for one in problems]
    return Measured(f"{len(wrong)} of {len(names) * len(ways)} change it", tuple(wrong))


def _at_desks(place: Place) -> Measured:
    return _swept(place, list(FILES), [_at_a_desk])


def _who_believes_every_schema(place: Place) -> Measured:
    def believing(home: Path, file: Path) -> Iterator[str]:
        return _at_a_desk(home, file, "--believes-every-schema")

    return _swept(place, list(FILES)[:1], [believing])


def _in_programs(place: Place) -> Measured:
    return _swept(place, list(FILES), [_in_the_program, _on_the_command_line])


def _a_window_that_believes_every_schema(place: Place) -> Measured:
    def believing(home: Path, file: Path) -> Iterator[str]:
        return _in_the_program(home, file, "--believes-every-schema")

    return _swept(place, list(FILES)[:1], [believing])


BARS: Final = (
    Bar(
        10,
        "a file of a newer version is opened, looked at, edited in vain and closed: not one byte changes",
        "0",
        _at_desks,
        (_who_believes_every_schema,),
    ),
    Bar(
        10,
        "the same in the window, by mouse and keyboard, and on the command line",
        "0",
        _in_programs,
        (_a_window_that_believes_every_schema,),
        quick=False,
    ),
)
