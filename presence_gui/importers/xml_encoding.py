"""The bytes of an XML file as UTF-8, without what XML forbids: as the file declares them, or must have meant."""

import codecs
import re
from typing import Final

# the declaration may be late (a blank line before it) or wrong: it is dropped here, with what stands before it
_DECLARATION: Final = re.compile(rb"\s*<\?xml\b([^<>]{0,200}?)\?>")
_ENCODING: Final = re.compile(rb"""encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
_LOOKS_LIKE: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_UTF_8: Final = "utf-8"
# what a name really means on the web; what takes far too long over a long text; in what none could be read
_MEANS: Final = {"iso8859-1": "cp1252", "ascii": _UTF_8, "utf-8-sig": _UTF_8, "gb2312": "gb18030"}
_WIDE: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
_NEVER: Final = frozenset({"punycode", "idna", *_WIDE})
_MOST_STRAY: Final = 200_000
_AT_ONCE: Final = 1 << 16
# an ampersand that begins nothing, and a reference to a control character; what stands in CDATA is left alone
_STRAY: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#\d|#x[\da-f]|[a-z_][\w.-]*;)|&#(?!0*(?:9|10|13);|x0*[9ad];)(?:x0*1?[\da-f];|0*(?:[12]?\d|3[01]);)",
    re.DOTALL | re.IGNORECASE,
)


def as_utf_8(raw: bytes) -> bytes:
    """Return an XML file as UTF-8, without its declaration and without control characters; never raises.

    What a file looks like comes before what it declares. An encoding that does not exist or does not fit is taken for
    UTF-8, which nothing checks here.
    """
    found = next((name for mark, name in _LOOKS_LIKE if raw.startswith(mark)), "")
    text = _converted(raw, found, "replace") if found else raw
    declaration = _DECLARATION.match(text)
    if declaration:
        declared = _ENCODING.search(declaration[1])
        text = text[declaration.end() :]
        if declared and not found:
            text = _as_declared(text, declared[1].decode("ascii"))
    return text.translate(None, _CONTROLS).lstrip()


def repaired(text: bytes) -> bytes:
    """Return XML as what it must have meant: Windows Western where it is no UTF-8, ``&`` where nothing follows it."""
    try:
        text = _converted(text, _UTF_8)
    except ValueError:
        text = _converted(text, "cp1252", "replace")
    if text.count(b"&") + text.count(b"<![CDATA[") > _MOST_STRAY:
        return text  # nobody's blog: it would take far too much memory
    return _STRAY.sub(_repair, text)


def _repair(found: re.Match[bytes]) -> bytes:
    stray = found[0]
    if stray == b"&":
        return b"&amp;"
    return stray if stray.startswith(b"<") else b""


def _as_declared(text: bytes, declared: str) -> bytes:
    try:
        b" ".decode(declared)  # so that nothing is taken for an encoding that packs or hides text
        name = codecs.lookup(declared).name
        meant = _MEANS.get(name, name)
        return text if meant == _UTF_8 or meant in _NEVER else _converted(text, meant)
    except (LookupError, ValueError):
        return text


def _converted(text: bytes, encoding: str, errors: str = "strict") -> bytes:
    """Return a text as UTF-8, a part at a time: as one string it would take four times the memory."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    parts = (text[begin : begin + _AT_ONCE] for begin in range(0, len(text), _AT_ONCE))
    found = [decoder.decode(part).encode(_UTF_8, "replace") for part in parts]
    return b"".join((*found, decoder.decode(b"", final=True).encode(_UTF_8, "replace")))
