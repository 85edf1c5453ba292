"""Say what a file looks like that no reader knows, and what to bring instead."""

import re
from typing import Final

from presence_gui.importers.archive import Archive

_COPY: Final = (
    "Bring the copy of your data that LinkedIn, X, Facebook or your blog lets you download, just as it comes."
)
_OTHERS: Final = f"Presence does not read those. {_COPY}"
_UNPACK: Final = "Unpack it, and bring the folder."
_PAGE: Final = (
    "Of a blog, bring the feed, often its address with “/feed” at the end, or the export the blog offers; "
    "of LinkedIn, X or Facebook, the copy of your data."
)

# what a file begins with
_BEGINNINGS: Final = (
    (rb"%PDF", "a PDF", f"A PDF of a profile leaves out most of it. {_COPY}"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|BM|....ftyp(?:hei|mif|avif)", "a picture", _COPY),
    (rb"....ftyp|RIFF....(?:AVI|WAVE)|\x1a\x45\xdf\xa3|ID3|OggS|fLaC", "a film or a recording", _COPY),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|.{257}ustar", "a file packed in another way than as a ZIP file", _UNPACK),
    (rb"\xd0\xcf\x11\xe0", "an old Word or Excel file", _COPY),
    (rb"\{\\rtf", "a text document", _COPY),
    (rb"MZ|\x7fELF|#!", "a program", _COPY),
    (rb"BEGIN:VCARD", "a list of contacts", f"Other people’s addresses are not needed. {_COPY}"),
    (rb"BEGIN:VCALENDAR", "a calendar", _COPY),
    (rb"\[InternetShortcut\]|\[Desktop Entry\]", "a link", "Open it, and bring the file you can download there."),
    (rb".{0,3}\xa2eroots", "a Bluesky archive", _OTHERS),
    (rb'\s*\{\s*"app":\s*"presence"', "a profile of Presence", "Open it with File > Open."),
    (rb".{0,400}<opml", "a list of the feeds somebody reads", "Bring the feed of your own blog."),
    (rb"(?i)\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)|From: <Saved by", "a web page", _PAGE),
    (
        rb"(?:From|Received|Return-Path|Delivered-To|Subject|Date|Message-ID|MIME-Version|X-[\w-]+)[: ]",
        "an e-mail",
        "If it holds the link to your data, open the link, and bring the file it leads to.",
    ),
    (rb"\s*[\[{<]", "the data of another program", _COPY),
)
# what stands in the names inside, each of which begins with a slash and ends with a line break
_INSIDE: Final = (
    (("/word/document.xml\n",), "looks like a Word file", _COPY),
    (("/ppt/presentation.xml\n",), "looks like a PowerPoint file", _COPY),
    (
        ("/xl/workbook.xml\n",),
        "looks like an Excel file",
        f"Of those, Presence reads LinkedIn’s analytics only. {_COPY}",
    ),
    (("/mimetype\n",), "looks like a document or a book", _COPY),
    (("/followers_and_following/", "/your_instagram_activity/"), "looks like an Instagram export", _OTHERS),
    (("/user_data_tiktok.", "/tiktok/"), "looks like a TikTok export", _OTHERS),
    (("/outbox.json\n",), "looks like a Mastodon archive", _OTHERS),
    (("/whatsapp chat",), "looks like a chat", f"Presence reads nobody’s messages. {_COPY}"),
    (
        ("\n/takeout/",),
        "looks like a Google export without a blog",
        "Choose Blogger in Google Takeout if you have a blog there.",
    ),
    ((".zip\n",), "holds other ZIP files", "Unpack it once, and bring what is inside."),
)
# how all names inside end
_ENDINGS: Final = (
    ((".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".mp4", ".mov"), "holds only pictures"),
    ((".csv", ".tsv"), "looks like a table, but like none that Presence knows"),
)
_ENOUGH: Final = 5_000


def what_instead(archive: Archive) -> str:
    """Return a few sentences: what this file looks like, as far as that can be told, and what to bring instead."""
    looks, instead = _looks(archive)
    return f"“{archive.name}” {looks}. {instead}"


def _looks(archive: Archive) -> tuple[str, str]:
    members = archive.members
    head = archive.head(members[0]) if len(members) == 1 else b""
    if not members or (len(members) == 1 and not head.strip()):
        return "is empty", "Download it again, and bring it just as it comes."
    is_loose = members[0].name == archive.name
    inside = "" if is_loose else _inside(archive)
    for marks, looks, instead in _INSIDE:
        if any(mark in inside for mark in marks):
            return looks, instead
    for pattern, what, instead in _BEGINNINGS:
        if re.match(pattern, head, re.DOTALL):
            return f"{'looks like' if is_loose else 'holds only'} {what}", instead
    for endings, looks in _ENDINGS:
        if all(member.name.lower().endswith(endings) for member in members):
            return looks, _COPY
    return "is no export that Presence knows", _COPY


def _inside(archive: Archive) -> str:
    """Return the names inside, as far as they may tell what it is: of very many, the first of each sort."""
    names = (member.name.lower() for member in (*archive.members[:_ENOUGH], *archive.texts[:_ENOUGH]))
    return "".join(f"\n/{name}" for name in names) + "\n"
