"""Say what a file looks like that no reader knows, and what to bring instead."""

import re
from collections.abc import Sequence
from typing import Final

from presence_gui.importers.archive import Archive

_KNOWN: Final = (
    "Presence reads the copy of your data that LinkedIn, X, Facebook or a blog gives you, just as it was downloaded."
)
_UNPACK: Final = "Unpack it, and bring the folder."

# what a file begins with
_BEGINNINGS: Final = (
    (rb"%PDF", "a PDF", _KNOWN),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM", "a picture", _KNOWN),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "packed in another way than as a ZIP file", _UNPACK),
    (rb"\xd0\xcf\x11\xe0", "an old Word or Excel file", _KNOWN),
    (rb"BEGIN:VCARD", "a list of contacts", f"{_KNOWN} Other people’s addresses are not needed."),
    (rb"BEGIN:VCALENDAR", "a calendar", _KNOWN),
    (rb'\s*\{\s*"app":\s*"presence"', "a profile of Presence", "Open it with File > Open."),
    (rb"(?s).{0,400}<opml", "a list of the feeds somebody reads", "Bring the feed of your own blog."),
    (rb"(?is)\s*(<!doctype html|<html)", "a web page", _KNOWN),
)
# what the names inside tell
_INSIDE: Final = (
    (r"(.*/)?word/document\.xml", "a Word file", _KNOWN),
    (r"(.*/)?xl/workbook\.xml", "an Excel file", f"{_KNOWN} Of Excel files, it knows LinkedIn’s analytics."),
    (r"(.*/)?followers_and_following/.*|(.*/)?your_instagram_activity/.*", "an Instagram export", _KNOWN),
    (r"Takeout/.*", "a Google export without a blog", "Choose Blogger in Google Takeout if you have a blog there."),
    (r".*\.zip", "a ZIP file with more ZIP files inside", "Unpack it once, and bring what is inside."),
)


def what_instead(archive: Archive) -> str:
    """Return two sentences: what this file looks like, as far as that can be told, and what to bring instead."""
    looks, instead = _looks(archive)
    return f"“{archive.name}” {looks}. {instead}"


def _looks(archive: Archive) -> tuple[str, str]:
    if not archive.members:
        return "is empty", _KNOWN
    names = [member.name for member in archive.members]
    if len(names) == 1:
        head = archive.head(archive.members[0])
        if not head.strip():
            return "is empty", _KNOWN
        for pattern, looks, instead in _BEGINNINGS:
            if re.match(pattern, head):
                return f"looks like {looks}", instead
    return _by_names(names)


def _by_names(names: Sequence[str]) -> tuple[str, str]:
    for pattern, looks, instead in _INSIDE:
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names):
            return f"looks like {looks}", instead
    return "is no export that Presence knows", _KNOWN
