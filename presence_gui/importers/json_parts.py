"""Look into what a JSON file holds, where anything may be missing or be something else."""

from json import detect_encoding
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.importers.json_text import inside, value_of, words
from presence_gui.importers.words import clean

MOST_ROWS: Final = 100_000


def read_table(raw: bytes, file: str) -> dict[str, object]:
    """Return the table a JSON file holds; raise ExportError where it cannot be read, or is nothing of the kind."""
    found = value_of(_as_utf8(raw), file)
    if not isinstance(found, dict):
        raise ExportError(f"“{file}” is neither a blog nor a résumé that Presence knows. Download it again.")
    return found


def rows(value: object, *names: str) -> list[dict[str, object]]:
    """Return the tables in the list under these names; none where there is no list. Raise ExportError at too many."""
    found = inside(value, *names)
    if not isinstance(found, list):
        return []
    if len(found) > MOST_ROWS:
        raise ExportError(f"It lists {len(found):,} of a kind, far more than any blog Presence knows.")
    return [one for one in found if isinstance(one, dict)]


def text(value: object, *names: str) -> str:
    """Return the text under these names, fit to be kept; "" where there is none."""
    return clean(words(value, *names)).strip()


def _as_utf8(raw: bytes) -> bytes:
    try:
        return raw.decode(detect_encoding(raw)).encode()
    except ValueError:  # as it is, it will be refused by name
        return raw
