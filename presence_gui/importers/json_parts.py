"""Look into what a JSON file holds, where anything may be missing or be something else."""

from typing import Final

from presence_gui.importers.words import clean

MOST_CHARACTERS: Final = 10_000


def part(value: object, *names: str) -> object:
    """Return what is under these names, one inside the other; None where it is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def rows(value: object, *names: str) -> list[dict[str, object]]:
    """Return the tables in the list under these names; none where there is no list."""
    found = part(value, *names)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(value: object, *names: str) -> str:
    """Return the text under these names, fit to be kept; "" where there is none."""
    found = part(value, *names)
    return clean(found[:MOST_CHARACTERS]).strip() if isinstance(found, str) else ""
