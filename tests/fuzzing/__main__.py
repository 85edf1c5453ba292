"""Try every reader of exports on inputs nobody would make, guided by which of its lines they reach.

python3 run.py fuzz [--seconds N] [--seed N] [READER ...]
python3 run.py fuzz --replay FILE

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
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Final

from presence_gui.importers import reading
from presence_gui.importers.reading import Reader
from tests.fuzzing.campaign import Campaign, Find, constants, lines_of, outcome_of
from tests.fuzzing.seeds import seeds
from tests.fuzzing.trials import from_text, to_text, words_in

ROOT: Final = Path(__file__).resolve().parents[2]
FINDS: Final = ROOT / "build" / "fuzzing"
_IMPORTERS: Final = Path(reading.__file__).parent
_SAID: Final = 20  # times progress is told of


def main() -> int:
    """Fuzz the chosen readers one after the other, or replay one find; return 1 if something was found."""
    known = {module.__name__.rpartition(".")[2]: module for module in reading.readers()}  # type: ignore[attr-defined]
    parser = argparse.ArgumentParser("run.py fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"all, or some of: {', '.join(known)}")
    parser.add_argument("--seconds", type=float, default=600, metavar="N", help="for each reader (600)")
    parser.add_argument("--seed", type=int, default=4, metavar="N", help="another gives other inputs (4)")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try the input of a find again, and nothing else")
    chosen = parser.parse_args()
    if unknown := set(chosen.readers) - known.keys():
        parser.error(f"there is no reader named {', '.join(sorted(unknown))}")
    if chosen.replay:
        name, trial = from_text(chosen.replay.read_text(encoding="utf-8"))
        find = outcome_of(known[name], trial)
        print(f"{find.what}\n{find.trace}" if find else "Nothing goes wrong any more.")
        return int(find is not None)
    return max(fuzz(name, known[name], chosen.seconds, chosen.seed) for name in chosen.readers or known)


def fuzz(name: str, reader: Reader, seconds: float, seed: int) -> int:
    """Fuzz one reader, saying how it goes; return 1 if something was found."""
    first = seeds(name)
    files = sorted(map(str, _IMPORTERS.glob("*.py")))
    campaign = Campaign(reader, first, sorted({*words_in(first), *constants(files)}), [str(_IMPORTERS)], seed)
    print(f"{name}: {len(first)} inputs to begin with, seed {seed}", flush=True)
    begin, told = perf_counter(), set[str]()
    for part in range(1, _SAID + 1):
        campaign.run(begin + seconds * part / _SAID - perf_counter())
        took, reached = perf_counter() - begin, sum(map(len, campaign.coverage.lines.values()))
        print(f"  {took:5.0f} s  {campaign.inputs:9,} inputs  {campaign.inputs / took:5.0f}/s  {reached:5} lines  "
              f"{campaign.coverage.ways:6,} ways  {len(campaign.kept):5} kept  {len(campaign.finds)} finds", flush=True)  # fmt: skip
        for what, find in campaign.finds.items():
            if what not in told:
                tell(name, find)
        told |= campaign.finds.keys()
    missed = {Path(file).name: sorted(lines_of(file) - lines) for file, lines in campaign.coverage.lines.items()}
    every = sum(len(lines_of(file)) for file in campaign.coverage.lines)
    print(f"  {every - sum(map(len, missed.values()))} of {every} lines in {len(missed)} modules; never reached:")
    for file, lines in sorted(missed.items()):
        if lines:
            print(f"    {file} {', '.join(map(str, lines))}", flush=True)
    return int(bool(campaign.finds))


def tell(name: str, find: Find) -> None:
    """Print a find, and write it where it can be replayed from."""
    text = to_text(name, find.trial)
    FINDS.mkdir(parents=True, exist_ok=True)
    file = FINDS / f"{name}-{sha256(text.encode()).hexdigest()[:8]}.json"
    file.write_text(text, encoding="utf-8")
    print(f"  found: {find.what}\n  python3 run.py fuzz --replay {file.relative_to(ROOT)}")
    print("\n".join(f"    {line}" for line in find.trace[-1200:].splitlines()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
