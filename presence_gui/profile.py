"""What the user has told us: immutable values, and their plain form for the profile file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias, TypeVar

from presence_gui.errors import ProfileError

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

MOST_NUMBER: Final = 1_000_000
MOST_CHARACTERS: Final = 100_000
LEAST_MINUTES: Final = 15
MOST_MINUTES: Final = 180
USUAL_MINUTES: Final = 30
PAPERS: Final = ("", "a4", "letter")

_T = TypeVar("_T", bound=JSON)


class Status(StrEnum):
    """What a person can say of an item; *not yet* is what silence means."""

    DONE = "done"
    NOT_YET = "not-yet"
    NOT_FOR_ME = "not-for-me"
    NOT_SURE = "not-sure"


def _nothing() -> Mapping[str, JSON]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user says of one item.

    ``number``, ``text`` and ``day`` are filled for items of that kind only. ``given`` is the day a number or
    a tick was given, from which a count "in 28 days" ages. ``extra`` carries fields a newer version wrote.
    """

    status: Status = Status.NOT_YET
    number: int | None = None
    text: str = ""
    day: date | None = None
    note: str = ""
    given: date | None = None
    extra: Mapping[str, JSON] = field(default_factory=_nothing)


UNANSWERED: Final = Answer()


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything one person has told Presence; two profiles that say the same are equal.

    ``minutes`` are minutes a week, 15 to 180. ``paper`` is "a4", "letter" or "" (as the country does).
    ``left_out`` holds platform ids, ``answers`` item ids, also of items this version does not know.
    """

    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    left_out: frozenset[str] = frozenset()
    name: str = ""
    goal: str = ""
    profession: str = ""
    minutes: int = USUAL_MINUTES
    paper: str = ""
    extra: Mapping[str, JSON] = field(default_factory=_nothing)

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
    data: dict[str, JSON] = dict(profile.extra)
    data |= {
        "name": profile.name,
        "goal": profile.goal,
        "profession": profile.profession,
        "minutes": profile.minutes,
        "paper": profile.paper,
        "left_out": list[JSON](sorted(profile.left_out)),
        "answers": {item: _answer_to_data(profile.answers[item]) for item in sorted(profile.answers)},
    }
    return data


def profile_from_data(data: JSON) -> Profile:
    """Return the profile that ``profile_to_data`` gave; raise ProfileError naming the first part that does not fit."""
    if not isinstance(data, dict):
        message = "The profile does not hold what Presence writes; the file has been left as it is."
        raise ProfileError(message)
    rest = dict(data)
    answers = _take(rest, "answers", dict, {})
    left_out = _take(rest, "left_out", list, [])
    minutes = _take(rest, "minutes", int, USUAL_MINUTES)
    paper = _take(rest, "paper", str, "")
    if not all(isinstance(name, str) for name in left_out):
        raise _does_not_fit("left_out")
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise _does_not_fit("minutes")
    if paper not in PAPERS:
        raise _does_not_fit("paper")
    return Profile(
        name=_take(rest, "name", str, ""),
        goal=_take(rest, "goal", str, ""),
        profession=_take(rest, "profession", str, ""),
        minutes=minutes,
        paper=paper,
        left_out=frozenset(str(name) for name in left_out),
        answers=MappingProxyType({item: _answer_from_data(item, answer) for item, answer in answers.items()}),
        extra=MappingProxyType(rest),
    )


def _answer_to_data(answer: Answer) -> dict[str, JSON]:
    data: dict[str, JSON] = {**answer.extra, "status": answer.status.value}
    if answer.number is not None:
        data["number"] = answer.number
    if answer.text:
        data["text"] = answer.text
    if answer.day is not None:
        data["day"] = answer.day.isoformat()
    if answer.note:
        data["note"] = answer.note
    if answer.given is not None:
        data["given"] = answer.given.isoformat()
    return data


def _answer_from_data(item: str, data: JSON) -> Answer:
    if not isinstance(data, dict):
        raise _does_not_fit(item)
    rest = dict(data)
    number = _take(rest, "number", int, 0, item) if "number" in rest else None
    text = _take(rest, "text", str, "", item)
    if number is not None and not 0 <= number <= MOST_NUMBER:
        raise _does_not_fit(item)
    try:
        status = Status(_take(rest, "status", str, "not-yet", item))
        day = _day(_take(rest, "day", str, "", item))
        given = _day(_take(rest, "given", str, "", item))
    except ValueError:
        raise _does_not_fit(item) from None
    note = _take(rest, "note", str, "", item)
    return Answer(status, number, text, day, note, given, MappingProxyType(rest))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _take(data: dict[str, JSON], key: str, kind: type[_T], missing: _T, where: str = "") -> _T:
    value = data.pop(key, missing)
    # bool is an int to isinstance, never to a person
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    raise _does_not_fit(where or key)


def _does_not_fit(part: str) -> ProfileError:
    sentence = f"The part “{part}” of the profile cannot be read; the file has been left as it is."
    return ProfileError(sentence, f"“{part}”")
