"""Turn what a person says of an item, with a tick, a number, a text or a day, into an answer by hand."""

from dataclasses import replace
from datetime import date

from presence_gui.content import Catalog, Item, Kind
from presence_gui.errors import AnswerError
from presence_gui.profile import MOST_CHARACTERS, MOST_NUMBER, Answer, Profile, Status


def ticked(item: Item, answer: Answer, today: date) -> Answer:
    """Return the answer after a tick: the item is done, in full, as of today; a text is live as it was written last.

    Words that no site would take do not become live: the draft of a text that is live stays one.
    """
    match item.kind:
        case Kind.NUMBER:
            return with_number(item, answer, max(item.target, answer.number or 0), today)
        case Kind.DATE:
            return with_day(answer, today)
        case _:
            done = replace(answer, status=Status.DONE, given=today, from_data=None)
            may_go = answer.draft is not None and can_be_live(item, answer.draft)
            return replace(done, text=answer.words, draft=None) if may_go else done


def unticked(answer: Answer) -> Answer:
    """Return the answer after a tick is taken away. The words written last stay, as a draft; so does the note."""
    kept = one_text(answer)
    return replace(kept, status=Status.NOT_YET, number=None, day=None, given=None, from_data=None)


def one_text(answer: Answer) -> Answer:
    """Return the answer with the words written last as its text; those that are live stay where they were emptied."""
    return replace(answer, text=answer.draft or answer.text, draft=None)


def with_number(item: Item, answer: Answer, number: int | None, today: date) -> Answer:
    """Return the answer with this count as of today; None takes the count away."""
    reached = number is not None and number >= item.target
    given = None if number is None else today
    status = Status.DONE if reached else Status.NOT_YET
    return replace(answer, status=status, number=number, given=given, from_data=None)


def with_text(item: Item, answer: Answer, text: str, today: date) -> Answer:
    """Return the answer with this text, which is a draft until it is said to be live.

    What is live already stays so, with its day and where it is from, beside the new draft. A text ``for_yourself``
    is done at once, unless somebody unticked it: then it stays a draft while it is written.
    """
    if item.for_yourself:
        is_draft = bool(answer.text.strip()) and answer.status is Status.NOT_YET
        status = Status.DONE if text.strip() and not is_draft else Status.NOT_YET
        return replace(answer, text=text, status=status, from_data=None)
    if answer.status is Status.DONE:
        return without_draft(answer) if text == answer.text else replace(answer, draft=text, written=today)
    written = today if text.strip() else None
    return replace(answer, status=Status.NOT_YET, text=text, draft=None, given=None, from_data=None, written=written)


def stated(answer: Answer, text: str) -> Answer:
    """Return the answer with a text said outright: it is what others see, not a draft."""
    status = Status.DONE if text.strip() else Status.NOT_YET
    return replace(answer, status=status, text=text, given=None, from_data=None, draft=None, written=None)


def without_draft(answer: Answer) -> Answer:
    """Return the answer with what is live alone."""
    return replace(answer, draft=None, written=None)


def is_draft(item: Item, answer: Answer) -> bool:
    """Whether words are written that are not live; what nobody needs to put anywhere is never a draft."""
    if item.kind is not Kind.TEXT or item.for_yourself:
        return False
    return answer.draft is not None or (answer.status is Status.NOT_YET and bool(answer.text.strip()))


def with_day(answer: Answer, day: date | None) -> Answer:
    """Return the answer with the day this was last done; None takes the day away."""
    return replace(answer, status=Status.NOT_YET if day is None else Status.DONE, day=day, from_data=None)


def with_status(item: Item, answer: Answer, status: Status, today: date) -> Answer:
    """Return the answer after one of the four words. *Not for me* and *not sure* keep what was filled in."""
    match status:
        case Status.DONE:
            return ticked(item, answer, today)
        case Status.NOT_YET:
            return unticked(answer)
        case _:
            return replace(answer, status=status, from_data=None)


def length(item: Item, text: str) -> int:
    """Return how long a text is, as the item's platform counts."""
    return item.counting.length(text) if item.counting else len(text)


def too_long_by(item: Item, text: str) -> int:
    """Return by how much a text passes the platform's limit; 0 when it fits or the item takes no text.

    It must be too long as it stands and as the platform counts: few sites say which of the two holds for which text.
    """
    if item.kind is not Kind.TEXT or len(text) <= item.target:
        return 0
    return max(0, min(len(text), length(item, text)) - item.target)


def can_be_live(item: Item, text: str) -> bool:
    """Whether a site would take this text: there is one, and it is neither too short nor too long."""
    return bool(text.strip()) and len(text) >= item.least and not too_long_by(item, text)


def say(catalog: Catalog, profile: Profile, statement: str, today: date) -> Profile:
    """Return the profile after one ``ITEM=VALUE`` or ``PLATFORM=left-out|in``.

    VALUE is one of the four words, or a whole number, a day (YYYY-MM-DD) or a text, as the item's kind asks.
    Raises AnswerError when the item is unknown or the value does not fit it.
    """
    name, equals, value = statement.partition("=")
    name = name.strip()
    platform = catalog.platform(name)
    if equals and platform is not None and value in {"left-out", "in"}:
        if value == "left-out" and not platform.can_leave_out:
            raise AnswerError(f"{platform.name} cannot be left out: it is about you, not about a site.")
        return profile.leaving_out(name, left_out=value == "left-out")
    if not equals or name not in catalog.items:
        raise AnswerError(_unknown(catalog, name, equals, is_platform=platform is not None))
    item = catalog.items[name]
    return profile.answered(name, _answer(item, profile.answer(name), value, today))


def _answer(item: Item, answer: Answer, value: str, today: date) -> Answer:
    if value in list(Status):
        return with_status(item, answer, Status(value), today)
    match item.kind:
        case Kind.NUMBER:
            return with_number(item, answer, _number(item, value), today)
        case Kind.DATE:
            return with_day(answer, _past_day(item, value, today))
        case Kind.TEXT if len(value) > MOST_CHARACTERS:
            raise AnswerError(f"The text for {item.id} is longer than {MOST_CHARACTERS:,} characters.")
        case Kind.TEXT:
            return stated(answer, value)
        case _:
            raise AnswerError(f"{item.id} takes one of {', '.join(Status)}, not “{value}”.")


def _number(item: Item, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(MOST_NUMBER))) or int(value) > MOST_NUMBER:
        raise AnswerError(f"{item.id} takes a whole number from 0 to {MOST_NUMBER:,}, not “{value}”.")
    return int(value)


def _past_day(item: Item, value: str, today: date) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise AnswerError(f"{item.id} takes a day such as {today.isoformat()}, not “{value}”.") from None
    if day > today:
        raise AnswerError(f"{item.id} asks when this was last done; {value} is still to come.")
    return day


def _unknown(catalog: Catalog, name: str, equals: str, *, is_platform: bool) -> str:
    if not equals:
        return f"“{name}” is not an answer: write ITEM=VALUE, for example {next(iter(catalog.items), 'item')}=done."
    if is_platform:
        return f"A platform such as {name} is either “left-out” or “in”."
    from difflib import get_close_matches

    close = get_close_matches(name, [*catalog.items, *(platform.id for platform in catalog.platforms)], 1, 0.75)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"There is no item or platform called “{name}”.{hint} Nothing was changed."
