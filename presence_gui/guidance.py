"""Read the research behind the checklists, the rules professions work under, and what the sites’ words mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from presence_gui.content import Catalog, Item, Platform
from presence_gui.days import whole_month
from presence_gui.guide import Section, read_guide
from presence_gui.site import Fact
from presence_gui.toml_file import read_table


class Solid(StrEnum):
    """How much a piece of research can carry."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    MIXED = "mixed"
    JUDGEMENT = "own judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a piece of research lets us say, and what it does not."""

    key: str
    says: str
    source: str
    solid: Solid
    number: str = ""
    year: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession:
    """The rules one profession works under: a pointer, never legal advice.

    ``low_exposure`` says that its people should show little of themselves; ``never_post`` are three short lines for
    the printed page.
    """

    id: str
    title: str
    order: int
    who: str
    says: tuple[str, ...]
    advice: tuple[str, ...]
    checked: date
    keys: tuple[str, ...] = ()
    source: str = ""
    low_exposure: bool = False
    first_comment: str = ""
    never_post: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of the sites, its other forms, and what it means."""

    word: str
    forms: tuple[str, ...]
    says: str

    def is_in(self, text: str) -> bool:
        """Whether a text uses it: lower case fits either, a capital only itself, for “About” is not “about”."""
        every = "|".join(_either_case(form) for form in (self.word, *self.forms))
        return re.search(rf"(?<![\w-])(?:{every})(?![\w-])", text) is not None


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[Word, ...] = field(metadata={"toml": "word"})


@dataclass(frozen=True, slots=True)
class _Studies:
    studies: tuple[Study, ...] = field(metadata={"toml": "study"})


@dataclass(frozen=True, slots=True)
class Guidance:
    """What stands behind the checklists: the research, the professions' rules in their order, the words, the guide."""

    studies: tuple[Study, ...]
    professions: tuple[Profession, ...]
    words: tuple[Word, ...] = ()
    guide: tuple[Section, ...] = ()


def suited(catalog: Catalog, professions: Iterable[Profession], profession: str) -> Catalog:
    """Return the checklists as the people of a profession should read them, in the same order and with the same ids.

    It is the same catalog unless that profession's card asks to show little of oneself.
    """
    if not shows_less(professions, profession):
        return catalog
    items = {name: showing_less(item) for name, item in catalog.items.items()}
    platforms = (replace(one, items=tuple(items[item.id] for item in one.items)) for one in catalog.platforms)
    return replace(catalog, platforms=tuple(platforms), items=MappingProxyType(items))


def shows_less(professions: Iterable[Profession], profession: str) -> bool:
    """Whether the card of a profession ("" for none) says that its people should show little of themselves."""
    return any(card.low_exposure for card in professions if card.id == profession)


def showing_less(item: Item) -> Item:
    """Return an item whose steps show less of the person; the same item where its own steps show little enough."""
    return replace(item, how=item.low_exposure) if item.low_exposure else item


def grounds(guidance: Guidance, platform: Platform, item: Item) -> Iterator[str]:
    """Yield what an item rests on, a paragraph for each study, site's fact and profession's rule it names."""
    for study in guidance.studies:
        if study.key in item.evidence:
            parts = (study.says, study.number, study.caution, f"Source: {study.source}.")
            yield " ".join(part for part in parts if part)
    for fact in platform.facts:
        if fact.key in item.evidence:
            yield said_of(fact)
    for card in guidance.professions:
        if not set(card.keys).isdisjoint(item.evidence):
            yield f"{card.title}: {card.who} Checked {whole_month(card.checked)} ({card.source})."


def words_in(guidance: Guidance, item: Item) -> tuple[Word, ...]:
    """Return the words of the sites that an item uses, in the order of the dictionary."""
    text = " ".join((item.title, item.why, *item.how))
    return tuple(word for word in guidance.words if word.is_in(text))


def said_of(fact: Fact) -> str:
    """Return a fact in a sentence, with its source and the month somebody looked."""
    return f"{fact.about}: {fact.says} Checked {whole_month(fact.checked)} ({fact.source})."


def load_guidance(resources: Path) -> Guidance:
    """Return what stands behind the checklists; raise ContentError for the first file that is wrong."""
    return Guidance(
        load_studies(resources / "evidence.toml"),
        load_professions(resources / "professions"),
        load_words(resources / "words.toml"),
        read_guide(resources / "guide" / "short-guide.md"),
    )


def load_studies(file: Path) -> tuple[Study, ...]:
    """Return the research behind the checklists; raise ContentError where the file is wrong."""
    return read_table(_Studies, file).studies


def load_professions(folder: Path) -> tuple[Profession, ...]:
    """Return the profession cards in their order; raise ContentError where a file is wrong."""
    cards = (read_table(Profession, file) for file in sorted(folder.glob("*.toml")))
    return tuple(sorted(cards, key=lambda card: (card.order, card.id)))


def load_words(file: Path) -> tuple[Word, ...]:
    """Return what the sites' words mean, in the order of the file; raise ContentError where it is wrong."""
    return read_table(_Words, file).words


def _either_case(form: str) -> str:
    first, rest = form[:1], re.escape(form[1:])
    return f"[{first}{first.upper()}]{rest}" if first.islower() else re.escape(form)
