"""Text from an export, made fit to keep and show: one way to write each letter, one kind of line break, no controls."""

import re
from itertools import chain, groupby, islice
from typing import Final
from unicodedata import category, is_normalized, normalize

MOST_CHARACTERS: Final = 10_000  # four times what anybody may write about themselves on LinkedIn

_BYTE_ORDER_MARK: Final = "\ufeff"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST_MARKS: Final = 30  # on one letter: no language has more, and to put them in order takes their square in time


def clean(text: str) -> str:
    """Return a text as it can be kept: composed letters, one kind of line break, no control characters, not endless."""
    lines = text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").replace(_BYTE_ORDER_MARK, "")
    lines = _CONTROLS.sub("", lines)
    return lines if is_normalized("NFC", lines) else normalize("NFC", _with_few_marks(lines))[:MOST_CHARACTERS]


def _with_few_marks(text: str) -> str:
    runs = groupby(text, lambda one: category(one).startswith("M"))
    return "".join(chain.from_iterable(islice(run, _MOST_MARKS) if are_marks else run for are_marks, run in runs))
