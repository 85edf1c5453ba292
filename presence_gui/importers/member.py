"""One file of an export: its name, its size and its day, and which files of an export count at all."""

import re
from datetime import date
from typing import Final, NamedTuple

MOST_MEMBERS: Final = 250_000  # Facebook and X put every picture inside: more than 100,000 are nothing unusual

# what a reader may look for; of the others, pictures and films, there may be very many
TEXTS: Final = (".csv", ".js", ".json", ".xml", ".html", ".htm", ".atom", ".rss", ".rdf", ".wxr", ".txt")

# control characters, and those that turn the direction of writing, so that a name can look like another
_ODD: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")


class Member(NamedTuple):
    """A file inside: its name with "/" between folders, its size in bytes as declared, the day it was changed."""

    name: str
    size: int
    changed: date | None

    @property
    def base(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]


def counts(name: str) -> bool:
    """Whether a file is the owner's: not what a Mac adds, and not named so that it looks like another."""
    path = f"/{name}"
    of_a_mac = "/__MACOSX/" in path or "/._" in path or path.endswith("/.DS_Store")
    return not of_a_mac and not _ODD.search(name)


def shown(name: str) -> str:
    """Return a name as it can stand in a sentence."""
    return _ODD.sub("\ufffd", name)
