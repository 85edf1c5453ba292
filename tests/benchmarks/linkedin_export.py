"""How fast and how light official exports are read, against the least anybody must do to read the same bytes."""

import csv
import random
import tracemalloc
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO, TextIOWrapper
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from presence_gui.importers import linkedin
from presence_gui.importers.archive import Archive
from tests.benchmarks.figures import Figure, figure, ratio

CONNECTIONS = 30_000
POSTS = 20_000
WORDS = ("what", "I", "learned", "in", "thirty", "years", "of", "asking", "firms", "in", "Zürich", "naïve", "🚀", "–")


def linkedin_exports(folder: Path, runs: int) -> Iterator[Figure]:
    """Yield the time and the memory a large LinkedIn export takes; both sides take turns."""
    file = folder / "Complete_LinkedInDataExport_11-20-2026.zip"
    write_linkedin(file)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(runs):
        for samples, do in ((bare, read_bare), (ours, read_linkedin)):
            begin = perf_counter()
            do(file)
            samples.append(1000 * (perf_counter() - begin))
    yield ratio("LinkedIn export: 30,000 connections, 20,000 posts", ours, bare, 2, "ms")
    tracemalloc.start()
    read_linkedin(file)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    yield figure("  memory for that", [peak], "MB", 150)


def read_linkedin(file: Path) -> None:
    """Read the facts in an export."""
    with Archive(file) as archive:
        linkedin.read([archive], datetime(2026, 11, 23).date())  # noqa: DTZ001  a day has no zone


def read_bare(file: Path) -> None:
    """Go through the rows of every member."""
    with ZipFile(file) as opened:
        for name in opened.namelist():
            with opened.open(name) as member:
                for _row in csv.reader(TextIOWrapper(member, "utf-8", newline="")):
                    pass


def write_linkedin(file: Path) -> None:
    """Write an export of somebody with as many connections as LinkedIn allows, and a post every four hours or so."""
    chance = random.Random(4)  # noqa: S311  the same export each time
    now = datetime(2026, 11, 20)  # noqa: DTZ001  as LinkedIn writes it
    connections, shares = StringIO(newline=""), StringIO(newline="")
    connections.write('Notes:\n"When exporting your connection data, some addresses may be missing."\n\n')
    rows = csv.writer(connections, lineterminator="\n")
    rows.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
    for number in range(CONNECTIONS):
        day = now - timedelta(days=chance.randrange(6000))
        url = f"https://www.linkedin.com/in/sample-{number}"
        rows.writerow(["Sample", f"Person {number}", url, "", "Example", "Auditor", f"{day:%d %b %Y}"])
    rows = csv.writer(shares, lineterminator="\n")
    rows.writerow(["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"])
    for number in range(POSTS):
        now -= timedelta(seconds=chance.randrange(30_000))
        text = " ".join(chance.choices(WORDS, k=60)) + '"\n""\n"' + " ".join(chance.choices(WORDS, k=20))
        link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{7_000_000_000_000_000_000 + number}"
        rows.writerow([now, link, text, "", "", "MEMBER_NETWORK"])
    with ZipFile(file, "w", ZIP_DEFLATED) as opened:
        opened.writestr("Connections.csv", connections.getvalue())
        opened.writestr("Shares_12345678.csv", shares.getvalue())
