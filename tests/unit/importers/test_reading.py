"""The door: each file goes to the reader it fits, parts together, and what fits none is named with what to bring."""

import json
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from presence_gui import importers
from presence_gui.errors import ExportError
from presence_gui.facts import Export
from presence_gui.importers import child
from presence_gui.importers.reading import Imported, offers, read_exports, readers
from presence_gui.plain import JSON, from_plain

TODAY = date(2026, 11, 24)
FEED = """<rss version="2.0"><channel><title>Sample Notes</title><link>https://notes.example.com/</link>
<item><guid>1</guid><title>One</title><pubDate>Mon, 02 Nov 2026 08:00:00 +0000</pubDate></item></channel></rss>"""
WORDPRESS = """<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Sample</title>
<link>https://blog.example.com</link><wp:wxr_version>1.2</wp:wxr_version></channel></rss>"""
RESUME = json.dumps({"basics": {"name": "Sample Person", "label": "Accountant"}, "work": []})


SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
# each is read by its own reader's tests, fact by fact; the one without a name is refused
SAMPLE_EXPORTS = {
    "linkedin/synthetic-export": "LinkedIn export",
    "linkedin/traps/shares-parity.csv": "LinkedIn export",
    "linkedin/traps/comments-parity.csv": "LinkedIn export",
    "linkedin/traps/connections-parity.csv": "LinkedIn export",
    "twitter": "X archive",
    "wordpress-wxr/sample.xml": "WordPress export",
    "wordpress-wxr/co-authors-plus.xml": "WordPress export",
    "wordpress-wxr/multiple": "WordPress export",
    "medium-export": "Medium export",
    "substack-export": "Substack export",
    "ghost-export": "Ghost export",
    "jsonfeed/example-1.0.json": "Blog feed",
    "jsonfeed/json_feed_sample.json": "Blog feed",
    "atom": "Blog feed",
    "rss/rss20.xml": "Blog feed",
    "rss/utf16_encoded.xml": "Blog feed",
    "rss/malformed_rss_namespaced.xml": "",
    "jsonresume/sample.resume.json": "JSON Resume",
}


def read(*paths: Path) -> Imported:
    return read_exports(paths, TODAY, lambda _done: None)


def zipped(file: Path, members: dict[str, str]) -> Path:
    with ZipFile(file, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return file


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    file = tmp_path / "feed.xml"
    file.write_text(FEED)
    return file


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    file = tmp_path / "resume.json"
    file.write_text(RESUME)
    return file


def test_every_reader_is_at_the_door_and_no_other() -> None:
    modules = (import_module(f"{importers.__name__}.{found.name}") for found in iter_modules(importers.__path__))
    found = [module for module in modules if hasattr(module, "OFFERS")]
    assert set(found) == set(readers())
    assert all(reader.NAME for reader in readers())


def test_the_contract_that_holds_readers_apart_names_them_all() -> None:
    rules = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    (apart,) = [one for one in rules["tool"]["importlinter"]["contracts"] if one["id"] == "readers"]
    assert set(apart["modules"]) == {reader.__name__ for reader in readers()}  # type: ignore[attr-defined]  # modules


def test_what_one_kind_of_export_says_means_the_same_in_another() -> None:
    said: dict[str, set[tuple[str, bool]]] = {}
    for offer in offers():
        said.setdefault(offer.key, set()).add((offer.says, offer.activity))
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}
    keys = Counter(offer.key.partition(".")[0] for offer in offers())
    assert min(keys.values()) > 3


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")
def test_every_sample_goes_to_its_reader() -> None:
    listed = (SAMPLES / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]
    brought = set[str]()
    for path, name in SAMPLE_EXPORTS.items():
        brought |= {line.partition("\t")[0] for line in listed if line.startswith(path)}
        exports, problems = read(SAMPLES / path)
        assert [export.name for export in exports] == ([name] if name else [])
        assert len(problems) == (not name)
    # what says how a résumé is to be, and what tests of single rows go by
    aside = {"jsonresume/schema.json"} | {
        line.partition("\t")[0] for line in listed if "traps" in line and ".json" in line
    }
    assert brought | aside == {line.partition("\t")[0] for line in listed}


def test_files_of_several_kinds_are_read_together(feed: Path, resume: Path) -> None:
    imported = read(feed, resume)
    assert {export.name for export in imported.exports} == {"Blog feed", "JSON Resume"}
    assert imported.problems == ()


