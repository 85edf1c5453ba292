"""Frozen dataclasses as plain JSON values and back, checked before believed; each declares what its values may be."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Final, TypeAlias, TypeVar, get_args, get_origin

from presence_gui.errors import ProfileError

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

# of a field: written even when it is the usual value, which a later version may change
ALWAYS: Final = MappingProxyType({"always": True})

_NOTHING: Final[Mapping[str, JSON]] = MappingProxyType({})

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """A part of a profile that carries along in ``extra``, unread, the fields a newer version wrote into it."""

    extra: Mapping[str, JSON] = field(default_factory=lambda: _NOTHING, hash=False)


def to_plain(value: object) -> JSON:
    """Return a value as plain JSON, in an order that does not depend on how it came about."""
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return str(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {name: to_plain(value[name]) for name in sorted(value)}
        case frozenset() | tuple():
            return [to_plain(one) for one in (value if isinstance(value, tuple) else sorted(value))]
        case _:
            return fields_to_plain(value)


def fields_to_plain(value: object) -> dict[str, JSON]:
    """Return a dataclass's fields that differ from their defaults or are ``ALWAYS`` said, with its ``extra``."""
    plain: dict[str, JSON] = dict(getattr(value, "extra", ()))
    for one in fields(value):  # type: ignore[arg-type]  # nothing else comes here
        said = getattr(value, one.name)
        if one.name != "extra" and ("always" in one.metadata or said != _default(one)):
            plain[one.name] = to_plain(said)
    return plain


def from_plain(make: type[_T], data: JSON, where: str = "") -> _T:
    """Return the ``make`` that ``to_plain`` gave; raise ProfileError naming the first part that does not fit.

    A field without a default must be there. ``metadata["among"]`` of a field holds what its value may be. What is not
    a field is carried along in ``extra``, where there is one.
    """
    if not isinstance(data, dict):
        raise _does_not_fit(where)
    rest = dict(data)
    found: dict[str, object] = {}
    for one in fields(make):  # type: ignore[arg-type]  # only dataclasses come here
        place = where or one.name
        if one.name in rest and one.name != "extra":
            value = _believe(one.type, rest.pop(one.name), place)
            if "among" in one.metadata and value not in one.metadata["among"]:
                raise _does_not_fit(place)
            found[one.name] = value
        elif _default(one) is MISSING:
            raise _does_not_fit(place)
    if "extra" in make.__dataclass_fields__:  # type: ignore[attr-defined]  # as above
        found["extra"] = MappingProxyType(rest)
    build: Callable[..., _T] = make
    return build(**found)


def _default(one: "Field[object]") -> object:
    return one.default if one.default_factory is MISSING else one.default_factory()


def _believe(kind: object, value: JSON, where: str) -> object:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return _believe(inner[0], value, where)  # nothing said is not written at all
    if origin in {tuple, frozenset} and isinstance(value, list):
        return origin(_believe(inner[0], one, where) for one in value)
    if origin is Mapping and isinstance(value, dict):
        return MappingProxyType({name: _believe(inner[1], one, name) for name, one in value.items()})
    if isinstance(kind, type) and is_dataclass(kind):
        return from_plain(kind, value, where)
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    if isinstance(kind, type) and isinstance(value, str):
        return _worded(kind, value, where)
    raise _does_not_fit(where)


def _worded(kind: type, value: str, where: str) -> object:
    try:
        if issubclass(kind, StrEnum):
            return kind(value)
        if issubclass(kind, date | time):
            return kind.fromisoformat(value)
    except ValueError:
        pass
    raise _does_not_fit(where)


def _does_not_fit(part: str) -> ProfileError:
    sentence = f"The part “{part}” of the profile cannot be read; the file has been left as it is."
    return ProfileError(sentence, f"“{part}”")
