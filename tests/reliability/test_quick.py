"""The quick bars, each time: a promise is kept here, and its planted faults are noticed."""

import pytest

from tests.reliability.bar import Bar, told
from tests.reliability.bars import BARS

QUICK = [bar for bar in BARS if bar.quick]


@pytest.mark.parametrize("bar", QUICK, ids=lambda bar: f"{bar.name} {bar.promise}")
def test_a_promise_is_kept(bar: Bar) -> None:
    text, passed = told(bar, quick=True)
    if "skipped:" in text:
        pytest.skip(text)
    assert passed, text
