"""Try every reader of exports on inputs nobody would make, guided by which of its lines they reach.

python3 run.py fuzz [--seconds N] [--seed N] [READER ...]
python3 run.py fuzz --replay FILE

READER is a module that reads exports, "archive" for the opening of any file, "door" for all of them as the program
uses them, or "profile" for opening a profile and scoring what it says.

Each reader gets its own minutes (ten, if nothing else is said), from small exports of made-up people and the samples
beside the project. An input is a set of files as a user could bring them: ZIP files of members, or loose files. What
changes at random are the contents of members, their names, which members and files there are, the day they were
written, and now and then the bytes of a ZIP. Inputs that lead a reader from one line to another in a way, or so often,
as none before are kept and changed further; words that mean something come from the seeds and from the reader's code.

These count as finds, and the exit code is then 1:
- anything but an ExportError with a sentence that can be shown leaves ``fits`` or ``read``;
- they take more than 5 seconds, or 300 MB more than all inputs before;
- the Export is not equal after it was written as JSON and read again, or breaks what facts.py promises;
- it keeps something of the members that are never opened.
Each find is made smaller while it stays the same, and written to build/fuzzing/, from where ``--replay`` shows it.

The same seed gives the same inputs on the same Python, however far the time allows. Made for Linux: elsewhere nobody
may be told of memory, and on Windows nobody of time.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.fuzzing.marks import Marks
from tests.fuzzing.trials import from_text, to_text, words_in

if TYPE_CHECKING:
    from presence_gui.importers.reading import Reader
    from tests.fuzzing.campaign import Find

ROOT: Final = Path(__file__).resolve().parents[2]
FINDS: Final = ROOT / "build" / "fuzzing"
_IMPORTERS: Final = "presence_gui.importers"
_PROFILES: Final = ("presence_gui.storage", "presence_gui.profile", "presence_gui.plain")
_SAID: Final = 20  # times progress is told of


def main() -> int:
    """Fuzz the chosen readers one after the other, or replay one find; return 1 if something was found."""
    marks = Marks()
    marks.install(_IMPORTERS, *_PROFILES)  # before any of them is loaded
    every = import_module(f"{_IMPORTERS}.reading").readers()
    known: dict[str, Reader] = {reader.__name__.rpartition(".")[2]: reader for reader in every}
    known |= import_module("tests.fuzzing.whole").WHOLES
    parser = argparse.ArgumentParser("run.py fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"all, or some of: {', '.join(known)}")
    parser.add_argument("--seconds", type=float, default=600, metavar="N", help="for each reader (600)")
    parser.add_argument("--seed", type=int, default=4, metavar="N", help="another gives other inputs (4)")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try the input of a find again, and nothing else")
    chosen = parser.parse_args()
    if unknown := set(chosen.readers) - known.keys():
        parser.error(f"there is no reader named {', '.join(sorted(unknown))}")
    if chosen.replay:
        return replay(known, chosen.replay)
    marks.leave_out_what_ran()  # when the modules were loaded, and perhaps never again
    return max([fuzz(known[name], name, marks, chosen.seconds, chosen.seed) for name in chosen.readers or known])


def replay(known: "Mapping[str, Reader]", file: Path) -> int:
    """Try the input of a find again; return 1 if something still goes wrong."""
    from tests.fuzzing.campaign import outcome_of

    name, trial = from_text(file.read_text(encoding="utf-8"))
    find = outcome_of(known[name], trial)
    print(f"{find.what}\n{find.trace}" if find else "Nothing goes wrong any more.")
    return int(find is not None)


def fuzz(reader: "Reader", name: str, marks: Marks, seconds: float, seed: int) -> int:
    """Fuzz one reader, saying how it goes; return 1 if something was found."""
    from tests.fuzzing.campaign import Campaign
    from tests.fuzzing.changes import constants
    from tests.fuzzing.seeds import seeds

    first = seeds(name)
    folder = ROOT / "presence_gui"
    files = sorted(map(str, [*folder.glob("importers/*.py"), *folder.glob("storage/*.py"), folder / "profile.py"]))
    campaign = Campaign(reader, first, sorted({*words_in(first), *constants(files)}), marks, seed)
    print(f"{name}: {len(first)} inputs to begin with, seed {seed}", flush=True)
    begin, told, lines = perf_counter(), set[str](), set[tuple[str, int]]()
    for part in range(1, _SAID + 1):
        campaign.run(begin + seconds * part / _SAID - perf_counter())
        took, lines = perf_counter() - begin, marks.lines(campaign.reached)
        speed = f"{campaign.inputs:9,} inputs  {campaign.inputs / took:5.0f}/s"
        reached = f"{len(lines):5} lines  {len(campaign.reached):6,} ways  {len(campaign.kept):5} kept"
        print(f"  {took:5.0f} s  {speed}  {reached}  {len(campaign.finds)} finds", flush=True)
        for what, find in campaign.finds.items():
            if what not in told:
                tell(name, find)
        told |= campaign.finds.keys()
    print("\n".join(reach(marks.lines(), lines)), flush=True)
    return int(bool(campaign.finds))


def reach(places: set[tuple[str, int]], reached: set[tuple[str, int]]) -> Iterator[str]:
    """Yield how many lines were reached of the modules that were used at all, and which were not."""
    used = {file for file, _line in reached}
    every = {place for place in places if place[0] in used}
    yield f"  {len(reached)} of {len(every)} lines in {len(used)} modules; never reached:"
    never: defaultdict[str, list[int]] = defaultdict(list)
    for file, line in sorted(every - reached):
        never[Path(file).name].append(line)
    yield from (f"    {file} {', '.join(map(str, lines))}" for file, lines in never.items())


def tell(name: str, find: "Find") -> None:
    """Print a find, and write it where it can be replayed from."""
    text = to_text(name, find.trial)
    FINDS.mkdir(parents=True, exist_ok=True)
    file = FINDS / f"{name}-{sha256(text.encode()).hexdigest()[:8]}.json"
    file.write_text(text, encoding="utf-8")
    print(f"  found: {find.what}\n  python3 run.py fuzz --replay {file.relative_to(ROOT)}")
    print("\n".join(f"    {line}" for line in find.trace[-1200:].splitlines()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