def test_the_good_files_are_read_when_one_is_not(feed: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7 ...")
    imported = read(letter, feed, tmp_path / "gone.zip")
    assert [export.name for export in imported.exports] == ["Blog feed"]
    assert len(imported.problems) == 2
    assert imported.problems[0].startswith("“letter.pdf” looks like a PDF.")
    assert "gone.zip" in imported.problems[1]


def test_a_file_that_one_reader_cannot_look_into_keeps_no_other_from_its_own(tmp_path: Path) -> None:
    twice = {"posts.csv": "post_id", "Posts.csv": "post_id"}
    export = zipped(
        tmp_path / "export.zip", {**twice, "Profile.csv": "First Name,Last Name,Headline\nAda,Sample,Baker\n"}
    )
    imported = read(export)
    assert [one.name for one in imported.exports] == ["LinkedIn export"]
    assert imported.problems == ()
    (problem,) = read(zipped(tmp_path / "posts.zip", twice)).problems
    assert problem.startswith("“posts.zip” holds two files named “posts.csv”.")


def test_a_sentence_names_the_files_it_is_about(tmp_path: Path, resume: Path) -> None:
    rows = "post_id,post_date,is_published,type,title\n" + "1,2026-01-01,true,newsletter,x\n" * 500_001
    (problem,) = read(zipped(tmp_path / "letters.zip", {"posts.csv": rows})).problems
    assert problem.startswith("“letters.zip” cannot be read. ")
    (problem,) = read(resume, resume).problems
    assert problem == "“resume.json” and “resume.json” cannot be read together. Open one résumé at a time."


def test_of_very_many_files_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    members = {f"{number:04}.csv": "Name\nBaker\n" for number in range(700)}
    parts = {f"Skills_{number}.csv": f"Name\nSkill {number}\n" for number in range(600)}
    name = "Complete_LinkedInDataExport_11-20-2026.zip"
    (export,) = read(zipped(tmp_path / name, {**members, **parts})).exports
    assert (len(export.used), export.used[0], export.used[-1]) == (501, "Skills_0.csv", "… and 100 more")
    assert (len(export.not_used), export.not_used[-1]) == (501, "… and 200 more")
    (skills,) = (fact for fact in export.facts if fact.key == "linkedin.skills")
    assert (skills.number, skills.file) == (600, "Skills_0.csv and 599 more")


def test_what_a_reader_cannot_read_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "feed.xml"
    broken.write_text("<rss><channel>")
    imported = read(broken)
    assert imported.exports == ()
    assert len(imported.problems) == 1
    assert "feed.xml" in imported.problems[0]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("Profile.pdf", b"%PDF-1.4", "looks like a PDF. A PDF of a profile leaves out most of it. Bring the copy"),
        ("me.png", b"\x89PNG\r\n", "looks like a picture. Bring"),
        ("me.jpg", b"\xff\xd8\xff\xe0", "looks like a picture. Bring"),
        ("me.zip", b"GIF89a", "looks like a picture. Bring"),
        ("me.webp", b"RIFF1234WEBP", "looks like a picture. Bring"),
        ("me.heic", b"\0\0\0\x18ftypheic", "looks like a picture. Bring"),
        ("me.mp4", b"\0\0\0\x18ftypmp42", "looks like a film or a recording. Bring"),
        ("me.mp3", b"ID3\4", "looks like a film or a recording. Bring"),
        ("export.rar", b"Rar!\x1a", "looks like a file packed in another way than as a ZIP file. Unpack it"),
        ("export.7z", b"7z\xbc\xaf", "looks like a file packed in another way than as a ZIP file. Unpack it"),
        ("export.tar.gz", b"\x1f\x8b\x08", "looks like a file packed in another way than as a ZIP file. Unpack it"),
        ("export.tar", b"Profile.pdf" + b"\0" * 246 + b"ustar", "packed in another way than as a ZIP file. Unpack it"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1", "looks like an old Word or Excel file. Bring"),
        ("letter.rtf", b"{\\rtf1 hello}", "looks like a text document. Bring"),
        ("setup.exe", b"MZ\x90\0", "looks like a program. Bring"),
        (
            "people.vcf",
            b"BEGIN:VCARD\n",
            "looks like a list of contacts. Other people’s addresses are not needed. Bring",
        ),
        ("people.csv", b"Name,E-mail 1 - Value\nA,a@example.com\n", "looks like a table, but like none that Presence"),
        ("plan.ics", b"BEGIN:VCALENDAR\n", "looks like a calendar. Bring"),
        (
            "data.url",
            b"[InternetShortcut]\r\nURL=https://www.linkedin.com/",
            "looks like a link. Open it, and bring the file",
        ),
        ("repo.car", b":\xa2eroots\x81", "looks like a Bluesky archive. Presence does not read those. Bring"),
        ("me.presence", b'{\n "app": "presence",', "looks like a profile of Presence. Open it with File > Open."),
        (
            "reads.opml",
            b'<?xml version="1.0"?>\n<opml version="2.0">',
            "looks like a list of the feeds somebody reads. Bring",
        ),
        (
            "feed.xml",
            b"\n<!-- saved --><!DOCTYPE html><html>",
            "looks like a web page. Of a blog, bring the feed, often",
        ),
        ("page.bin", b"<html>", "looks like a web page. Of a blog, bring the feed, often"),
        ("page.mhtml", b"From: <Saved by Blink>\nSnapshot", "looks like a web page. Of a blog, bring the feed"),
        (
            "ready.eml",
            b"From: Sample <a@example.com>\nSubject: Your data",
            "looks like an e-mail. If it holds the link",
        ),
        ("any.json", b' {"hello": [1]}', "looks like the data of another program. Bring"),
        ("sitemap.xml", b"<?xml version='1.0'?><urlset>", "looks like the data of another program. Bring"),
        ("empty.zip", b"", "is empty. Download it again"),
        ("blank.txt", b" \n ", "is empty. Download it again"),
        ("notes.txt", b"Dear diary", "is no export that Presence knows. Bring the copy of your data"),
    ],
)
def test_a_file_that_is_no_export_is_named_for_what_it_is(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    imported = read(file)
    assert imported.exports == ()
    assert len(imported.problems) == 1
    assert imported.problems[0].startswith(f"“{name}” ")
    assert says in imported.problems[0]
    (problem,) = read(zipped(tmp_path / "thing.zip", {f"in/{name}": content.decode("latin-1")})).problems
    assert problem.startswith("“thing.zip” ")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}, "looks like a Word file"),
        ({"ppt/presentation.xml": "<p/>", "[Content_Types].xml": "<t/>"}, "looks like a PowerPoint file"),
        (
            {"xl/workbook.xml": "<sheets/>"},
            "looks like an Excel file. Of those, Presence reads LinkedIn’s analytics only",
        ),
        ({"mimetype": "application/epub+zip", "content.opf": ""}, "looks like a document or a book"),
        (
            {"connections/followers_and_following/followers_1.json": "[]", "a.json": "[]"},
            "looks like an Instagram export",
        ),
        ({"your_instagram_activity/posts_1.html": "<html>"}, "looks like an Instagram export"),
        ({"user_data_tiktok.json": "{}"}, "looks like a TikTok export"),
        ({"outbox.json": "{}", "actor.json": "{}"}, "looks like a Mastodon archive"),
        ({"WhatsApp Chat with Sample.txt": "x"}, "looks like a chat. Presence reads nobody’s messages"),
        ({"Takeout/Mail/all.mbox": "", "Takeout/archive.txt": ""}, "looks like a Google export without a blog"),
        ({"Takeout/Video/history.html": "<html>"}, "looks like a Google export without a blog"),
        ({"export.zip": "PK", "readme.txt": "x"}, "holds other ZIP files. Unpack it once, and bring what is inside"),
        ({"1.jpg": "1", "b/2.JPG": "2"}, "holds only pictures"),
        ({"letter.pdf": "%PDF-"}, "holds only a PDF"),
        ({"a.csv": "a,b", "b.csv": "a,b"}, "looks like a table, but like none that Presence knows"),
        ({"a/b.bin": "1", "a/c.bin": "2"}, "is no export that Presence knows"),
    ],
)
def test_an_archive_that_is_no_export_is_named_for_what_is_in_it(
    tmp_path: Path, members: dict[str, str], says: str
) -> None:
    imported = read(zipped(tmp_path / "thing.zip", members))
    assert len(imported.problems) == 1
    assert imported.problems[0].startswith(f"“thing.zip” {says}")


