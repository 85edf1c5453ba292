"""How long a text is, as the site counts it that it is for."""

import re
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

# signs drawn as one: a flag, a key, or a picture with its skin, its variant and whatever is joined to it
_PICTURE: Final = r"[\U0001F000-\U0001FAFF\u2190-\u2BFF\u3030\u303D\u3297\u3299]\uFE0F?[\U0001F3FB-\U0001F3FF]?"
_EMOJI: Final = re.compile(
    r"[\U0001F1E6-\U0001F1FF]{2}"
    r"|[0-9#*]\uFE0F?\u20E3"
    r"|\U0001F3F4[\U000E0020-\U000E007F]+"
    rf"|{_PICTURE}(?:\u200D{_PICTURE})*"
)
_LINK: Final = re.compile(r"(?<![@\w.-])(?:https?://)?+(?:[\w-]++\.)+[a-z]{2,}+(?!@)(?:[:/?#](?:\S*[\w/])?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How a site counts: ``ones`` are spans of characters that count 1 each, every other one counts ``others``.

    An ``emoji`` and a ``link`` count so much whatever they are made of. ``fact`` is the id of the fact that says so.
    """

    fact: str
    others: int
    emoji: int
    link: int
    ones: tuple[tuple[int, ...], ...]

    def length(self, text: str) -> int:
        """Return how long a text is to the site."""
        rest, links = _LINK.subn("", normalize("NFC", text))
        rest, emoji = _EMOJI.subn("", rest)
        ones = sum(any(first <= ord(letter) <= last for first, last in self.ones) for letter in rest)
        return links * self.link + emoji * self.emoji + ones + (len(rest) - ones) * self.others

    @property
    def complaint(self) -> str:
        """What is wrong with the numbers; "" where nothing is."""
        if min(self.others, self.emoji, self.link) < 1:
            return "nothing may count less than 1"
        if any(len(span) != len(("first", "last")) or list(span) != sorted(span) for span in self.ones):
            return "the field “ones” holds a span that is none"
        return ""
