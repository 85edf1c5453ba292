"""How long an archive of X takes to be read, against the bare reading of the same bytes."""

import gc
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from presence_gui.importers import x
from presence_gui.importers.archive import Archive
from tests.benchmarks.figures import Figure, ratio

BEGUN = datetime(2016, 1, 1, tzinfo=UTC)
POSTS = 200_000
PARTS = 4
MANY_RUNS = 25
MOST_RUNS = 3


def x_archives(folder: Path, runs: int) -> Iterator[Figure]:
    """Yield how many times as long as the bare reading of the same bytes the reading of an export takes."""
    posts = POSTS * min(runs, MANY_RUNS) // MANY_RUNS
    parts = [part_of(number, posts // PARTS) for number in range(PARTS)]
    file, today = folder / "archive.zip", (BEGUN + timedelta(hours=posts)).date()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for number, raw in enumerate(parts):
            archive.writestr(f"data/tweets-part{number}.js", f"window.YTD.tweets.part{number} = ".encode() + raw)

    def read() -> None:
        with Archive(file) as archive:
            x.read([archive], today)

    def load() -> None:
        for raw in parts:
            json.loads(raw)

    taken: dict[Callable[[], None], list[float]] = {read: [], load: []}
    for _ in range(min(runs, MOST_RUNS)):
        for do, samples in taken.items():
            gc.collect()
            begin = perf_counter()
            do()
            samples.append(1000 * (perf_counter() - begin))
    yield ratio(f"X archive of {posts} posts, against json.loads", taken[read], taken[load], 1.5, "ms")


def part_of(part: int, posts: int) -> bytes:
    """Return the list in one file of an archive, as X writes it."""
    rows = [{"tweet": post(part * posts + number)} for number in range(posts)]
    return json.dumps(rows, indent=2, ensure_ascii=False).encode()


def post(number: int) -> dict[str, object]:
    """Return one post: every third a repost, every third a reply, every tenth of the others with a link."""
    somebody = {"name": "Sample Person", "screen_name": "sample_p", "indices": ["0", "9"], "id_str": "99", "id": "99"}
    link = {"url": "https://t.co/a", "expanded_url": "https://example.com/a", "display_url": "example.com/a"}
    reply = {"in_reply_to_status_id_str": "5", "in_reply_to_user_id_str": "99", "in_reply_to_screen_name": "sample_p"}
    return {
        "edit_info": {"initial": {"editTweetIds": [str(number)], "editsRemaining": "5", "isEditEligible": True}},
        "retweeted": False,
        "source": '<a href="https://example.com" rel="nofollow">Web App</a>',
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [somebody], "urls": [] if number % 10 else [link]},
        "display_text_range": ["0", "140"],
        "favorite_count": "3",
        "id_str": str(number),
        "truncated": False,
        "retweet_count": "3",
        "id": str(number),
        "created_at": f"{BEGUN + timedelta(hours=number):%a %b %d %H:%M:%S +0000 %Y}",
        "favorited": False,
        "full_text": ("" if number % 3 else "RT @sample_p: ")
        + "A tip for small firms, in Zürich and elsewhere 🌱 " * 3,
        "lang": "en",
        **(reply if number % 3 == 1 else {}),
    }
