"""JSON, and the JavaScript files X wraps it in, from bytes to checked values, entry by entry where there are many."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Final, NoReturn

from presence_gui.errors import ExportError

_AT_ONCE: Final = 1 << 20
_LARGEST_ENTRY: Final = 4 << 20
MOST_ENTRIES: Final = 500_000
_MOST_PARTS: Final = 4_000_000
_BLANKS: Final = " \t\n\r"
_BEGIN: Final = re.compile(rb"[\[{]")
_EMPTY: Final = re.compile(rb"\[[ \t\n\r]*\]")
_NEXT: Final = re.compile(r"[ \t\n\r]*([,\]])[ \t\n\r]*")


def value_of(raw: bytes, name: str) -> object:
    """Return the list or mapping these bytes hold; raise ExportError naming the file for whatever holds none.

    What stands before the first bracket, such as "window.YTD.tweets.part0 =", and a semicolon at the end are left out.
    """
    # a list takes twenty times the memory of its two brackets, so what is far more than an export's is not even begun
    if raw.count(b",") + 2 * (raw.count(b"{") + raw.count(b"[")) > _MOST_PARTS:
        raise _too_many(name)
    try:
        text = raw[_begin(raw) :].decode()
        value, end = _DECODER.raw_decode(text)
        _check_end(text[end:])
    except (ValueError, RecursionError) as trouble:
        raise _unreadable(name) from trouble
    found: object = value
    return found


def items_of(raw: bytes, name: str, at_once: int = _AT_ONCE) -> Iterator[object]:
    """Yield the entries of the list these bytes hold, without ever holding all of them; otherwise as ``value_of``.

    Where the bytes hold one mapping, and no list, that is the only entry. No entry of a list may exceed four million
    characters, and there may be half a million of them.
    """
    try:
        begin = _begin(raw)
        if raw[begin : begin + 1] == b"{":
            yield value_of(raw, name)
        elif empty := _EMPTY.match(raw, begin):
            _check_end(raw[empty.end() :].decode())
        else:
            for number, item in enumerate(_items(raw, begin + 1, at_once)):
                if number == MOST_ENTRIES:
                    raise _too_many(name)
                yield item
    except (ValueError, RecursionError) as trouble:
        raise _unreadable(name) from trouble


def inside(value: object, *keys: str) -> object:
    """Return what lies in mappings within mappings under these keys; None where one of them is not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words(value: object, *keys: str) -> str:
    """Return the text that lies inside under these keys, "" where there is none."""
    found = inside(value, *keys)
    return found if isinstance(found, str) else ""


def entries(value: object, *keys: str) -> list[object]:
    """Return the list that lies inside under these keys, empty where there is none."""
    found = inside(value, *keys)
    return found if isinstance(found, list) else []


def _items(raw: bytes, read: int, at_once: int) -> Iterator[object]:
    """Yield the entries of the list whose bracket ends at ``read``: decode a piece, take what is whole in it, go on."""
    decode = getincrementaldecoder("utf-8")().decode
    text, wanted = ",", at_once
    while read < len(raw):
        text += decode(raw[read : read + wanted], final=read + wanted >= len(raw))
        read, at = read + wanted, 0
        follows = _NEXT.match(text)
        try:
            while follows and follows[1] == ",":
                item, end = _DECODER.raw_decode(text, follows.end())
                follows = _NEXT.match(text, end)
                if follows:
                    yield item
                    at = end
        except JSONDecodeError:
            follows = None  # perhaps only cut off where this piece ends
        if follows:
            return _check_end(text[follows.end() :] + raw[read:].decode())
        wanted, text = at_once if at else 2 * wanted, text[at:]
        if len(text) > _LARGEST_ENTRY:
            break
    raise ValueError("the list does not end")


def _begin(raw: bytes) -> int:
    begin = _BEGIN.search(raw)
    if not begin:
        raise ValueError("neither a list nor a mapping")
    return begin.start()


def _check_end(rest: str) -> None:
    if rest.strip(_BLANKS) not in {"", ";"}:
        raise ValueError("more after the end")


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"not a number: {text}")


def _too_many(name: str) -> ExportError:
    return ExportError(f"“{name}” is built of far more parts than any export Presence knows. Download it again.")


def _unreadable(name: str) -> ExportError:
    return ExportError(
        f"“{name}” cannot be read: it is cut off, or was changed after it was downloaded. "
        "Download the export again, and choose the file as it came."
    )


_DECODER: Final = JSONDecoder(parse_constant=_no_number)
