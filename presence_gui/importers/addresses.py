"""Web addresses in an export: which are fit to be kept, and whose they are."""

import re
from typing import Final

_MOST: Final = 2_000
_ADDRESS: Final = re.compile(r"(?i)(https?)://((?:[\w-]+\.)+[\w-]{2,})(:\d{1,5})?([/?#]\S*)?")
# places that let a blog live on their own address: the end of a host's name
HOSTS_OF_BLOGS: Final = frozenset({
    *("blogger.com", "wordpress.com", "medium.com", "substack.com", "ghost.io", "beehiiv.com", "bearblog.dev"),
    *("typepad.com", "tumblr.com", "livejournal.com", "weebly.com", "wixsite.com", "squarespace.com", "jimdofree.com"),
    *("github.io", "gitlab.io", "netlify.app", "vercel.app", "pages.dev", "hashnode.dev", "dev.to", "write.as"),
    *("micro.blog", "svbtle.com", "linkedin.com", "feedburner.com", "google.com", "over-blog.com", "hatenablog.com"),
})  # fmt: skip
_BLOGSPOT: Final = re.compile(r"(?:.+\.)?blogspot\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})")


def web_address(text: str) -> str:
    """Return an address that is http or https, names nobody and hides nothing, its host in small letters; else ""."""
    found = _ADDRESS.fullmatch(text.strip()) if len(text) <= _MOST else None
    if not found or "\\" in text or not found[0].isprintable():
        return ""
    return f"{found[1].lower()}://{found[2].lower()}{found[3] or ''}{found[4] or ''}"


def host_of(address: str) -> str:
    """Return the host of a web address without "www.", "" where there is none."""
    found = _ADDRESS.fullmatch(address)
    return found[2].lower().removeprefix("www.") if found else ""


def is_own(address: str) -> bool:
    """Whether the host of a web address is the blog's own, not one that is lent to many blogs."""
    host = host_of(address)
    ends = host.split(".")
    lent = any(".".join(ends[start:]) in HOSTS_OF_BLOGS for start in range(len(ends)))
    return not lent and not _BLOGSPOT.fullmatch(host)
