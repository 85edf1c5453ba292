"""Titles as feeds and exports write them, with entities and tags in them, as plain lines."""

import re
from html import unescape
from typing import Final

from presence_gui.importers.words import MOST_CHARACTERS, clean

# what never ends goes on to the end, as in a browser: to look for an end from each beginning would take for ever
_TAG: Final = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>")


def plain_line(text: str) -> str:
    """Return a text on one line, without the tags and entities of a web page in it."""
    return " ".join(clean(unescape(_TAG.sub(" ", text[:MOST_CHARACTERS]))).split())
