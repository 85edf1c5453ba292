"""Whole LinkedIn exports, built as files a user could have; each number was worked out by eye from what is in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import How, Skipped
from presence_gui.importers import linkedin
from presence_gui.importers.archive import Archive
from presence_gui.importers.linkedin_files import KINDS
from tests.unit.importers.linkedin_export import (
    CONNECTIONS,
    PREAMBLE,
    PROFILE,
    SHARES,
    TODAY,
    facts,
    read_all,
    table,
    whys,
    zipped,
)

SAMPLES: Final = Path(__file__).parents[4] / "shared" / "samples" / "linkedin"
LARGER: Final = "ask LinkedIn for the larger archive of your data."
RECOMMENDATIONS: Final = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
NONE: Final = (0,) * 13


def _post_id(when: datetime) -> int:
    return (int(when.timestamp() * 1000) << 22) + 12345


def _connections(end: str) -> str:
    """Return 609 people and 3 who closed their account: one a day back from 10 December 2025, the closed ones last."""
    days = [date(2025, 12, 10) - timedelta(number) for number in range(612)]
    rows = [
        ["", "", "", "", "", "", f"{day:%d %b %Y}"]
        if number >= 609
        else ["Sample", f"Person {number}", "https://www.linkedin.com/in/sample", "", "Example", "", f"{day:%d %b %Y}"]
        for number, day in enumerate(days)
    ]
    return PREAMBLE.replace("\n", end) + table(CONNECTIONS, *rows, end=end)


def _complete() -> dict[str, str | bytes]:
    top = "Complete_LinkedInDataExport_12-17-2025/"
    shared = "https://www.linkedin.com/feed/update/urn%3Ali%3A"
    files: dict[str, str | bytes] = {
        "Profile.csv": "\ufeff"
        + table(
            PROFILE,
            [
                *("Sample", "Person", "", "1 Private Road", "Feb 17, 1969", "Auditor who finds what others miss"),
                *("Short.", "Accounting", "X1 1XX", "Leeds, England", "[sample]"),
                *("[PERSONAL:https://example.com/a,b,BLOG:https://blog.example.com]", ""),
            ],
            end="\r\n",
        ),
        "Profile Summary.csv": table("Profile Summary", ["I audit firms.\r\nFor thirty years."]),
        "Positions.csv": table(
            "Company Name,Title,Description,Location,Started On,Finished On",
            ["Example Ltd", "Partner", "Audits.\nAnd more.", "", "Jan 2015", ""],
            ["Example Board", "Member", "Sits.", "", "2019", ""],
            ["Old Example", "Auditor", "", "", "2001", "2014"],
            ["Older Example", "Trainee", "A longer description than any other here", "", "1995", "Jun 2001"],
            ["", " ", "", "", "", ""],
        ),
        "Education.csv": table(
            "School Name,Start Date,End Date,Notes,Degree Name,Activities",
            ["Example University", "1990", "1994", "", "BA", ""],
            [" ", "1994", "1995", "", "", ""],
        ),
        "Skills.csv": table("Name", ["Audit"], ["Tax, and more"], ["audit "], ["Ethics"]),
        "Languages.csv": table("Name,Proficiency", ["English", "NATIVE_OR_BILINGUAL"], ["German", ""]),
        "Recommendations_Received.csv": table(
            RECOMMENDATIONS,
            ["A", "One", "", "", "Good.", "09/25/25, 12:25 PM", "VISIBLE"],
            ["A", "One", "", "", "Good again.", "10/01/24, 09:00 AM", "VISIBLE"],
            ["B", "Two", "", "", "Good.", "10/02/25, 09:00 AM", "PENDING"],
            ["C", "Three", "", "", "Good.", "10/03/25, 09:00 AM", "HIDDEN"],
            ["D", "Four", "", "", "Good.", "08/03/25, 09:00 AM", ""],
            ["E", "Five", "", "", "Good.", "08/04/25, 09:00 AM", "LOST"],
        ),
        "Recommendations_Given.csv": table(RECOMMENDATIONS, ["F", "Six", "", "", "Fine.", "01/02/25, 09:00 AM", ""]),
        "Endorsement_Received_Info.csv": table(
            "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status",
            ["2023/08/08 16:02:04 UTC", "Audit", "A", "One", "www.linkedin.com/in/one", "ACCEPTED"],
            ["2024/08/08 16:02:04 UTC", "Audit", "B", "Two", "www.linkedin.com/in/two", "PENDING"],
        ),
        "Connections.csv": _connections("\r\n"),
        "Invitations.csv": table(
            "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
            *(["Me", "X", "9/1/25, 10:00 AM", "", "OUTGOING", "https://www.linkedin.com/in/Sample-Person", "x"],) * 2,
            ["Y", "Me", "9/1/25, 10:00 AM", "", "INCOMING", "y", "https://www.linkedin.com/in/sample-person/"],
            ["Z", "Me", "9/1/25, 10:00 AM", "", "INCOMING", "z", "https://www.linkedin.com/in/sample-old-1a2b3c4d5"],
        ),
        "Shares_12345678.csv": table(
            SHARES,
            # wrapped line by line, which csv writes as LinkedIn does
            ["2025-12-17 08:00:00", f"{shared}share%3A1", 'First line"\n""\n"Third line', "", "", "MEMBER_NETWORK"],
            ["2025-12-10 08:00:00 UTC", f"{shared}share%3A2", "One week before", "", "", "MEMBER_NETWORK"],
            ["2025-12-10 09:00:00", f"{shared}share%3A3", "", "", "", "MEMBER_NETWORK"],
            [
                "lost",
                f"{shared}ugcPost%3A{_post_id(datetime(2025, 11, 30, 23, 59, tzinfo=UTC))}",
                "The number says the day",
                *("", "", ""),
            ],
            ["2020-02-30 08:00:00", f"{shared}share%3A5", "No such day", "", "", ""],
            ["2025-12-18 01:00:00", f"{shared}share%3A6", "Already tomorrow in UTC", "", "", ""],
            ["2025-12-25 08:00:00", f"{shared}share%3A7", "From the future", "", "", ""],
        ),
        "InstantReposts_12345678.csv": table("Date,Link", ["2025-10-01 10:00:00", "x"]),
        "Comments_12345678.csv": (
            'Date,Link,Message\n2025-11-23 08:08:48,x,"She said \\"great, really\\" and\nleft"\n'
            "2025-12-01 09:00:00,x,plain\n2025-12-02 09:00:00,x,too,many,cells\n"
        ),
        "Reactions_12345678.csv": table(
            "Date,Type,Link", ["2025-12-16 09:31:41", "LIKE", "x"], ["2024-01-01 00:00:00", "PRAISE", "x"]
        ),
        "Member_Follows_12345678.csv": table(
            "Date,Status,FullName", ["2025-01-02 09:00:00", "Active", "A"], ["2025-03-02 09:00:00", "Unfollow", "B"]
        ),
        "Company Follows.csv": table(
            "Organization,Followed On",
            ["Example Ltd", "Mon Dec 08 09:48:48 UTC 2025"],
            ["example  ltd", "Mon Dec 01 09:48:48 UTC 2025"],
            ["Other Ltd", "Mon Dec 01 09:48:48 UTC 2025"],
        ),
        "Rich_Media.csv": table(
            "Date/Time,Media Description,Media Link",
            ["You uploaded a feed photo on March 8, 2025 at 9:37 AM (GMT)", "", "x"],
            ["You uploaded a profile photo on July 1, 2024 at 9:39 AM (GMT)", "", "x"],
            ["You uploaded a profile photo on Jul 2, 2023 at 9:39 AM (GMT)", "", "x"],
            ["You uploaded an article cover photo on July 3, 2025 at 9:39 AM (GMT)", "", "x"],
        ),
        "Articles/Articles/Über Prüfungen.html": (
            '<h1><a href="https://www.linkedin.com/pulse/x">X</a></h1>'
            '<p class="created">Created on 2025-06-01 10:00</p><p class="published">Published on 2025-06-03 10:00</p>'
        ),
        "Articles/Articles/messages-to-myself.html": "<h1>No day in this one</h1>",
        "messages.csv": "CONVERSATION ID,FROM,CONTENT\n1,canary,canary\n",
        "guide_messages.csv": "x",
        "Jobs/Job Applications_1.csv": "canary",
        "Email Addresses.csv": "canary",
        "Events.csv": "Event Name,Event Time,Status,External Url,\n",
    }
    return {top + name: content for name, content in files.items()}


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    return zipped(tmp_path / "Complete_LinkedInDataExport_12-17-2025.zip.zip", _complete(), date(2025, 12, 17))


def test_a_complete_export_gives_every_fact(complete: Path) -> None:
    export = read_all(complete)
    assert (export.name, export.as_of, export.dated) == ("LinkedIn export, complete", date(2025, 12, 17), True)
    found = facts(export)
    texts = {key: fact.text for key, fact in found.items() if fact.text}
    assert texts == {
        "name": "Sample Person",
        "address": "linkedin.com/in/sample-person",
        "headline": "Auditor who finds what others miss",
        "about": "I audit firms.\nFor thirty years.",
        "industry": "Accounting",
        "location": "Leeds, England",
        "custom-address": "linkedin.com/in/sample-person",
    }
    numbers = {key: fact.number for key, fact in found.items() if not fact.text}
    assert numbers == {
        "account": 1,
        "websites": 2,
        "current-job-text": len("Audits.\nAnd more."),
        "earlier-positions": 2,
        "education": 1,
        "certifications": 0,
        "skills": 3,
        "languages": 2,
        "volunteering": 0,
        "endorsements": 1,
        "recommendations-received": 3,
        "recommendations-given": 1,
        "connections": 609,
        "new-connections": None,
        "follows": 3,
        "posts": 4,
        "reposts": 2,
        "comments": 2,
        "reactions": 2,
        "articles": 2,
        "photo-uploaded": 1,
    }
    assert whys(export) == {
        "banner-uploaded": "The export lists only some uploads, and no background photo among them."
    }
    assert export.notes == (
        "1 recommendation waits for your approval.",
        "1 recommendation does not say whether your profile shows it, and counts as shown.",
    )


def test_activity_is_counted_in_weeks_back_from_the_day_of_the_export(complete: Path) -> None:
    found = facts(read_all(complete))
    assert found["posts"].day == date(2025, 12, 17)
    assert found["posts"].weeks == (2, 1, 1, *NONE[3:])
    assert found["posts"].rows == 4
    assert found["posts"].skipped == (Skipped(1, "without a readable date"), Skipped(1, "dated after the export"))
    assert found["reposts"].day == date(2025, 12, 10)
    assert found["reposts"].weeks == (0, 1, *NONE[2:11], 1, 0)
    assert found["comments"].day == date(2025, 12, 1)
    assert found["comments"].weeks == (0, 0, 1, 1, *NONE[4:])
    assert found["comments"].at_least
    assert found["comments"].skipped == (Skipped(1, "damaged"),)
    assert found["reactions"].weeks == (1, *NONE[1:])
    assert found["new-connections"].weeks == (0, *(7,) * 12)
    assert found["new-connections"].day == date(2025, 12, 10)
    days = ("recommendations-received", "endorsements", "follows", "articles", "photo-uploaded")
    assert [found[key].day for key in days] == [
        *(date(2025, 9, 25), date(2023, 8, 8), date(2025, 12, 8), date(2025, 6, 3), date(2024, 7, 1))
    ]


def test_every_fact_says_where_it_comes_from(complete: Path) -> None:
    found = facts(read_all(complete))
    assert found["connections"].file == "Connections.csv"
    assert found["connections"].rows == 609
    assert found["connections"].skipped == (Skipped(3, "without a name: a member who hid or closed the account"),)
    assert found["about"].file == "Profile Summary.csv"
    assert found["follows"].file == "Member_Follows_12345678.csv and Company Follows.csv"
    assert found["certifications"].how is How.ABSENT
    assert found["certifications"].file == "Certifications.csv"
    assert found["address"].how is How.WORKED_OUT
    assert found["recommendations-received"].skipped == (
        Skipped(1, "waiting for your approval"),
        Skipped(1, "hidden from your profile"),
        Skipped(1, "in a state Presence does not know"),
    )
    with Archive(complete) as archive:
        assert {fact.archive for fact in found.values()} == {archive.fingerprint()}
    assert {fact.reader for fact in found.values()} == {"linkedin 1"}
    assert {fact.as_of for fact in found.values()} == {date(2025, 12, 17)}


def test_private_files_are_listed_and_never_opened(complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = set()
    for method in ("head", "read"):
        real = getattr(Archive, method)

        def noted(archive: Archive, member: "tuple[str, ...]", *more: int, real: object = real) -> bytes:
            opened.add(member[0].partition("/")[2])
            assert callable(real)
            found = real(archive, member, *more)
            assert isinstance(found, bytes)
            return found

        monkeypatch.setattr(Archive, method, noted)
    export = read_all(complete)
    private = {"messages.csv", "guide_messages.csv", "Jobs/Job Applications_1.csv", "Email Addresses.csv"}
    assert {name.partition("/")[2] for name in export.never_opened} == private
    assert not opened & private
    assert [name.partition("/")[2] for name in export.not_used] == ["Events.csv"]
    assert {name.partition("/")[2] for name in export.used} == opened - {"Events.csv"}
    assert "canary" not in repr(export)
    assert "Private Road" not in repr(export)


def test_every_key_is_offered_and_none_is_said_twice(complete: Path) -> None:
    export = read_all(complete)
    keys = [fact.key for fact in export.facts] + [one.key for one in export.unknown]
    assert sorted(keys) == sorted(offer.key for offer in linkedin.OFFERS)
    assert {offer.key for offer in linkedin.OFFERS if offer.activity} == {
        f"linkedin.{key}" for key in ("new-connections", "posts", "reposts", "comments", "reactions", "articles")
    }


def test_a_basic_export_never_says_that_there_are_no_posts(tmp_path: Path) -> None:
    file = zipped(
        tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip",
        {"Profile.csv": table(PROFILE, ["Sample", "Person"]), "Connections.csv": _connections("\n")},
    )
    export = read_all(file)
    assert export.name == "LinkedIn export, basic"
    unknown = whys(export)
    for key, name in (
        *(("posts", "Shares.csv"), ("reposts", "Shares.csv"), ("comments", "Comments.csv"), ("articles", "Articles")),
        *(("reactions", "Reactions.csv"), ("certifications", "Certifications.csv"), ("skills", "Skills.csv")),
    ):
        assert unknown[key] == f"“{name}” is not in this export; {LARGER}"
    found = facts(export)
    assert set(found) == {
        *("account", "name", "headline", "about", "industry", "location", "websites", "connections"),
        "new-connections",
    }
    assert [found[key].number for key in ("headline", "about", "websites")] == [0, 0, 0]
    assert found["new-connections"].weeks == NONE


def test_an_export_of_2018_is_read_by_its_older_names_and_columns(tmp_path: Path) -> None:
    old_profile = "First Name,Last Name,Maiden Name,Created Date,Address,Birth Date,Contact Instructions,Headline"
    file = zipped(
        tmp_path / "LinkedInDataExport_07-28-2018.zip",
        {
            "Profile.csv": table(old_profile, ["Sample", "Person", "", "", "", "", "", "Auditor"]),
            "Connections.csv": table(
                "First Name,Last Name,Email Address,Company,Position,Connected On",
                ["A", "B", "", "", "", "07 Feb 2018"],
            ),
            "Recommendations Received.csv": table(RECOMMENDATIONS.removesuffix(",Status"), ["A", "B", "", "", "x", ""]),
            "Endorsement Received Info.csv": table("Skill Name,Endorser First Name", ["Audit", "A"]),
            "Likes.csv": table("Date,Link", ["2018-07-27 10:00:00", "x"]),
            "Rich Media.csv": table("Date/Time", ["You uploaded a background photo on May 3, 2018 at 9:37 AM (GMT)"]),
            "Positions.csv": table("Title,Company Name,Finished On", ["Auditor", "Example", ""]),
        },
        date(2018, 7, 28),
    )
    export = read_all(file)
    assert export.as_of == date(2018, 7, 28)
    found, unknown = facts(export), whys(export)
    numbers = ("connections", "recommendations-received", "endorsements", "reactions", "banner-uploaded")
    assert [found[key].number for key in numbers] == [1, 1, 1, 1, 1]
    assert found["headline"].text == "Auditor"
    assert found["banner-uploaded"].day == date(2018, 5, 3)
    assert found["earlier-positions"].number == 0
    for key in ("websites", "industry", "location", "about", "current-job-text"):
        assert unknown[key] == "The export does not say it."
    assert unknown["posts"] == f"“Shares.csv” is not in this export; {LARGER}"


def test_a_folder_zipped_again_on_a_mac_gives_the_same_facts(complete: Path, tmp_path: Path) -> None:
    again = {f"Downloads/{name}": content for name, content in _complete().items()}
    again["__MACOSX/Downloads/._Connections.csv"] = b"\0\5\26\7"
    again["Downloads/.DS_Store"] = b"\0\0\0\1Bud1"
    file = zipped(tmp_path / "Archive.zip", again, date(2026, 1, 5))
    with Archive(file) as archive:
        assert linkedin.fits(archive) == 100
    export = read_all(file)
    assert (export.as_of, export.dated, export.name) == (date(2025, 12, 17), True, "LinkedIn export, complete")
    expected = facts(read_all(complete))
    del expected["account"]
    found = facts(export)
    assert {key: replace(found[key], archive=fact.archive) for key, fact in expected.items()} == expected


def test_a_file_saved_by_a_spreadsheet_is_read_and_says_so(tmp_path: Path) -> None:
    text = "First Name,Last Name,URL,Connected On\nJosé,Exemplo,,7-Feb-22\nZoë,Sample,,1-Nov-26\n"
    file = tmp_path / "Connections (1).csv"
    file.write_bytes(text.replace(",", ";").encode("cp1252"))
    export = read_all(file)
    found = facts(export)
    assert found["connections"].number == 2
    assert found["new-connections"].day == date(2026, 11, 1)
    assert export.notes == (
        "“Connections (1).csv” was saved by a spreadsheet program, and was read as Windows-1252 text.",
    )
    assert not export.dated


def test_files_with_nothing_but_a_heading_say_none_for_certain(tmp_path: Path) -> None:
    shapes = {
        "Connections.csv": PREAMBLE + CONNECTIONS + "\n",
        "Shares.csv": SHARES + "\n",
        "Comments.csv": "Date,Link,Message\n",
        "Skills.csv": "Name\n",
        "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On",
        "Profile Summary.csv": "Profile Summary\n",
    }
    found = facts(read_all(zipped(tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip", shapes)))
    for key in ("connections", "new-connections", "posts", "comments", "skills", "current-job-text", "about"):
        assert (found[key].number, found[key].how, found[key].day) == (0, How.READ, None)
    assert found["posts"].weeks == found["comments"].weeks == found["new-connections"].weeks == NONE


def test_a_file_that_several_exports_have_is_read_once_from_the_newest(complete: Path, tmp_path: Path) -> None:
    newer = zipped(
        tmp_path / "Basic_LinkedInDataExport_12-20-2025.zip",
        {
            "Connections.csv": table(CONNECTIONS, ["A", "B", "", "", "", "", "19 Dec 2025"]),
            "Company Follows.csv": table("Organization,Followed On"),
        },
    )
    for order in ((complete, newer), (newer, complete)):
        export = read_all(*order)
        found = facts(export)
        assert (export.name, export.as_of) == ("LinkedIn export, complete", date(2025, 12, 20))
        assert (found["connections"].number, found["connections"].as_of) == (1, date(2025, 12, 20))
        assert (found["posts"].number, found["posts"].as_of) == (4, date(2025, 12, 17))
        assert (found["follows"].number, found["follows"].as_of) == (1, date(2025, 12, 17))
        assert (found["certifications"].number, found["certifications"].as_of) == (0, date(2025, 12, 17))
        assert export.notes[-1] == "Some files were in more than one of these exports; the newest was used."
        assert "Complete_LinkedInDataExport_12-17-2025/Connections.csv" in export.not_used


def test_parts_are_added_up_and_copies_are_not(tmp_path: Path) -> None:
    comment = "Date,Link,Message\n2026-11-{:02} 09:00:00,x,y\n"
    file = zipped(
        tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip",
        {
            "Comments_1.csv": comment.format(1),
            "Comments_2.csv": comment.format(2),
            "Comments_3.csv": comment.format(2),
            "Comments_4.csv": "no heading",
            "Reactions.csv": comment.format(5),
            "Reactions (1).csv": comment.format(6),
        },
    )
    export = read_all(file)
    found = facts(export)
    assert (found["comments"].number, found["comments"].at_least) == (2, True)
    assert found["reactions"].number == 1
    assert export.not_used == ("Reactions (1).csv",)
    parts = " and ".join(f"Comments_{number}.csv" for number in range(1, 5))
    assert export.notes == (f"A part of “{parts}” has no heading row and was not used.",)


def test_files_by_themselves_are_known_by_their_heading_rows(tmp_path: Path) -> None:
    german = tmp_path / "Kontakte.csv"
    german.write_text("Vorname,Nachname,URL,Verbunden am\nA,B,,01 Nov 2026\nC,D,,irgendwann\n", encoding="utf-8")
    posts = tmp_path / "mine.csv"
    posts.write_text(table(SHARES, ["2026-11-01 09:00:00", "x", "Hello", "", "", ""]), encoding="utf-8")
    export = read_all(german, posts)
    found = facts(export)
    assert (found["connections"].number, found["posts"].number) == (2, 1)
    assert found["new-connections"].skipped == (Skipped(1, "without a readable date"),)
    assert whys(export)["comments"] == f"“Comments.csv” is not in this export; {LARGER}"


def test_a_file_by_itself_says_nothing_of_the_others_even_in_the_folder_of_a_complete_export(tmp_path: Path) -> None:
    folder = tmp_path / "Complete_LinkedInDataExport_11-20-2026"
    folder.mkdir()
    for name in ("Skills.csv", "Languages.csv"):
        (folder / name).write_text("Name\nOne\n", encoding="utf-8")
    alone = read_all(folder / "Skills.csv")
    assert (alone.name, alone.as_of, alone.dated) == ("LinkedIn export", date(2026, 11, 20), True)
    assert set(facts(alone)) == {"account", "skills"}
    picked = read_all(folder)
    assert picked.name == "LinkedIn export"
    assert whys(picked)["posts"] == f"“Shares.csv” is not in this export; {LARGER}"
    (folder / "Profile.csv").write_text(table(PROFILE, ["Sample", "Person"]), encoding="utf-8")
    whole = read_all(folder)
    assert whole.name == "LinkedIn export, complete"
    assert facts(whole)["posts"].number == 0


def test_a_folder_that_does_not_say_its_day_is_as_new_as_what_is_in_it_and_not_as_its_last_copy(tmp_path: Path) -> None:
    folder = tmp_path / "my data"
    folder.mkdir()
    files = {
        "Profile.csv": table(PROFILE, ["Sample", "Person"]),
        "Shares.csv": table(SHARES, ["2026-06-01 09:00:00", "x", "Hello", "", "", ""]),
        "Connections.csv": table(
            CONNECTIONS, *(["A", "B", "", "", "", "", f"{day} 2026"] for day in ("14 Jun", "1 Dec"))
        ),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    export = read_all(folder)
    assert (export.name, export.as_of, export.dated) == ("LinkedIn export, complete", date(2026, 6, 14), False)
    assert {fact.as_of for fact in export.facts} == {date(2026, 6, 14)}
    assert facts(export)["posts"].weeks == (0, 1, *NONE[2:])
    alone = read_all(folder / "Profile.csv")
    assert (alone.as_of, alone.dated) == (TODAY, False)
    copied = read_all(zipped(tmp_path / "mine.zip", dict(files), date(2026, 6, 20)))
    assert (copied.as_of, copied.dated) == (date(2026, 6, 20), False)


def test_days_that_nobody_can_read_are_not_called_never(tmp_path: Path) -> None:
    file = zipped(
        tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip",
        {
            "Connections.csv": table(CONNECTIONS, ["A", "B", "", "", "", "", "12 mars 2023"]),
            "Comments.csv": "Date,Link,Message\n2026-12-24 09:00:00,x,y\n",
            "Reactions.csv": "Date,Type,Link\na,b,c,d\n",
            "InstantReposts.csv": "Date,Link\n",
            "Profile.csv": "Headline\n",
        },
    )
    export = read_all(file)
    assert facts(export)["connections"].number == 1
    unknown = whys(export)
    assert unknown["new-connections"] == "No row of “Connections.csv” can be used."
    assert unknown["comments"] == "No row of “Comments.csv” can be used."
    assert unknown["reactions"] == "No row of “Reactions.csv” can be used."
    assert "“Profile.csv” has no heading row" in unknown["headline"]
    assert unknown["address"] == "“Invitations.csv” is not in this export."
    assert facts(export)["reposts"].number == 0


def test_of_reposts_a_part_is_a_lower_bound_and_none_in_a_part_is_not_known(tmp_path: Path) -> None:
    for said, number in (("", 1), ("Words of my own", None)):
        shares = table(SHARES, ["2026-11-01 09:00:00", "x", said, "", "", ""])
        export = read_all(zipped(tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip", {"Shares.csv": shares}))
        if number:
            assert (facts(export)["reposts"].number, facts(export)["reposts"].at_least) == (1, True)
        else:
            assert whys(export)["reposts"] == f"“InstantReposts.csv” is not in this export; {LARGER}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Complete_LinkedInDataExport_11-20-2026.zip", date(2026, 11, 20)),
        ("Basic_LinkedInDataExport_11-20-2026 (2).zip", date(2026, 11, 20)),
        ("LinkedInDataExport_07-28-2015.zip", date(2015, 7, 28)),
        ("Complete_LinkedInDataExport_13-20-2026.zip", None),
        ("Complete_LinkedInDataExport_12-20-2026.zip", None),
        ("my data.zip", None),
    ],
)
def test_the_day_of_an_export_is_in_its_name_month_first_or_is_that_of_its_newest_file(
    tmp_path: Path, name: str, expected: date | None
) -> None:
    export = read_all(zipped(tmp_path / name, {"Profile.csv": table(PROFILE, ["A", "B"])}, date(2026, 11, 3)))
    assert (export.as_of, export.dated) == (expected or date(2026, 11, 3), expected is not None)


def test_a_folder_with_everything_in_it_counts_as_complete_whatever_it_is_called(tmp_path: Path) -> None:
    files = {
        "Profile.csv": table(PROFILE, ["A", "B"]),
        "Connections.csv": table(CONNECTIONS),
        "Comments.csv": "Date,Link,Message\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    export = read_all(tmp_path)
    assert export.name == "LinkedIn export, complete"
    assert facts(export)["posts"].how is How.ABSENT
    assert facts(export)["posts"].weeks == NONE


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["https://www.linkedin.com/in/sample-1a2b3c4d5"], ("linkedin.com/in/sample-1a2b3c4d5", None)),
        (["https://www.linkedin.com/in/sample", "https://uk.linkedin.com/in/other"], (None, None)),
        (["", "https://www.linkedin.com/company/x"], (None, None)),
    ],
)
def test_an_address_is_only_said_where_it_is_sure(
    tmp_path: Path, addresses: list[str], expected: tuple[str | None, int | None]
) -> None:
    rows = [["OUTGOING", address, ""] for address in addresses]
    invitations = table("Direction,inviterProfileUrl,inviteeProfileUrl", *rows)
    export = read_all(zipped(tmp_path / "Basic_LinkedInDataExport_11-20-2026.zip", {"Invitations.csv": invitations}))
    found = facts(export)
    address, custom = found.get("address"), found.get("custom-address")
    assert (address and address.text, custom and custom.number) == expected
    assert "custom-address" in whys(export)


def test_an_export_without_anything_to_read_says_what_to_do(tmp_path: Path) -> None:
    file = zipped(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip", {"messages.csv": "x", "Votes.csv": "x"})
    with Archive(file) as archive:
        assert linkedin.fits(archive) == 60
        with pytest.raises(ExportError, match=r"holds none of the files Presence reads.* Ask LinkedIn for the larger"):
            linkedin.read([archive], TODAY)


def test_a_file_without_its_heading_row_is_named(tmp_path: Path) -> None:
    broken: dict[str, str | bytes] = {"Shares.csv": "canary\n", "Skills.csv": ""}
    name = "Complete_LinkedInDataExport_11-20-2026.zip"
    unknown = whys(read_all(zipped(tmp_path / name, broken | {"Profile.csv": table(PROFILE, ["Sample", "Person"])})))
    assert unknown["posts"] == (
        "“Shares.csv” has no heading row with “Date” and “ShareLink” and “ShareCommentary”, as LinkedIn writes it; "
        "ask LinkedIn for the file again."
    )
    assert "no heading row with “Name”" in unknown["skills"]
    assert "no heading row" in unknown["reposts"]
    with pytest.raises(ExportError, match=r"“Skills\.csv” has no heading row with “Name”, as LinkedIn writes it; ask"):
        read_all(zipped(tmp_path / name, broken))


@pytest.mark.parametrize(
    ("headline", "made"),
    [
        ("Partner at Example Ltd", True),
        ("partner AT example ltd", True),
        ("Partner bei Example Ltd", True),
        ("Partner at Example Board", False),
        ("Partner who is not at Example Ltd", False),
        ("Auditor at Old Example", False),
        ("Member at Example Board", True),
        ("Partner", False),
        ("", False),
    ],
)
def test_a_headline_that_linkedin_made_is_not_said_to_be_the_owners(
    tmp_path: Path, headline: str, *, made: bool
) -> None:
    jobs = [["Partner", "Example  Ltd", ""], ["Member", "Example Board", ""], ["Auditor", "Old Example", "2014"]]
    files = {
        "Profile.csv": table(PROFILE, ["Sample", "Person", "", "", "", headline]),
        "Positions.csv": table("Title,Company Name,Finished On", *jobs, *[["", "x", ""]] * 30),
    }
    export = read_all(zipped(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip", dict(files)))
    why = "Your headline is the job and the firm that LinkedIn fills in, so it does not say whether you wrote one."
    assert whys(export).get("headline") == (why if made else None)
    assert ("headline" in facts(export)) is not made
    assert "Example" not in repr(export) or not made


def test_a_member_that_cannot_be_read_costs_its_own_facts_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = zipped(
        tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip",
        {"Skills.csv": "Name\nAudit\n", "Shares.csv": SHARES, "Articles/a.html": "x", "unknown.csv": "x"},
    )
    real = Archive.read

    def refuse(archive: Archive, member: "tuple[str, ...]", *more: int) -> bytes:
        if "Skills" in member[0]:
            return real(archive, member, *more)  # type: ignore[arg-type]  # what stands in for a member is one
        message = f"“{member[0]}” cannot be read."
        raise ExportError(message)

    monkeypatch.setattr(Archive, "read", refuse)
    monkeypatch.setattr(Archive, "head", refuse)
    export = read_all(file)
    assert facts(export)["skills"].number == 1
    assert facts(export)["articles"].number == 1
    assert whys(export)["posts"] == "“Shares.csv” cannot be read."
    assert export.not_used == ("unknown.csv",)


@pytest.mark.parametrize(
    ("names", "least", "most"),
    [
        (["Complete_LinkedInDataExport_11-20-2026/Profile.csv"], 100, 100),
        (["a/Profile.csv", "a/Connections.csv", "a/photo.jpg"], 95, 95),
        (["Skills.csv"], 40, 40),
        (["posts.csv", "data/tweets.js", "articles/mine.html", "posts/1.html"], 0, 0),
    ],
)
def test_an_export_is_known_by_its_names(tmp_path: Path, names: list[str], least: int, most: int) -> None:
    with Archive(zipped(tmp_path / "export.zip", dict.fromkeys(names, "x"))) as archive:
        assert least <= linkedin.fits(archive) <= most


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples beside the project are not here")
def test_the_samples_give_the_facts_that_are_in_them() -> None:
    export = read_all(SAMPLES / "synthetic-export")
    found = facts(export)
    assert (export.name, export.as_of, export.dated) == ("LinkedIn export", date(2024, 11, 28), False)
    texts = {key: fact.text for key, fact in found.items() if fact.text}
    about = texts.pop("about")
    assert (len(about), about[:34], about[-11:]) == (619, "Mathematically-trained generalist ", "to: poetry.")
    assert texts == {
        "name": "Ada Byron-Lovelace",
        "headline": "Analytical Engineer · Bernoulli number automation · "
        "Translating abstract compute into operational reality",
        "industry": "Mathematics and Computation",
        "location": "London, England, United Kingdom",
    }
    assert found["about"].file == "Profile Summary.csv"
    numbers = {key: fact.number for key, fact in found.items() if not fact.text}
    assert numbers == {
        "account": 1,
        "websites": 1,
        "current-job-text": 0,
        "earlier-positions": 11,
        "education": 2,
        "skills": 60,
        "recommendations-received": 27,
        "follows": 25,
        "posts": 25,
        "articles": 1,
    }
    assert found["follows"].at_least
    assert found["follows"].skipped == (Skipped(27, "named before"),)
    days = ("recommendations-received", "posts", "articles", "follows")
    assert [found[key].day for key in days] == [date(1851, 6, 26), date(1851, 5, 9), None, date(2024, 11, 28)]
    # its pictures are told in words of its own
    assert "no profile photo among them" in whys(export)["photo-uploaded"]
    assert export.not_used == ()
    assert export.never_opened == ("Email Addresses.csv",)
    traps = facts(read_all(*sorted((SAMPLES / "traps").glob("*.csv"))))
    assert traps["connections"].number == 4
    assert traps["new-connections"].skipped == (Skipped(1, "without a readable date"),)
    assert (traps["comments"].number, traps["comments"].day) == (5, date(2026, 5, 1))
    assert (traps["posts"].number, traps["posts"].day) == (5, date(2026, 6, 1))
    assert traps["posts"].skipped == (Skipped(1, "without a readable date"),)


def test_words_that_look_like_a_page_or_a_formula_stay_plain_text(tmp_path: Path) -> None:
    headline = '=HYPERLINK("x") <img src=//host/share> \u0007\u0000of\r\nRoyal'
    profile = table(PROFILE, ["=2+5", "Person", "", "", "", headline])
    file = zipped(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip", {"Profile.csv": profile})
    found = facts(read_all(file))
    assert found["headline"].text == '=HYPERLINK("x") <img src=//host/share> of\nRoyal'
    assert found["name"].text == "=2+5 Person"


@given(st.sampled_from(sorted(kind.file for kind in KINDS.values() if kind.file.endswith(".csv"))), st.binary())
def test_whatever_is_in_a_file_the_others_are_read(name: str, content: bytes) -> None:
    heading = ",".join(
        next((*kind.columns.needed, *kind.columns.wanted) for kind in KINDS.values() if kind.file == name)
    )
    with TemporaryDirectory() as folder:
        content = heading.encode() + b"\n" + content
        files: dict[str, str | bytes] = {"Languages_1.csv": "Name\nGerman\n", name: content}
        export = read_all(zipped(Path(folder) / "Complete_LinkedInDataExport_11-20-2026.zip", files))
    assert len(export.facts) + len(export.unknown) == len(linkedin.OFFERS)
    languages = facts(export)["languages"].number
    assert languages is not None
    assert languages >= 1
    for fact in export.facts:
        assert (fact.number or 0) >= 0
        assert sum(fact.weeks) <= (fact.number or sum(fact.weeks))
        assert fact.day is None or fact.day <= fact.as_of
