"""All bars, in their order."""

from typing import Final

from tests.reliability import (
    build,
    canary,
    corpora,
    damage,
    endings,
    every_call,
    foreign,
    from_outside,
    fuzz,
    golden,
    kill_loop,
    newer,
    power,
    private,
    refusals,
    sealed,
    speed,
    three_years,
    twins,
)
from tests.reliability.bar import Bar

_MODULES: Final = (
    every_call,
    from_outside,
    power,
    kill_loop,
    refusals,
    twins,
    foreign,
    damage,
    newer,
    golden,
    three_years,
    endings,
    speed,
    corpora,
    fuzz,
    canary,
    sealed,
    private,
    build,
)
BARS: Final[tuple[Bar, ...]] = tuple(
    sorted((bar for module in _MODULES for bar in module.BARS), key=lambda bar: bar.number)
)
