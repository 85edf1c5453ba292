"""One measured figure beside its goal, and the table of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: the median, the 99th percentile where asked for, and the most it may be (None: no goal)."""

    name: str
    unit: str
    median: float
    p99: float | None = None
    goal: float | None = None
    remark: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is met, by the 99th percentile where there is one."""
        if self.goal is None:
            return "–"
        return "met" if (self.median if self.p99 is None else self.p99) <= self.goal else "missed"


def figure(
    name: str, samples: Sequence[float], unit: str = "ms", goal: float | None = None, *, p99: bool = False
) -> Figure:
    """Return the figure of these samples."""
    worst = sorted(samples)[ceil(0.99 * len(samples)) - 1] if p99 else None
    return Figure(name, unit, median(samples), worst, goal, f"{len(samples)} runs")


def ratio(name: str, ours: Sequence[float], theirs: Sequence[float], goal: float | None, unit: str) -> Figure:
    """Return how many times as much ours is as theirs, by their medians; ``unit`` is that of the samples."""
    one, other = median(ours), median(theirs)
    return Figure(name, "×", one / other, None, goal, f"{one:.0f} to {other:.0f} {unit}, {len(ours)} runs")


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the lines of a plain table."""
    rows = [("", "median", "p99", "goal", "", "")]
    for one in figures:
        worst = "" if one.p99 is None else f"{one.p99:.2f}"
        goal = "" if one.goal is None else f"≤ {one.goal:g} {one.unit}"
        rows.append((one.name, f"{one.median:.2f} {one.unit}", worst, goal, one.verdict, one.remark))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells, remark in rows:
        middle = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:-1], strict=True))
        yield "  ".join((f"{name:{widths[0]}}", *middle, remark)).rstrip()
