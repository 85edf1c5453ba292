"""Change one thing in the code at a time, and see whether a test notices.

python3 run.py mutants [MODULE ...]

MODULE is a module with tests of its own, such as scoring or storage.lock, or a package of such, storage; all that
decides what somebody is told, and what becomes of their file, if nothing else is said.

A change is one comparison, number, word, condition, argument or line that is another, or is not there. For each, the
module's own tests that reach its lines run in a process of their own, until one fails: it has noticed. A change that
none notices survives and is printed, unless survivors.txt says why it makes no difference; then the exit code is 1,
as it is when a line there fits no survivor any more. Changes that keep the module from loading do not count.

Generated examples are the same each time. Made for Linux, and other systems that can copy a process.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.mutants.changes import mutants
from tests.mutants.trials import Outcome, Reach, outcome, reach

ROOT: Final = Path(__file__).resolve().parents[2]
SURVIVORS: Final = ROOT / "tests" / "mutants" / "survivors.txt"
USUAL: Final = ("profile", "scoring", "plan", "evidence", "storage")
# tests of what is declared in one module, and is a rule of another
ALSO: Final = {"profile": ["tests/unit/test_answering.py"]}


def main() -> int:
    """Try every change to the chosen modules; return 1 if one survives that nobody has read."""
    parser = argparse.ArgumentParser("run.py mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"{', '.join(USUAL)}, if nothing else is said")
    chosen = parser.parse_args().modules or USUAL
    if unknown := [name for name in chosen if not sources(name)]:
        parser.error(f"there is no module named {', '.join(unknown)}")
    os.chdir(ROOT)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    read = survivors(SURVIVORS.read_text(encoding="utf-8"))
    return max([try_all(name, read) for name in chosen])


def sources(name: str) -> dict[str, str]:
    """Return by name the files of a module, or of the modules in a package."""
    path = ROOT.joinpath("presence_gui", *name.split("."))
    files = (
        sorted(path.glob("*.py")) if path.is_dir() else [file for file in [path.with_suffix(".py")] if file.exists()]
    )
    return {".".join(file.with_suffix("").relative_to(ROOT).parts): str(file) for file in files}


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


def try_all(name: str, read: Mapping[str, set[str]]) -> int:
    """Try every change to a module, or to those of a package; return 1 if something is to be looked at."""
    modules = sources(name)
    reached = reach(modules, own_tests(name))
    return max([try_module(module, Path(file), reached, read) for module, file in modules.items()])


def try_module(module: str, file: Path, reached: Reach, read: Mapping[str, set[str]]) -> int:
    """Try every change to one module, saying how it goes; return 1 if something is to be looked at."""
    begin, name = perf_counter(), module.partition(".")[2]
    known = read.get(name, set())
    outcomes: Counter[Outcome] = Counter()
    alive: set[str] = set()
    for mutant in mutants(file.read_text(encoding="utf-8"), str(file)):
        found = outcome(module, mutant, reached.of(str(file), mutant.reached))
        outcomes[found] += 1
        if found is Outcome.SURVIVED:
            alive.add(mutant.name)
            if mutant.name not in known:
                print(f"  {name}:{mutant.line} {mutant.name}", flush=True)
    for gone in sorted(known - alive):
        print(f"  survivors.txt has what does not survive: {name} {gone}")
    noticed, survived = outcomes[Outcome.NOTICED], outcomes[Outcome.SURVIVED]
    share = 100 * noticed / (noticed + survived or 1)
    took = perf_counter() - begin
    print(f"{name}: {noticed + survived} changes, {noticed} noticed ({share:.1f} %), {survived} not; {took:.0f} s")
    return int(alive != known)


if __name__ == "__main__":
    sys.exit(main())