def test_among_very_many_pictures_a_few_texts_tell_what_it_is(tmp_path: Path) -> None:
    pictures = {f"media/{number:04}.jpg": "" for number in range(5_100)}
    (problem,) = read(zipped(tmp_path / "thing.zip", pictures | {"your_instagram_activity/a.json": "[]"})).problems
    assert problem.startswith("“thing.zip” looks like an Instagram export")
    (problem,) = read(zipped(tmp_path / "thing.zip", pictures | {"z.bin": ""})).problems
    assert problem.startswith("“thing.zip” is no export that Presence knows")


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    assert "“unpacked” is empty" in read(folder).problems[0]


def test_a_file_looked_into_to_tell_what_it_is_does_not_count_as_never_opened(tmp_path: Path) -> None:
    blog = {"blog/export.xml": WORDPRESS, "blog/other.xml": "<letters/>", "blog/readers.csv": "a@example.com"}
    (export,) = read(zipped(tmp_path / "blog.zip", blog)).exports
    assert export.used == ("blog/export.xml",)
    assert export.not_used == ("blog/other.xml",)
    assert export.never_opened == ("blog/readers.csv",)


def test_no_reader_looks_into_what_another_must_not_open(tmp_path: Path) -> None:
    members = {"Profile.csv": "First Name,Last Name\nSample,Person\n", "messages.csv": "FROM,TO", "Contacts.csv": "a,b"}
    (export,) = read(zipped(tmp_path / "Complete_LinkedInDataExport_11-20-2026.zip", members)).exports
    assert export.never_opened == ("Contacts.csv", "messages.csv")


