"""Read the bytes of a JSON file, whatever they hold."""

import json

from presence_gui.errors import ExportError


def read_json(raw: bytes, file: str) -> object:
    """Return what a JSON file holds; raise ExportError, naming the file, where it cannot be read."""
    try:
        found: object = json.loads(raw.decode(json.detect_encoding(raw)))
    except (ValueError, RecursionError):
        message = f"“{file}” cannot be read: it may have been cut short or changed. Download it again."
        raise ExportError(message) from None
    return found
