"""What others see of the user on a site, from what the user wrote, cut where the site cuts it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from unicodedata import combining

from presence_gui.content import Catalog, Platform
from presence_gui.printout import counted
from presence_gui.profile import Profile, Status
from presence_gui.site import NAME, PLACE, Confidence, Fact, Line, Preview, Style

_JOINERS: Final = "\u200d\ufe0f"
_SKINS: Final = range(0x1F3FB, 0x1F3FF + 1)


class Device(StrEnum):
    """What somebody looks at the site with."""

    COMPUTER = "computer"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Seen:
    """One line as others see it; ``typed`` is False for words that only stand where the user's own will be."""

    words: str
    style: Style
    typed: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """One place where others see the user; ``cuts`` says in a sentence each where the site leaves words off."""

    lines: tuple[Seen, ...]
    cuts: tuple[str, ...]


def views(catalog: Catalog, platform: Platform, profile: Profile, device: Device) -> tuple[View, ...]:
    """Return all that the platform's file says others see, with what the user wrote last, live or not."""
    return tuple(_view(catalog, platform, preview, profile, device) for preview in platform.previews)


def differs(platform: Platform) -> bool:
    """Whether a phone shows something else than a computer."""
    return any(line.phone != line.computer for preview in platform.previews for line in preview.lines)


def grounds(catalog: Catalog, platform: Platform) -> tuple[Fact, ...]:
    """Return the facts behind all cuts, limits and counts of what is shown, in the order of the file."""
    lines = [line for preview in platform.previews for line in preview.lines]
    items = [catalog.items[name] for line in lines for name in line.of if name in catalog.items]
    named = {name for line in lines for name in (line.computer, line.phone, line.most)} | {one.limit for one in items}
    if platform.counting:
        named.add(platform.counting.fact)
    return tuple(fact for fact in platform.facts if fact.id in named)


def cut(text: str, most: int, ends: str = "…") -> str:
    """Return a text of which only ``most`` characters show; signs that are drawn as one are not taken apart."""
    if len(text) <= most:
        return text
    while most and (_hangs_on(text[most]) or text[most - 1] == _JOINERS[0]):
        most -= 1
    return text[:most].rstrip() + ends


def _hangs_on(letter: str) -> bool:
    return combining(letter) > 0 or letter in _JOINERS or ord(letter) in _SKINS


def _view(catalog: Catalog, platform: Platform, preview: Preview, profile: Profile, device: Device) -> View:
    facts = {fact.id: fact for fact in platform.facts}
    lines: list[Seen] = []
    cuts: dict[str, None] = {}
    follows = False  # the line before is there, for one beside it to follow
    for line in preview.lines:
        words = _words(catalog, line, profile, facts)
        fact = facts.get(line.phone if device is Device.PHONE else line.computer)
        if fact and fact.value and len(words) > fact.value:
            words = cut(words, fact.value, line.ends)
            cuts[_where(fact)] = None
        seen = Seen(words or line.missing, line.style, typed=bool(words))
        if line.beside and follows and seen.words:
            before = lines.pop()
            seen = replace(before, words=f"{before.words} · {seen.words}")
        follows = bool(seen.words)
        lines += [seen] * follows
    return View(tuple(lines), tuple(cuts))


def _where(fact: Fact) -> str:
    about = "" if fact.confidence is Confidence.HIGH else "about "
    return f"Cut after {about}{fact.value:,} characters."


def _words(catalog: Catalog, line: Line, profile: Profile, facts: dict[str, Fact]) -> str:
    if line.counts:
        return _number(line, profile, facts)
    return next(_texts(catalog, line.of, profile), "")


def _texts(catalog: Catalog, names: Iterable[str], profile: Profile) -> Iterator[str]:
    own = {NAME: profile.name, PLACE: profile.place}
    for name in names:
        answer = profile.answer(name)
        text = answer.words if name in catalog.items and answer.status is not Status.NOT_FOR_ME else own.get(name, "")
        if words := " ".join(text.split()):
            yield words


def _number(line: Line, profile: Profile, facts: dict[str, Fact]) -> str:
    number = max(profile.answer(name).number or 0 for name in line.of)
    most = (facts[line.most].value if line.most else None) or number
    if number > most:
        return f"{most:,}+ {line.counts}s"
    return counted(number, line.counts) if number else ""
