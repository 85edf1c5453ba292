"""What the user has told us: immutable values, and their plain form for the profile file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from presence_gui.diary import Pause, PrintedPlan, Reading, Slot
from presence_gui.errors import ProfileError
from presence_gui.facts import Fact
from presence_gui.plain import ALWAYS, JSON, Carrying, fields_to_plain, from_plain

MOST_NUMBER: Final = 1_000_000
MOST_CHARACTERS: Final = 100_000
LEAST_MINUTES: Final = 15
MOST_MINUTES: Final = 180
USUAL_MINUTES: Final = 30
PAPERS: Final = ("", "a4", "letter")


class Status(StrEnum):
    """What a person can say of an item; *not yet* is what silence means."""

    DONE = "done"
    NOT_YET = "not-yet"
    NOT_FOR_ME = "not-for-me"
    NOT_SURE = "not-sure"


class Objection(StrEnum):
    """What has held somebody back: no time, no value in it, no idea how, or not knowing what to do first."""

    NONE = ""
    TIME = "time"
    VALUE = "value"
    HOW = "how"
    WHAT = "what"


@dataclass(frozen=True, slots=True)
class Answer(Carrying):
    """What the user says of one item.

    ``number``, ``text`` and ``day`` are filled for items of that kind only. ``given`` is the day a number or
    a tick was given, from which a count "in 28 days" ages. ``spent`` are minutes already given to a one-off item that
    is not done yet. ``from_data`` is the day of the export the answer rests on, None once it was changed by hand.
    ``text`` is what is live once the status is *done*, and a draft before; ``draft`` are the words to replace what is
    live, None where there are none, and ``written`` is the day the user last changed words that are not live.
    """

    status: Status = field(default=Status.NOT_YET, metadata=ALWAYS)
    number: int | None = field(default=None, metadata={"among": range(MOST_NUMBER + 1)})
    text: str = ""
    day: date | None = None
    note: str = ""
    given: date | None = None
    spent: int = field(default=0, metadata={"among": range(MOST_NUMBER + 1)})
    from_data: date | None = None
    draft: str | None = None
    written: date | None = None

    @property
    def words(self) -> str:
        """What the user wrote last, live or not."""
        return self.text if self.draft is None else self.draft


UNANSWERED: Final = Answer()


@dataclass(frozen=True, slots=True)
class Profile(Carrying):
    """Everything one person has told Presence; two profiles that say the same are equal.

    ``minutes`` are minutes a week, 15 to 180. ``paper`` is "a4", "letter" or "" (as the country does).
    ``left_out`` holds platform ids, ``answers`` item ids, also of items this version does not know. ``work`` is what
    the user does, in their own line, ``place`` where, as sites show it, and ``asked`` whether the first questions were
    put. ``slot`` is None where there is no usual time. ``printed`` are the plans taken along on paper, ``readings`` one
    for each day of change; both in the order of their days, as are the ``pauses``. ``facts`` are what exports said, as
    ``known.merged`` keeps them.
    """

    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}), metadata=ALWAYS)
    left_out: frozenset[str] = field(default=frozenset(), metadata=ALWAYS)
    name: str = field(default="", metadata=ALWAYS)
    goal: str = field(default="", metadata=ALWAYS)
    work: str = ""
    profession: str = field(default="", metadata=ALWAYS)
    objection: Objection = Objection.NONE
    asked: bool = False
    minutes: int = field(default=USUAL_MINUTES, metadata={**ALWAYS, "among": range(LEAST_MINUTES, MOST_MINUTES + 1)})
    slot: Slot | None = None
    paper: str = field(default="", metadata={**ALWAYS, "among": PAPERS})
    pauses: tuple[Pause, ...] = ()
    printed: tuple[PrintedPlan, ...] = ()
    readings: tuple[Reading, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    place: str = ""

    def answer(self, item_id: str) -> Answer:
        """Return the answer to an item, *not yet* where there is none."""
        return self.answers.get(item_id, UNANSWERED)

    def answered(self, item_id: str, answer: Answer) -> "Profile":
        """Return a profile with this answer; an empty one leaves no trace."""
        answers = {**self.answers, item_id: answer}
        if answer == UNANSWERED:
            del answers[item_id]
        return replace(self, answers=MappingProxyType(answers))

    def leaving_out(self, platform_id: str, *, left_out: bool) -> "Profile":
        """Return a profile in which a platform is left out, or in again. Its answers stay."""
        rest = self.left_out - {platform_id}
        return replace(self, left_out=rest | {platform_id} if left_out else rest)


def profile_to_data(profile: Profile) -> dict[str, JSON]:
    """Return the profile as plain JSON values, in an order that does not depend on how it came about."""
    return fields_to_plain(profile)


def profile_from_data(data: JSON) -> Profile:
    """Return the profile that ``profile_to_data`` gave; raise ProfileError naming the first part that does not fit."""
    if not isinstance(data, dict):
        raise ProfileError("The profile does not hold what Presence writes; the file has been left as it is.")
    return from_plain(Profile, data)
