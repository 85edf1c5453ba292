"""R20: what is installed is what was checked, and what is built can be built again by anybody, byte for byte.

Covered: the lock, which names all packages there are here and proves each by its hash; and the wheel, built twice from
two copies of the source that differ in all a build may not depend on. The installers, the list of all parts they hold,
the same comparison of them, and QtNetwork left out of them are tried by ``run.py build --test``, which makes them.
Looking up known faults of the packages needs a network: it is to be done, with its date, on the machine that builds.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Final

from tests.reliability.bar import Bar, Measured, Place
from tests.reliability.living import ROOT

LOCK: Final = ROOT / "requirements.lock"
_PIN: Final = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([\w.!+-]+)(?: ;.*)?")
_HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_NOT_PACKAGES: Final = {"pip", "setuptools", "wheel"}  # what puts packages in is no package of the program
_SOURCE: Final = ("presence_gui", "resources", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
_THEN: Final = "1700000000"


def _locked(text: str) -> Measured:
    """Judge a lock by the packages that are installed here."""
    logical = [line.strip() for line in re.sub(r"\\\n\s*", " ", text).splitlines()]
    entries = [line for line in logical if line and not line.startswith("#")]
    wrong, pins = list[str](), set[tuple[str, str]]()  # of some packages one version for each Python
    for entry in entries:
        what, *hashes = re.split(r"\s+(?=--)", entry)
        if (pin := _PIN.fullmatch(what)) is None:
            wrong.append(f"not one version: {what}")
            continue
        pins.add((_one_name(pin[1]), pin[2]))
        if not hashes or not all(map(_HASH.fullmatch, hashes)):
            wrong.append(f"not proven by a hash: {what}")
    here = {_one_name(one.name): one.version for one in distributions(path=[_packages()])}
    wrong += [
        f"installed and not locked: {name} {version}"
        for name, version in sorted(here.items())
        if name not in _NOT_PACKAGES and (name, version) not in pins
    ]
    value = f"hashes for {len(entries) - len(wrong)} of {len(entries)} packages; {len(here)} of them installed here"
    return Measured(value, tuple(wrong))


def _packages() -> str:
    import pytest  # a package like the others

    return str(Path(pytest.__file__).parents[1])


def _one_name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _lock(_place: Place) -> Measured:
    return _locked(LOCK.read_text(encoding="utf-8"))


def _a_lock_that_lacks_a_hash(_place: Place) -> Measured:
    text = LOCK.read_text(encoding="utf-8")
    return _locked(re.sub(r"(platformdirs==[^\s\\]+) (\\\n\s*--hash=\S+ ?)+", r"\1", text))


def _a_lock_that_leaves_the_version_open(_place: Place) -> Measured:
    return _locked(LOCK.read_text(encoding="utf-8").replace("platformdirs==", "platformdirs>="))


def _a_lock_of_other_versions(_place: Place) -> Measured:
    return _locked(re.sub(r"platformdirs==\S+", "platformdirs==0.1", LOCK.read_text(encoding="utf-8")))


def _built_twice(place: Place, differs: Callable[[Path], object] = lambda _source: None) -> Measured:
    """Build in two places, at two times, in two zones, with two masks; ``differs`` changes the second source."""
    try:
        wheels = list(_two_wheels(place, differs))
    except subprocess.CalledProcessError as trouble:
        return Measured("no wheel", (f"the wheel could not be built: {trouble.stderr.strip()[-300:]}",))
    marks = {sha256(one.read_bytes()).hexdigest() for one in wheels}
    wrong = () if len(marks) == 1 else ("two builds of the same source differ",)
    return Measured(f"{len(wheels)} wheels of {wheels[0].stat().st_size // 1000} kB, {len(marks)} contents", wrong)


def _two_wheels(place: Place, differs: Callable[[Path], object]) -> Iterator[Path]:
    for number, (zone, mask) in enumerate((("UTC", 0o022), ("Asia/Kathmandu", 0o077))):
        source = place.folder / f"{'a' * (1 + 20 * number)}" / "source"
        source.mkdir(parents=True)
        _copy(source, older_by=86_400 * 400 * number)
        if number:
            differs(source)
        out = place.room(f"dist{number}")
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
        around = {**os.environ, "SOURCE_DATE_EPOCH": _THEN, "TZ": zone, "PYTHONHASHSEED": str(number + 1)}
        subprocess.run(command, cwd=source, env=around, umask=mask, capture_output=True, text=True, check=True)
        yield from out.glob("*.whl")


def _copy(source: Path, older_by: int) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in _SOURCE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=ignored)
        elif (ROOT / name).exists():
            shutil.copy2(ROOT / name, source / name)
    for path in sorted(source.rglob("*"), reverse=older_by > 0):
        moment = path.stat().st_mtime - older_by
        os.utime(path, (moment, moment))


def _builds(place: Place) -> Measured:
    return _built_twice(place)


def _a_source_with_one_byte_more(place: Place) -> Measured:
    return _built_twice(place, lambda source: (source / "presence_gui" / "errors.py").open("a").write("\n"))


def _a_build_that_notes_where_it_was(place: Place) -> Measured:
    def notes(source: Path) -> None:
        (source / "presence_gui" / "place.txt").write_text(str(source))

    return _built_twice(place, notes)


BARS: Final = (
    Bar(
        20,
        "every package is locked to one version and proven by a hash (installers: run.py build; faults: not here)",
        "100 %",
        _lock,
        (_a_lock_that_lacks_a_hash, _a_lock_that_leaves_the_version_open, _a_lock_of_other_versions),
    ),
    Bar(
        20,
        "two builds of the wheel, in other places, times and zones, are the same",
        "1 content",
        _builds,
        (_a_source_with_one_byte_more, _a_build_that_notes_where_it_was),
        quick=False,
    ),
)
