"""Read a TOML file into a frozen dataclass, which thereby declares what the file may say."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, get_args

from presence_gui.errors import ContentError

_T = TypeVar("_T")
# tomllib says where in brackets; its other words are not for people
_PLACE = re.compile(r"\(at (.+)\)$")


def read_table(make: type[_T], file: Path) -> _T:
    """Return a ``make`` whose fields are the file's; raise ContentError naming the file, the place and the field.

    A field without a default must be in the file, and the file may hold nothing else. ``metadata["toml"]`` of a field
    is its name in the file, None for a field the file may not set.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))  # some editors on Windows put a mark in front
    except OSError as trouble:
        message = f"The checklist file “{file.name}” cannot be read: {trouble.strerror}."
        raise ContentError(message) from trouble
    except (ValueError, RecursionError) as trouble:  # tomllib's own, bytes that are not text, nests without end
        place = _PLACE.search(str(trouble))
        what = f"it stops making sense at {place[1]}" if place else "it is not plain text in UTF-8"
        message = f"The file “{file.name}” is not a checklist Presence can read: {what}."
        raise ContentError(message) from trouble
    return _read_fields(make, file.stem, table)


def does_not_fit(file: str, where: str, what: str) -> ContentError:
    """Return the complaint about one place in a checklist file."""
    return ContentError(f"In the checklist “{file}”, at {where}: {what}.")


def _read_fields(make: type[_T], file: str, table: Mapping[str, object]) -> _T:
    where = str(table.get("id") or table.get("key") or make.__name__.strip("_").lower())
    left = dict(table)
    found: dict[str, object] = {}
    for one in fields(make):  # type: ignore[arg-type]  # only dataclasses come here
        key = one.metadata.get("toml", one.name)
        if key in left:
            found[one.name] = _believe(one.type, left.pop(key), file, f"{where}, {key}")
        elif one.default is MISSING:
            raise does_not_fit(file, where, f"the field “{key}” is missing")
    if left:
        raise does_not_fit(file, where, f"the field “{min(left)}” is unknown")
    build: Callable[..., _T] = make
    return build(**found)


def _believe(kind: object, value: object, file: str, where: str) -> object:
    kinds = get_args(kind)
    if not kinds and isinstance(kind, type):
        if issubclass(kind, StrEnum):
            if isinstance(value, str) and value in list(kind):
                return kind(value)
            raise does_not_fit(file, where, f"“{value}” is not one of: {', '.join(filter(None, kind))}")
        if is_dataclass(kind) and isinstance(value, dict):
            return _read_fields(kind, file, value)
        if type(value) is kind:
            return value
    elif Ellipsis in kinds and isinstance(value, list):
        return tuple(_believe(kinds[0], one, file, where) for one in value)
    elif kinds and Ellipsis not in kinds:
        return _believe(kinds[0], value, file, where)  # what may be left away is not None in a file
    raise does_not_fit(file, where, f"“{value}” does not fit")
