"""All bars, in their order."""

from typing import Final

from tests.reliability import every_call, from_outside, kill_loop, power
from tests.reliability.bar import Bar

BARS: Final[tuple[Bar, ...]] = tuple(
    sorted((*every_call.BARS, *from_outside.BARS, *power.BARS, *kill_loop.BARS), key=lambda bar: bar.number)
)
