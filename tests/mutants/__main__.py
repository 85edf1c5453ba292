"""Change one thing in the code at a time, and see whether a test notices.

python3 run.py mutants [MODULE ...]

MODULE is a module with tests of its own, such as scoring or storage.lock, or a package of such, storage; all that
decides what somebody is told, and what becomes of their file, if nothing else is said.

A change is one comparison, number, word, condition, argument or line that is another, or is not there. For each, the
module's own tests that reach its lines run in a process of their own, until one fails: it has noticed. A change that
none notices survives and is printed, unless survivors.txt says why it makes no difference; then the exit code is 1,
as it is when a line there fits no survivor any more, or when less than 90 % of the changes to a module are noticed,
whatever is said of the others. Changes that keep the module from loading do not count.

With --seconds, of the tests in other files than a module's own no more run than take so long together, the quickest
first: that finds survivors sooner, and perhaps one more that a slow test would notice.

Generated examples are the same each time. Made for Linux, and other systems that can copy a process.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.mutants.changes import mutants
from tests.mutants.trials import Outcome, Reach, Stage, outcome, reach, stage

ROOT: Final = Path(__file__).resolve().parents[2]
SURVIVORS: Final = ROOT / "tests" / "mutants" / "survivors.txt"
LEAST_NOTICED: Final = 0.9
USUAL: Final = ("profile", "scoring", "plan", "evidence", "storage")
# tests of what is declared in one module, and is a rule of another
ALSO: Final = {"profile": ["tests/unit/test_answering.py"]}


@dataclass(frozen=True, slots=True)
class Result:
    """How many changes to a module were noticed, how many survived and were read, and how many lines are not right.

    Those are survivors that nobody has read, and lines of survivors.txt that fit none.
    """

    name: str
    noticed: int
    read: int
    unread: int
    outdated: int = 0

    @property
    def changes(self) -> int:
        """How many changes could have been noticed."""
        return self.noticed + self.read + self.unread

    @property
    def rate(self) -> float:
        """The share that was noticed: all of them, where there is nothing to change."""
        return self.noticed / self.changes if self.changes else 1.0

    @property
    def is_enough(self) -> bool:
        """Whether enough is noticed, and the rest is read."""
        return self.rate >= LEAST_NOTICED and not self.unread and not self.outdated


def main() -> int:
    """Try every change to the chosen modules; return 1 if too many survive in one, or one that nobody has read."""
    parser = argparse.ArgumentParser("run.py mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"{', '.join(USUAL)}, if nothing else is said")
    parser.add_argument("--seconds", type=float, default=inf, help="try so much of the tests in other files only")
    arguments = parser.parse_args()
    chosen = arguments.modules or USUAL
    if unknown := [name for name in chosen if not sources(name)]:
        parser.error(f"there is no module named {', '.join(unknown)}")
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    read = survivors(SURVIVORS.read_text(encoding="utf-8"))
    results = [
        one for tests, modules in by_tests(chosen).items() for one in try_all(modules, tests, read, arguments.seconds)
    ]
    print("\n" + table(results))
    return int(not all(one.is_enough for one in results))


def sources(name: str) -> dict[str, str]:
    """Return by name the files of a module, or of the modules in a package."""
    path = ROOT.joinpath("presence_gui", *name.split("."))
    files = (
        sorted(path.glob("*.py")) if path.is_dir() else [file for file in [path.with_suffix(".py")] if file.exists()]
    )
    return {".".join(file.with_suffix("").relative_to(ROOT).parts): str(file) for file in files}


def by_tests(chosen: Sequence[str]) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the chosen modules by their tests, which are to run on the code as it is only once."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for name in chosen:
        found.setdefault(tuple(own_tests(name)), {}).update(sources(name))
    return found


def own_tests(name: str) -> list[str]:
    """Return the files or folders of tests that are to notice what changes in a module or a package."""
    package, _, module = name.rpartition(".")
    folder = Path("tests", "unit", package or module)
    return [str(folder) if (ROOT / folder).is_dir() else f"{folder.parent}/test_{module}.py", *ALSO.get(name, [])]


def survivors(text: str) -> dict[str, set[str]]:
    """Return by module the changes that were read, which are the indented lines; the others say why they stay."""
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("    "):
            module, _, change = line.strip().partition(" ")
            found.setdefault(module, set()).add(change)
    return found


def try_all(
    modules: Mapping[str, str], tests: Sequence[str], read: Mapping[str, set[str]], most: float
) -> list[Result]:
    """Try every change to modules with the same tests, at most so many seconds of them on each."""
    reached = replace(reach(modules, tests), most=most)
    with stage(modules, tests) as on:
        return [try_module(module, Path(file), reached, on, read) for module, file in modules.items()]


def try_module(module: str, file: Path, reached: Reach, on: Stage, read: Mapping[str, set[str]]) -> Result:
    """Try every change to one module, saying which ones are to be looked at, and how long it took."""
    begin, name = perf_counter(), module.partition(".")[2]
    known = read.get(name, set())
    noticed, alive = 0, list[str]()
    for mutant in mutants(file.read_text(encoding="utf-8"), str(file)):
        found = outcome(module, str(file), mutant, reached, on)
        noticed += found is Outcome.NOTICED
        if found is Outcome.SURVIVED:
            alive.append(mutant.name)
            if mutant.name not in known:
                print(f"  {name}:{mutant.line} {mutant.name}", flush=True)
    for gone in sorted(outdated := known.difference(alive)):
        print(f"  survivors.txt has what does not survive: {name} {gone}")
    unread = sum(one not in known for one in alive)
    result = Result(name, noticed, len(alive) - unread, unread, len(outdated))
    print(f"{name}: {result.changes} changes, {noticed} noticed; {perf_counter() - begin:.0f} s", flush=True)
    return result


def table(results: Sequence[Result]) -> str:
    """Return a line for each module: how many changes there are, what became of them, and the share noticed."""
    wide = max(len(one.name) for one in results)
    lines = [f"{'':{wide}}  changes  noticed   read  unread    rate"]
    lines += [
        f"{one.name:{wide}} {one.changes:8} {one.noticed:8} {one.read:6} {one.unread:7} {one.rate:7.1%}"
        + ("" if one.is_enough else "  not enough")
        for one in results
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
