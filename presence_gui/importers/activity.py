"""What was done so often on such days, as one fact."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from presence_gui.diary import DAYS_A_WEEK
from presence_gui.facts import WEEKS_KEPT, Fact, Skipped, weeks_back

_A_DAY: Final = timedelta(1)


def activity(fact: Fact, days: Mapping[date, int]) -> Fact:
    """Return the fact with the total of these days, the last of them, and the weeks up to its ``as_of``.

    Exports tell days as in London without summer time, so the day after ``as_of`` counts as that day; what is later
    still is left out, and said in ``skipped``.
    """
    counts = {min(day, fact.as_of): 0 for day in days if day <= fact.as_of + _A_DAY}
    for day, times in days.items():
        if day <= fact.as_of + _A_DAY:
            counts[min(day, fact.as_of)] += times
    since = fact.as_of - timedelta(WEEKS_KEPT * DAYS_A_WEEK)
    recent = (day for day, times in counts.items() if day > since for _ in range(times))
    later = sum(days.values()) - sum(counts.values())
    return replace(
        fact,
        number=sum(counts.values()),
        day=max(counts, default=None),
        weeks=weeks_back(recent, fact.as_of),
        skipped=(*fact.skipped, *([Skipped(later, "dated after the export was made")] if later else [])),
    )
