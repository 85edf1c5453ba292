"""Small exports of made-up people to begin with, and the samples beside the project where they are."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import Final

from presence_gui.diary import Before, Mark, Pause, PrintedLine, PrintedPlan, Reading, Slot
from presence_gui.facts import Fact, How
from presence_gui.profile import Answer, Objection, Profile, Status, profile_to_data
from presence_gui.storage.envelope import Envelope, to_bytes
from tests.fuzzing.trials import CANARY, LARGEST, File, Kind, Trial
from tests.unit.importers import linkedin_export as linkedin
from tests.unit.importers import test_blogger as blogger
from tests.unit.importers import test_facebook as facebook
from tests.unit.importers import test_ghost as ghost
from tests.unit.importers import test_medium as medium
from tests.unit.importers import test_substack as substack
from tests.unit.importers import test_wordpress as wordpress
from tests.unit.importers import test_x as x
from tests.unit.importers import test_x_2012 as x_2012
from tests.unit.importers import zips
from tests.unit.importers.blog_files import SAMPLES, SHARED
from tests.unit.importers.test_feeds import CHANNEL, atom, rss
from tests.unit.importers.test_json_feed import feed
from tests.unit.importers.test_json_resume import basics
from tests.unit.importers.test_linkedin_analytics import _american as american
from tests.unit.importers.test_linkedin_analytics import _european as european
from tests.unit.importers.test_linkedin_analytics import _sheets as sheets
from tests.unit.importers.test_linkedin_analytics import _workbook as workbook
from tests.unit.storage import samples as storage

Members = Mapping[str, str | bytes]

_SITES: Final = "[COMPANY:https://sample.example,OTHER:https://example.com]"
_LINK: Final = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7129000000000000000"
_LINKEDIN: Final[Members] = {
    "Profile.csv": linkedin.table(
        linkedin.PROFILE,
        [
            "Sample",
            "Person",
            "",
            "1 Road",
            "May 5",
            "Auditor",
            'I "audit".\nGladly.',
            "Audit",
            "8000",
            "Zürich",
            "",
            _SITES,
        ],
    ),
    "Profile Summary.csv": linkedin.table("Profile Summary", ["I audit."]),
    "Connections.csv": linkedin.PREAMBLE
    + linkedin.table(
        linkedin.CONNECTIONS,
        ["Other", "Person", "https://www.linkedin.com/in/other", "", "Example", "Clerk", "20 Nov 2026"],
        ["Third", "Person", "https://www.linkedin.com/in/third", "", "Example", "Clerk", "01 Sep 2026"],
        ["", "", "", "", "", "", "02 Mar 2020"],
    ),
    "Shares_12345678.csv": linkedin.table(
        linkedin.SHARES,
        ["2026-11-19 08:00:00", f"{_LINK}1", "Hello", "", "", "MEMBER_NETWORK"],
        ["soon", _LINK, '""\n""', "", "", ""],
    ),
    "InstantReposts.csv": linkedin.table("Date,Link", ["2026-11-18 08:00:00", "https://x.example"]),
    "Comments.csv": 'Date,Link,Message\n2026-11-01 09:00:00,https://x.example,"She said \\"yes\\""\n',
    "Reactions.csv": linkedin.table("Date,Type,Link", ["2026-11-02 09:00:00 UTC", "LIKE", "https://x.example"]),
    "Positions.csv": linkedin.table(
        "Company Name,Title,Description,Location,Started On,Finished On",
        ["Example", "Auditor", "I audit", "", "Jan 2020", ""],
        ["Example", "Clerk", "", "", "Jan 2010", "Jan 2020"],
    ),
    "Education.csv": linkedin.table(
        "School Name,Start Date,End Date,Notes,Degree Name,Activities", ["School", "1990", "1995", "", "MSc", ""]
    ),
    "Skills.csv": "Name\nAudit\nIFRS\naudit\n",
    "Certifications.csv": linkedin.table(
        "Name,Url,Authority,Started On,Finished On,License Number", ["CIA", "", "IIA", "Jan 2020", "", "1"]
    ),
    "Languages.csv": "Name,Proficiency\nGerman,Native\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\nClub,Treasurer,,,,\n",
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Other,Person,,,Good,"11/03/26, 02:15 PM",VISIBLE\nThird,Person,,,Good,"11/04/26, 02:15 PM",PENDING\n'
    'Third,Person,,,Good,"11/04/26, 02:15 PM",\n',
    "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Other,Person,,,Good,"11/03/26, 02:15 PM",VISIBLE\n',
    "Endorsement_Received_Info.csv": "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,"
    "Endorser Public Url,Endorsement Status\n2026/11/01 09:00:00 UTC,Audit,Other,Person,,ACCEPTED\n",
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Sample,Other,"11/3/26, 2:15 PM",,OUTGOING,https://www.linkedin.com/in/sample,https://www.linkedin.com/in/other\n',
    "Member_Follows.csv": "Date,Status,FullName\n2026-11-01 09:00:00 UTC,Active,Other Person\n1/30/2026,Inactive,X\n",
    "Company Follows.csv": "Organization,Followed On\nExample,Mon Nov 02 09:00:00 UTC 2026\n",
    "Rich_Media.csv": 'Date/Time,Media Description,Media Link\n"You uploaded a profile photo on March 8, 2026 at '
    '9:37 AM (GMT)",,\n"You uploaded a background photo on March 8, 2026 at 9:37 AM (GMT)",,\n',
    "Articles/Articles/2026-02-01_one.html": "<p class='published'>Published on 2026-02-01 09:00</p>",
    "messages.csv": b"CONVERSATION ID,FROM,TO,CONTENT\n1,Other,Sample," + CANARY,
    "Email Addresses.csv": b"Email Address,Confirmed\n" + CANARY,
}


_LARGE: Final = ("gigabyte", "megabyte", "000", "200", "many", "next")
_NAMESPACES: Final = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _zip(name: str, members: Members, day: date = date(2026, 11, 20)) -> Trial:
    made = ((one, content.encode() if isinstance(content, str) else content) for one, content in members.items())
    return (File(name, tuple(made), day=day),)


def _loose(name: str, content: str | bytes, day: date = date(2026, 11, 12)) -> Trial:
    return (File(name, (("", content.encode() if isinstance(content, str) else content),), Kind.LOOSE, day),)


def _of_linkedin() -> Iterator[Trial]:
    yield _zip("Complete_LinkedInDataExport_11-20-2026.zip", _LINKEDIN)
    names = list(_LINKEDIN)
    for begin in range(0, len(names), 3):
        chosen = {name: _LINKEDIN[name] for name in names[begin : begin + 3]}
        yield _zip("Basic_LinkedInDataExport_11-20-2026.zip", chosen)
    for name, content in _LINKEDIN.items():
        if not name.startswith(("Articles", "messages", "Email")):
            yield _loose(name, content)
    old, new = _zip("a.zip", dict(list(_LINKEDIN.items())[:5])), _zip("b.zip", dict(list(_LINKEDIN.items())[2:7]))
    yield (*old, *new)


def _of_linkedin_analytics() -> Iterator[Trial]:
    for write in (american, european):
        for inline in (False, True):
            members = workbook(sheets(date(2026, 11, 10), 8, write), inline=inline)
            yield _zip("Content_SamplePerson.xlsx", members)


def _of_feeds() -> Iterator[Trial]:
    item = "<guid>1</guid><title>One &amp; more</title><dc:creator>Sample Person</dc:creator>"
    yield _loose("feed.xml", rss(f"{item}<pubDate>Thu, 05 Nov 2026 00:00:01 +0200</pubDate>", channel=CHANNEL))
    entry = "<id>1</id><published>2026-11-01T09:00:00Z</published><author><name>Sample Person</name></author>"
    yield _loose("atom.xml", atom(entry, entry.replace("<id>1", "<id>2")))
    old = '<channel><title>Notes</title></channel><item rdf:about="https://s.example/1"><dc:date>2026-11-01</dc:date></item>'
    yield _loose("one.rdf", f"<rdf:RDF {_NAMESPACES}>{old}</rdf:RDF>")


def _of_wordpress() -> Iterator[Trial]:
    page = wordpress.entry(3, kind="page", more="<wp:post_name>about</wp:post_name>")
    items = (wordpress.entry(1), wordpress.entry(2, status="draft"), page, wordpress.entry(4, kind="attachment"))
    yield _loose("notes.xml", wordpress.wxr(*items))
    yield _zip("notes.zip", {"a.xml": wordpress.wxr(items[0]), "b.xml": wordpress.wxr(page)})


def _of_blogger() -> Iterator[Trial]:
    page = '<title>Me</title><link rel="alternate" href="http://s.example/p/about.html"/>'
    entries = (blogger.entry(1), blogger.entry(2, more=blogger.DRAFT), blogger.entry(3, "page", more=page))
    yield _loose("blog-11-12-2026.xml", blogger.old(*entries, blogger.entry(4, "comment")))
    about = blogger.post(2, "PAGE", more="<blogger:filename>/p/about.html</blogger:filename>")
    members = {"Takeout/Blogger/Blogs/Notes/feed.atom": blogger.new(blogger.post(1), about, blogger.post(3, "COMMENT"))}
    yield _zip("takeout-20261112.zip", members)


def _of_ghost() -> Iterator[Trial]:
    posts = [ghost.post(1), ghost.post(2, status="draft", published_at=None), ghost.post(3, type="page", slug="about")]
    roles = {"roles": [{"id": 1, "name": "Owner"}], "roles_users": [{"role_id": 1, "user_id": "1"}]}
    users = [ghost.ME, ghost.OTHER]
    yield _loose("notes.ghost.2026-11-12.json", ghost.export_file(ghost.data(posts=posts)))
    yield _loose("notes.json", ghost.export_file(ghost.data(posts=posts, users=users, **roles), wrapped=False))


def _of_medium() -> Iterator[Trial]:
    members: Members = {
        "posts/2026-11-02_One-a1.html": medium.page(),
        "posts/2026-11-08_Thanks-a4.html": medium.page("<p>Well said.</p>"),
        "posts/draft_Three-a5.html": medium.page(),
        "profile/profile.html": medium.PROFILE,
        "bookmarks/bookmarks-0001.html": CANARY,
    }
    yield _zip("medium-export.zip", members)
    yield _zip("medium-export.zip", {"posts/2026-11-02_One-a1.html": medium.page()})


def _of_substack() -> Iterator[Trial]:
    rows = (substack.row(1), substack.row(2, published="false"), substack.row(3, "page", slug="about"))
    posts = substack.HEAD + "".join(rows)
    yield _zip("export.zip", {"posts.csv": posts, "email_list.sample.csv": CANARY, "posts/1.one.opens.csv": CANARY})
    yield _loose("posts.csv", posts)


def _of_json_feed() -> Iterator[Trial]:
    item = {"id": "1", "url": "https://sample.example/1", "date_published": "2026-11-01T09:00:00Z"}
    people = [{"name": "Sample Person"}]
    yield _loose("feed.json", feed(items=[item, item | {"id": "2", "authors": people}], authors=people))
    yield _loose("feed.json", feed(items=[item], author=people[0], version="https://jsonfeed.org/version/1"))


def _of_json_resume() -> Iterator[Trial]:
    profiles = ("LinkedIn https://linkedin.com/in/sample", "Twitter https://x.com/sample", "blog https://s.github.io")
    resume = json.loads(basics(*profiles, name="Sample Person", label="Auditor", summary="I audit.", image="me.jpg"))
    resume |= {"work": [{"name": "Example"}], "skills": [{"name": "Audit"}], "languages": [{"language": "German"}]}
    resume |= {"education": [{"institution": "School"}], "meta": {"lastModified": "2026-11-01T09:00:00Z"}}
    yield _loose("resume.json", json.dumps(resume))


def _of_x() -> Iterator[Trial]:
    yield _zip("twitter-2026-11-12-abc.zip", x.COMPLETE | {"data/direct-messages.js": CANARY})
    yield _zip("twitter-2026-11-12-abc.zip", x.CURRENT | {"data/ip-audit.js": CANARY})
    yield _zip("tweets.zip", x_2012.FILES)
    pictures = {"data/profile_media/7-abc.jpg": "", "data/profile_media/7-15.jpg": "", "data/manifest.js": x.manifest()}
    other = {"data/manifest.js": x.manifest().replace('"7"', '"8"'), "data/account.js": x.CURRENT["data/account.js"]}
    yield (*_zip("twitter-2026-11-12-abc.zip", pictures), *_zip("twitter-2026-11-12-def.zip", other))
    for name in ("account", "profile", "following", "tweets"):
        yield _loose(f"{name}.js", x.CURRENT[f"data/{name}.js"])


def _of_facebook() -> Iterator[Trial]:
    first, second = (
        {name: json.dumps(value) for name, value in part.items()} for part in (facebook.PART_1, facebook.PART_2)
    )
    private = {"your_facebook_activity/messages/inbox/one_1/message_1.json": CANARY.decode()}
    one = _zip("facebook-sample.person-2026-11-12-aBc.zip", first | private)
    two = _zip("facebook-sample.person-2026-11-13-dEf.zip", second)
    yield from (one, two, (*one, *two))
    for name, text in (first | second).items():
        base = name.rpartition("/")[2]
        if base.startswith(("profile_information", "your_friends", "your_posts")):
            yield _loose(base, text)


def _of_archive() -> Iterator[Trial]:
    yield _zip("a.zip", {"Connections.csv": "First Name\n" * 9, "data/a.js": "[]", "__MACOSX/a": "", ".DS_Store": ""})
    for name, make in zips.HOSTILE.items():
        if not any(word in name for word in _LARGE):
            yield _loose("hostile.zip", make())
    for path in sorted((SHARED / "corpora").rglob("*.zip")):
        if path.stat().st_size < LARGEST:
            yield _loose("odd.zip", path.read_bytes())


def _of_door() -> Iterator[Trial]:
    for reader in _MADE:
        if reader not in {"door", "profile"}:
            yield from list(islice(_MADE[reader](), 3))
    for text in ("%PDF-1.4", "BEGIN:VCARD", '{"app": "presence"}', "<opml>", "<html>", ""):
        yield _loose("file.txt", text)


def _of_profile() -> Iterator[Trial]:
    for path in sorted((Path(storage.__file__).parent / "golden").iterdir()):
        yield _loose("My plan.presence", path.read_bytes())
    weeks, day = (2, *(0,) * 12), date(2026, 11, 20)
    line = PrintedLine("li-photo", 1, 15, boxes=2, ticked=1, on=day)
    everything = Profile(
        answers={
            "li-photo": Answer(Status.DONE, given=day, from_data=day, note="A note\nof mine"),
            "li-conn-50": Answer(number=60, spent=15, extra={"mood": [1, {"a": None}]}),
            "li-headline": Answer(text="I help small firms", day=day),
        },
        left_out=frozenset({"facebook"}),
        name="Sample Person",
        work="Auditor",
        objection=Objection.TIME,
        slot=Slot(1, time(18, 30)),
        pauses=(Pause(date(2026, 11, 1), day), Pause(day)),
        printed=(PrintedPlan(day, 30, (line,), {"li-photo": Before("not-yet", spent=15)}),),
        readings=(Reading(day, "1", 20.5, 30, 10, Mark.IMPORT),),
        facts={"x.own-posts": Fact(key="x.own-posts", number=2, weeks=weeks, day=day, as_of=day, how=How.WORKED_OUT)},
        extra={"of a newer version": True},
    )
    yield _loose("My plan.presence", to_bytes(Envelope("0" * 32, 7, "", storage.NOON, 2), profile_to_data(everything)))


_MADE: Final[Mapping[str, Callable[[], Iterator[Trial]]]] = {
    "linkedin": _of_linkedin,
    "linkedin_analytics": _of_linkedin_analytics,
    "feeds": _of_feeds,
    "wordpress": _of_wordpress,
    "blogger": _of_blogger,
    "ghost": _of_ghost,
    "medium": _of_medium,
    "substack": _of_substack,
    "json_feed": _of_json_feed,
    "json_resume": _of_json_resume,
    "x": _of_x,
    "facebook": _of_facebook,
    "archive": _of_archive,
    "door": _of_door,
    "profile": _of_profile,
}
_SAMPLES: Final = {
    "linkedin": ("linkedin/synthetic-export", "linkedin/traps/shares-parity.csv", "linkedin/traps/comments-parity.csv"),
    "feeds": ("atom/atom10.xml", "rss/rss20.xml", "rss/utf16_encoded.xml", "rss/malformed_rss_namespaced.xml"),
    "wordpress": ("wordpress-wxr/sample.xml", "wordpress-wxr/co-authors-plus.xml", "wordpress-wxr/multiple"),
    "x": ("twitter",),
    "ghost": ("ghost-export/ghost.json",),
    "medium": ("medium-export",),
    "substack": ("substack-export",),
    "json_feed": ("jsonfeed/json_feed_sample.json", "jsonfeed/example-1.0.json"),
    "json_resume": ("jsonresume/sample.resume.json",),
}


def seeds(reader: str) -> list[Trial]:
    """Return inputs that a reader reads; each is what somebody could have."""
    samples = (SAMPLES / path for path in _SAMPLES.get(reader, ()))
    return [*_MADE[reader](), *(_sample(path) for path in samples if path.exists())]


def _sample(path: Path) -> Trial:
    if path.is_file():
        return _loose(path.name, path.read_bytes())
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and file.stat().st_size < LARGEST]
    return _zip(f"{path.name}.zip", {file.relative_to(path).as_posix(): file.read_bytes() for file in files})
