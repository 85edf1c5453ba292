"""R13: however the program ends, and whatever goes wrong in it, the last edit is on the disk."""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from presence_gui.errors import ProfileError
from presence_gui.profile import profile_to_data
from presence_gui.storage.profile_file import open_profile
from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.living import ROOT, begin

ENDINGS: Final = ("SIGTERM", "SIGINT", "SIGHUP", "log-out", "close", "quit")
LEAST_SLOTS: Final = 50
_AT_ONCE: Final = 3
_CONNECTED: Final = re.compile(r"\.connect\((?:partial\()?self\.(\w+)[,)]")
_FIRST: Final = ("Keeper._changed", "MainWindow._show_chips", "ItemRow._tick")


def lost(home: Path, *what: str) -> tuple[str, list[str]]:
    """Run a script to its end; return what is wrong with the file afterwards, and what the script said besides."""
    with begin(home, *what) as program:
        assert program.stdout is not None
        said = program.stdout.read().splitlines()
    told = [line.removeprefix("profile ") for line in said if line.startswith("profile ")]
    if not told:
        return f"the script did not come to its end: {(home / 'stderr.txt').read_text()[-300:]}", said
    files = sorted((home / "Documents").glob("*.presence"))
    try:
        kept = [profile_to_data(open_profile(file).profile) for file in files]
    except ProfileError as trouble:
        return str(trouble), said
    return ("" if json.loads(told[-1]) in kept else "the last edit is not in the file"), said


def slots() -> Iterator[str]:
    """Yield every method of the window's classes that is connected to a signal, as Class.method."""
    for module in sorted((ROOT / "presence_gui" / "ui").glob("*.py")):
        text = module.read_text(encoding="utf-8")
        for one in ast.parse(text).body:
            if isinstance(one, ast.ClassDef):
                methods = {method.name for method in one.body if isinstance(method, ast.FunctionDef)}
                connected = set(_CONNECTED.findall(ast.get_source_segment(text, one) or ""))
                yield from (f"{module.stem}.{one.name}.{name}" for name in sorted(methods & connected))


def _ended(place: Place, endings: Sequence[str], *planted: str) -> Measured:
    wrong = list[str]()
    for ending in endings:
        if problem := lost(place.room(ending), "ending", ending, *planted)[0]:
            wrong.append(f"{ending}: {problem}")
    return Measured(f"{len(wrong)} of {len(endings)} endings lose the last edit", tuple(wrong))


def _endings(place: Place) -> Measured:
    return _ended(place, ENDINGS[:: 3 if place.quick else 1])


def _who_is_deaf_to_signals(place: Place) -> Measured:
    return _ended(place, ["SIGTERM"], "--deaf-to-signals")


def _who_ignores_the_log_out(place: Place) -> Measured:
    return _ended(place, ["log-out"], "--saves-late")


def _broken(place: Place, names: Sequence[str], *planted: str) -> tuple[Measured, int]:
    homes = [place.room(name) for name in names]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        done = list(pool.map(lambda one: lost(one[0], "broken", one[1], *planted), zip(homes, names, strict=True)))
    reached = [name for name, (_wrong, said) in zip(names, done, strict=True) if "raised" in said]
    wrong = [f"{name}: {problem}" for name, (problem, _said) in zip(names, done, strict=True) if problem]
    wrong += [
        f"{name}: {line}"
        for name, (_wrong, said) in zip(names, done, strict=True)
        for line in said
        if line.startswith("storm")
    ]
    return Measured(f"{len(wrong)} of {len(reached)} broken slots lose the last edit", tuple(wrong)), len(reached)


def _slots(place: Place) -> Measured:
    every = list(slots())
    if place.quick:
        every = [name for name in every if name.partition(".")[2] in _FIRST[:1]]
    measured, reached = _broken(place, every)
    if reached < (len(every) if place.quick else LEAST_SLOTS):
        return measured._replace(wrong=(*measured.wrong, f"only {reached} slots were reached"))
    return measured


def _who_lets_a_broken_slot_pass(place: Place) -> Measured:
    return _broken(place, ["keeping.Keeper._changed"], "--lets-pass")[0]


BARS: Final = (
    Bar(
        13,
        "the last edit is kept at log-out, signals, closing and quitting",
        "0",
        _endings,
        (_who_is_deaf_to_signals, _who_ignores_the_log_out),
    ),
    Bar(
        13,
        f"the last edit is kept, and one dialog shown, when any of {LEAST_SLOTS} and more slots breaks",
        "0",
        _slots,
        (_who_lets_a_broken_slot_pass,),
    ),
)
