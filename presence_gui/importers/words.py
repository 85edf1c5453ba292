"""Text from an export, made fit to keep and show: one way to write each letter, one kind of line break, no controls."""

from typing import Final
from unicodedata import category, normalize

_BYTE_ORDER_MARK: Final = "\ufeff"


def clean(text: str) -> str:
    """Return a text as it can be kept: composed letters, one kind of line break, no control characters."""
    lines = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace(_BYTE_ORDER_MARK, ""))
    return "".join(one for one in lines if one in "\n\t" or category(one) not in {"Cc", "Cs"})
