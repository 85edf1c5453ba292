"""All bars, in their order."""

from typing import Final

from tests.reliability import canary, endings, every_call, from_outside, kill_loop, power
from tests.reliability.bar import Bar

_MODULES: Final = (every_call, from_outside, power, kill_loop, endings, canary)
BARS: Final[tuple[Bar, ...]] = tuple(
    sorted((bar for module in _MODULES for bar in module.BARS), key=lambda bar: bar.number)
)