def test_progress_rises_to_the_end(feed: Path, resume: Path) -> None:
    done: list[float] = []
    read_exports([feed, resume], TODAY, done.append)
    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(done) > 2


def test_where_no_size_is_known_only_the_end_is_said(feed: Path) -> None:
    done: list[float] = []
    read_exports([feed.rename(feed.with_name("feed"))], TODAY, done.append)
    assert done == [1.0]


def test_progress_may_stop_the_reading(feed: Path) -> None:
    def stop(_done: float) -> None:
        raise ExportError("That is enough.")

    with pytest.raises(ExportError, match=r"That is enough\."):
        read_exports([feed], TODAY, stop)


def spoken(arguments: list[str]) -> list[dict[str, JSON]]:
    """Return what the process that a window starts says, line by line."""
    command = [sys.executable, "-m", "presence_gui", "read-export", *arguments]
    ended = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0
    assert ended.stderr == b""
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_process_of_its_own_says_the_same(feed: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7")
    *progress, last = spoken(["2026-11-24", str(feed), str(letter)])
    here = read(feed, letter)
    assert isinstance(last["exports"], list)
    assert tuple(from_plain(Export, export) for export in last["exports"]) == here.exports
    assert last["problems"] == list(here.problems)
    assert last["says"] == {offer.key: offer.says for offer in offers()}
    assert progress[-1] == {"done": 1.0}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_may_not_write_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    code = "import sys, pathlib; from presence_gui.importers import child; child.limit()\n"
    code += f"pathlib.Path({str(file)!r}).write_text('x')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert b"File too large" in ended.stderr
    assert file.read_bytes() == b""


class Limits:
    """The limits of a system, of which memory was limited before, and what was set."""

    RLIM_INFINITY = -1
    RLIMIT_AS, RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_CORE = "memory", "seconds", "file", "core"

    def __init__(self) -> None:
        self.set: dict[str, tuple[int, int]] = {}

    def getrlimit(self, what: str) -> tuple[int, int]:
        return (1 << 20, 1 << 20) if what == self.RLIMIT_AS else (-1, -1)

    def setrlimit(self, what: str, limits: tuple[int, int]) -> None:
        self.set[what] = limits


def test_limits_are_set_below_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", there := Limits())
    child.limit()
    assert there.set == {"memory": (1 << 20, 1 << 20), "seconds": (300, -1), "file": (0, -1), "core": (0, -1)}


def test_where_there_are_no_limits_none_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    child.limit()


def in_this_process(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[dict[str, JSON]]:
    stream = BytesIO()
    monkeypatch.setattr(child, "limit", lambda: None)  # it would hold for all the tests that follow
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=stream))
    assert child.run_child(["2026-11-24", *arguments]) == 0
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_steps_too_small_to_show_are_not_said(monkeypatch: pytest.MonkeyPatch, feed: Path) -> None:
    def slowly(_paths: object, _today: date, report: Callable[[float], None]) -> Imported:
        for done in range(10_001):
            report(done / 10_000)
        return Imported((), ())

    monkeypatch.setattr(child, "read_exports", slowly)
    *progress, last = in_this_process(monkeypatch, str(feed))
    assert 50 < len(progress) <= 101
    assert (last["exports"], last["problems"]) == ([], [])


def test_more_than_memory_holds_is_one_sentence(monkeypatch: pytest.MonkeyPatch, feed: Path) -> None:
    def too_much(*_all: object) -> Imported:
        raise MemoryError

    monkeypatch.setattr(child, "read_exports", too_much)
    (last,) = in_this_process(monkeypatch, str(feed))
    assert str(last["trouble"]).endswith("Nothing was changed.")
