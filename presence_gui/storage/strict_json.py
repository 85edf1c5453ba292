"""Read JSON so strictly that whatever is believed can be written back and means one thing only."""

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Final, NoReturn

from presence_gui.plain import JSON

MOST_BYTES: Final = 20_000_000
MOST_DEPTH: Final = 64
MOST_DIGITS: Final = 20

# a large file is looked through in a quarter of the time that "in" takes
_ESCAPED: Final = re.compile(rb"\\u")


def parse(raw: bytes) -> JSON:
    """Return the value the bytes hold; raise ValueError, and nothing else, for all that is not plain JSON in UTF-8.

    Refused although Python would read it: more than 20 MB, other encodings, a key twice, NaN and numbers too large
    for a float, numbers of more than 20 digits, nesting deeper than 64, and characters cut in half.
    """
    if len(raw) > MOST_BYTES:
        raise ValueError("too large")
    try:
        value: JSON = json.loads(
            raw.decode("utf-8-sig"),
            parse_int=_whole_number,
            parse_float=_number,
            parse_constant=_no_number,
            object_pairs_hook=_each_key_once,
        )
    except RecursionError:
        _nested_too_deep()
    _check_depth(value, MOST_DEPTH)
    if _ESCAPED.search(raw):
        canonical(value).encode()  # half a character, which only an escape can make, does not survive this
    return value


def canonical(value: JSON) -> str:
    """Return the one text that stands for a value, from which its fingerprint is made; raise ValueError for NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical_pieces(value: JSON) -> Iterator[str]:
    """Yield the canonical text of a value in pieces, none of which is much longer than the longest list or string."""
    if not isinstance(value, dict) or not any(isinstance(inner, dict | list) for inner in value.values()):
        yield canonical(value)
        return
    before = "{"
    for key, inner in sorted(value.items()):
        yield f"{before}{canonical(key)}:"
        yield from canonical_pieces(inner)
        before = ","
    yield "}"


def _whole_number(text: str) -> int:
    _check_digits(text)
    return int(text)


def _number(text: str) -> float:
    _check_digits(text)
    number = float(text)
    return number if isfinite(number) else _no_number(text)


def _check_digits(text: str) -> None:
    # Zeros in front and the power of ten are layout; the rest is what a reader has to keep.
    if sum(map(str.isdigit, text.lower().partition("e")[0].lstrip("-0."))) > MOST_DIGITS:
        _no_number(text[:MOST_DIGITS])


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"not a number to work with: {text}")


def _each_key_once(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found


def _check_depth(value: JSON, left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if not left:
        _nested_too_deep()
    for inner in value.values() if isinstance(value, dict) else value:
        _check_depth(inner, left - 1)


def _nested_too_deep() -> NoReturn:
    raise ValueError("nested too deep")
