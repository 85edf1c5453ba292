"""What a person is told of a copy of their work that was found: what happened, what is safe, and how much it holds."""

from datetime import datetime
from typing import Final

from presence_gui.days import whole_day

_LATELY: Final = {0: "today", 1: "yesterday"}


def found_copy(name: str, when: str, steps: int, done: int) -> str:
    """Say that a profile could not be read and that a copy was found; ``when`` as ``moment`` gives it."""
    return (
        f"The file {name} was damaged, perhaps by a power cut. Your work is safe: we found a copy from {when}"
        f" ({holding(steps, done)}). The damaged file is kept."
    )


def found_instead(trouble: str, when: str, steps: int, done: int) -> str:
    """Add to the sentence on a profile that could not be opened that a copy was found, as ``found_copy`` does."""
    return f"{trouble} Your work is safe: we found a copy from {when} ({holding(steps, done)})."


def found_loose(when: str, steps: int, done: int) -> str:
    """Say that work was found which never had a file; ``when`` as ``moment`` gives it."""
    return f"Work from {when} never reached a file. It is safe: we found it as it was ({holding(steps, done)})."


def found_newer(name: str, when: str, steps: int, done: int) -> str:
    """Say that work was found which never reached the file; ``when`` as ``moment`` gives it."""
    return (
        f"The last changes to {name} did not reach the file. Your work is safe: we found it as it was {when}"
        f" ({holding(steps, done)}). The file is kept as well."
    )


def found_beside(copy: str, name: str, when: str, steps: int, done: int) -> str:
    """Say that a file beside a profile holds other work on it; ``when`` as ``moment`` gives it."""
    return (
        f"{copy} in the same folder is a copy of {name} with other work in it, saved {when} ({holding(steps, done)});"
        " perhaps a sync service put it there. Nothing has been overwritten."
    )


def found_written_over(name: str, when: str, steps: int, done: int) -> str:
    """Say that a file does not hold what was last saved in it here; ``when`` as ``moment`` gives it."""
    return (
        f"What was last saved in {name} on this computer is not in it now: another program or computer has changed the"
        f" file since. Your work is safe: we kept it as it was {when} ({holding(steps, done)}). The file is kept as"
        " well."
    )


def found_of_another(name: str, when: str, steps: int, done: int) -> str:
    """Say that work was found on a profile whose place another has now; ``when`` as ``moment`` gives it."""
    return (
        f"Another profile used to be in the place of {name}, and the last changes to that one did not reach its file."
        f" They are safe: we found that profile as it was {when} ({holding(steps, done)}). {name} is kept as well."
    )


def changed_by_others(when: str) -> str:
    """Say that somebody else wrote the file, and that there is a choice; ``when`` as ``moment`` gives it."""
    return (
        f"Another computer, window or sync service changed this file, last saved {when}. Nothing has been overwritten."
        " The one you do not choose stays in Earlier versions."
    )


def holding(steps: int, done: int) -> str:
    """Return what a profile holds, such as "61 steps, 40 done"."""
    return f"{steps} step{'s' if steps != 1 else ''}, {done} done"


def moment(when: datetime, now: datetime) -> str:
    """Return a moment in local time as a person says it: "today, 14:02", "yesterday, 14:02", "Tue 4 March 2026, 14:02".

    ``when`` has a time zone; ``now`` without one is the local time.
    """
    there = when.astimezone()
    days = (now.astimezone().date() - there.date()).days
    return f"{_LATELY.get(days) or whole_day(there.date())}, {there:%H:%M}"
