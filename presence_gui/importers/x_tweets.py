"""Posts on X, each told apart as one's own, a reply or something passed on, and counted by day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from presence_gui.days import month_of
from presence_gui.importers.json_text import entries, words

BEGAN: Final = date(2006, 3, 21)
OWN: Final = "own-posts"
REPLIES: Final = "replies"
SHARES: Final = "shares"
_THREAD: Final = "thread"

_DATE_LENGTH: Final = len("Wed Oct 10 20:19:24 +0000 2018")
# how a long post, of which the archive holds only the beginning, links to its whole self
_LONG_POST: Final = ("https://twitter.com/i/web/status/", "https://x.com/i/web/status/")


class Owner(NamedTuple):
    """Whose archive it is: the number and the name of the account, "" where the archive does not say."""

    account: str = ""
    handle: str = ""


@dataclass(slots=True)
class Tally:
    """What has been counted so far: how often on which day by kind, the rows seen, and those not used and why."""

    days: dict[str, Counter[date]] = field(
        default_factory=lambda: {kind: Counter() for kind in (OWN, REPLIES, SHARES, _THREAD)}
    )
    skipped: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    seen: set[str] = field(default_factory=set)

    def add(self, rows: Iterable[object], owner: Owner) -> int:
        """Count these rows and return how many they were; a post that has been counted is not counted again."""
        before = self.rows
        for row in rows:
            self.rows += 1
            tweet = _unwrapped(row)
            created, number = tweet.get("created_at"), tweet.get("id_str")
            day = day_of(created) if isinstance(created, str) else None
            if day is None:
                self.skipped["without a readable date"] += 1
            elif day < BEGAN:
                self.skipped["dated before X began in 2006"] += 1
            elif isinstance(number, str) and number in self.seen:
                self.skipped["listed twice"] += 1
            else:
                self.days[_kind(tweet, owner)][day] += 1
                if isinstance(number, str):
                    self.seen.add(number)
        return self.rows - before


def day_of(created: str) -> date | None:
    """Return the day in "Wed Oct 10 20:19:24 +0000 2018", None for anything else."""
    return _day(created[4:10], created[19:]) if len(created) == _DATE_LENGTH else None


@lru_cache(1 << 14)
def _day(month_and_day: str, zone_and_year: str) -> date | None:
    try:
        day = date(int(zone_and_year[7:]), month_of(month_and_day[:3]), int(month_and_day[4:]))
    except ValueError:
        return None
    return day if zone_and_year.startswith(" +0000 ") else None


def _unwrapped(row: object) -> dict[str, object]:
    """Return the post in a row, which since 2020 is wrapped in {"tweet": …}."""
    inner = row.get("tweet", row) if isinstance(row, dict) else None
    return inner if isinstance(inner, dict) else {}


def _kind(tweet: dict[str, object], owner: Owner) -> str:
    # "retweeted" is always false: how the text begins is the only mark
    text = tweet.get("full_text") or tweet.get("text")
    if isinstance(text, str) and text.startswith("RT @"):
        return SHARES
    to, name = tweet.get("in_reply_to_user_id_str"), tweet.get("in_reply_to_screen_name")
    if not (to or name or tweet.get("in_reply_to_status_id_str")):
        return SHARES if _links(tweet, owner) else OWN
    own_name = isinstance(name, str) and name.lower() == owner.handle.lower()
    return _THREAD if (to and to == owner.account) or (name and own_name) else REPLIES


def _links(tweet: dict[str, object], owner: Owner) -> bool:
    """Whether a post links to something that is not the owner's on X; pictures are not among its "urls"."""
    urls = entries(tweet, "entities", "urls")
    if not urls:
        return False
    own = (f"https://twitter.com/{owner.handle}/".lower(), f"https://x.com/{owner.handle}/".lower(), *_LONG_POST)
    return any(not words(url, "expanded_url").lower().startswith(own) for url in urls)
