from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import How
from presence_gui.importers import feeds
from presence_gui.importers.archive import Archive
from tests.unit.importers.blog_files import (
    SAMPLES,
    SAVED,
    SHARED,
    TODAY,
    facts_of,
    refusal,
    said,
    sample,
    saved,
    skipped,
    unknown,
    zipped,
)

CORPUS: Final = SHARED / "corpora" / "feedparser" / "tests"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="feedparser's feeds are not beside this folder")

CHANNEL: Final = "<title>Notes on audit</title><link>https://sample.example/</link>"


def rss(*items: str, channel: str = CHANNEL) -> str:
    return f"""<?xml version="1.0"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
        <channel>{channel}{"".join(f"<item>{item}</item>" for item in items)}</channel></rss>"""


def atom(*entries: str, feed: str = "<title>Notes on audit</title>") -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}{inside}</feed>'


def items(days: Sequence[date]) -> list[str]:
    return [f"<guid>{number}</guid><pubDate>{day.isoformat()}</pubDate>" for number, day in enumerate(days)]


def back(*days: int) -> list[date]:
    return [SAVED - timedelta(one) for one in days]


def test_ten_posts_of_the_last_weeks_are_at_least_ten(tmp_path: Path) -> None:
    days = back(0, 3, 7, 14, 21, 35, 42, 63, 84, 90)
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(days)))], TODAY)
    assert said(export) == {
        "address": "https://sample.example/",
        "title": "Notes on audit",
        "own-address": 1,
        "posts": 10,
    }
    posts, posting = facts_of(export)["posts"], facts_of(export)["posting"]
    assert (posts.at_least, posts.rows, posts.file) == (True, 10, "feed.xml")
    assert (posting.at_least, posting.day, posting.rows) == (True, SAVED, 10)
    assert posting.weeks == (2, 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 2)
    assert (export.as_of, export.dated, unknown(export)) == (SAVED, False, {"author", "about"})
    assert facts_of(export)["own-address"].how is How.WORKED_OUT


def test_a_post_from_before_those_weeks_makes_them_exact_but_never_the_total(tmp_path: Path) -> None:
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(back(0, 91))))], TODAY)
    assert facts_of(export)["posting"].weeks == (1, *[0] * 12)
    assert (facts_of(export)["posting"].at_least, facts_of(export)["posts"].at_least) == (False, True)


@needs_samples
def test_the_sample_of_rss_says_what_stands_in_it(tmp_path: Path) -> None:
    archive = sample(tmp_path, "rss/rss20.xml")
    export = feeds.read([archive], TODAY)
    assert said(export) == {"address": "http://example.org/", "title": "Sample Feed", "own-address": 1, "posts": 1}
    assert facts_of(export)["posting"].day == date(2002, 9, 5)
    assert "editor@example.org" not in repr(export)
    assert {fact.archive for fact in export.facts} == {archive.fingerprint()}
    assert {fact.reader for fact in export.facts} == {"Blog feed, reader 1"}


@needs_samples
def test_the_sample_of_atom_says_what_stands_in_it(tmp_path: Path) -> None:
    export = feeds.read([sample(tmp_path, "atom/atom10.xml")], TODAY)
    assert said(export) == {
        "address": "http://example.org/",
        "title": "Sample Feed",
        "author": "Mark Pilgrim",
        "own-address": 1,
        "posts": 1,
    }
    assert facts_of(export)["posting"].day == date(2005, 11, 9)


@needs_samples
def test_the_sample_that_claims_utf_16_and_is_not_is_read_all_the_same(tmp_path: Path) -> None:
    export = feeds.read([sample(tmp_path, "rss/utf16_encoded.xml")], TODAY)
    assert said(export) == {
        "address": "https://example.com/",
        "title": "UTF-16 Encoded Feed",
        "own-address": 1,
        "posts": 1,
    }
    assert facts_of(export)["posting"].day == date(2024, 1, 3)


@needs_samples
def test_the_sample_that_is_no_xml_is_refused_with_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“malformed_rss_namespaced.xml” cannot be read from line 3 on"):
        feeds.read([sample(tmp_path, "rss/malformed_rss_namespaced.xml")], TODAY)


def test_a_real_utf_16_feed_is_recognised_and_read(tmp_path: Path) -> None:
    archive = saved(tmp_path, "feed.xml", rss(*items(back(1))).encode("utf-16"))
    assert feeds.fits(archive) == 60
    assert said(feeds.read([archive], TODAY))["title"] == "Notes on audit"


def test_rss_1_keeps_its_posts_beside_the_channel(tmp_path: Path) -> None:
    feed = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://sample.example/">
        <title>Notes</title><link>https://sample.example/</link></channel>
        <item rdf:about="a"><title>One</title><dc:date>2026-11-02T08:00:00Z</dc:date></item>
        <item rdf:about="a"><title>One again</title><dc:date>2026-11-02T08:00:00Z</dc:date></item>
        <item rdf:about="b"><title>Two</title><dc:date>2026-11-01T08:00:00Z</dc:date></item></rdf:RDF>"""
    archive = saved(tmp_path, "index.rdf", feed)
    export = feeds.read([archive], TODAY)
    assert feeds.fits(archive) == 60
    assert said(export)["posts"] == 2
    assert skipped(facts_of(export)["posts"]) == {"listed twice": 1}
    assert facts_of(export)["posting"].day == date(2026, 11, 2)


def test_the_same_item_twice_counts_once_by_its_id_or_its_address(tmp_path: Path) -> None:
    twice = ["<guid>a</guid>", "<guid>a</guid>", "<link>https://s.example/b</link>", "<link>https://s.example/b</link>"]
    nameless = ["<pubDate>2026-11-02</pubDate>", "<pubDate>2026-11-02</pubDate>"]
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*twice, *nameless))], TODAY)
    assert said(export)["posts"] == 4
    assert skipped(facts_of(export)["posts"]) == {"listed twice": 2}
    linked = '<link rel="alternate" href="https://s.example/c"/>'
    assert said(feeds.read([saved(tmp_path, "b.xml", atom(linked, linked))], TODAY))["posts"] == 1


def test_posts_without_a_readable_date_are_counted_and_said(tmp_path: Path) -> None:
    dates = ("Mon, 02 Nov 2026 08:00:00 GMT", "lun., 02 mars 2026 08:00:00 +0100", "2026-11", "")
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*(f"<pubDate>{one}</pubDate>" for one in dates)))], TODAY)
    posting = facts_of(export)["posting"]
    assert (said(export)["posts"], posting.day, posting.rows) == (4, date(2026, 11, 2), 1)
    assert skipped(posting) == {"without a readable date": 3}
    assert posting.at_least


def test_without_any_date_nobody_knows_when_there_was_a_post(tmp_path: Path) -> None:
    export = feeds.read([saved(tmp_path, "feed.xml", rss("<guid>a</guid>"))], TODAY)
    assert "posting" not in facts_of(export)
    assert {one.key: one.why for one in export.unknown}["blog.posting"] == (
        "None of the posts has a date that can be read."
    )


def test_a_feed_without_posts_does_not_say_that_there_are_none(tmp_path: Path) -> None:
    export = feeds.read([saved(tmp_path, "feed.xml", rss())], TODAY)
    assert unknown(export) == {"author", "posts", "posting", "about"}
    assert {one.key: one.why for one in export.unknown}["blog.posts"] == (
        "It holds no posts, but may be only a part of the blog."
    )


def test_when_a_feed_was_built_or_changed_is_no_post(tmp_path: Path) -> None:
    built = CHANNEL + "<lastBuildDate>Fri, 20 Nov 2026 08:00:00 GMT</lastBuildDate>"
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(back(100)), channel=built))], TODAY)
    assert facts_of(export)["posting"].day == SAVED - timedelta(100)
    assert (export.as_of, export.dated) == (date(2026, 11, 20), True)
    entry = "<published>2026-08-04T08:00:00Z</published><updated>2026-11-09T08:00:00Z</updated>"
    changed = atom(entry, feed="<updated>2026-11-10T08:00:00Z</updated>")
    export = feeds.read([saved(tmp_path, "atom.xml", changed)], TODAY)
    assert facts_of(export)["posting"].day == date(2026, 8, 4)
    assert (export.as_of, export.dated) == (SAVED, False)


def test_a_post_that_says_only_when_it_was_changed_is_of_that_day_and_said_to_be(tmp_path: Path) -> None:
    both = "<id>a</id><published>2026-08-04T08:00:00Z</published><updated>2026-11-09T08:00:00Z</updated>"
    only = "<id>b</id><updated>2026-11-08T08:00:00Z</updated>"
    export = feeds.read([saved(tmp_path, "a.xml", atom(both, only))], TODAY)
    assert (facts_of(export)["posting"].day, facts_of(export)["posting"].rows) == (date(2026, 11, 8), 2)
    assert export.notes == ("1 post says only the day of the last change, which counts as the day of the post.",)
    export = feeds.read([saved(tmp_path, "b.xml", atom(only, only.replace("b<", "c<")))], TODAY)
    assert export.notes == ("2 posts say only the day of the last change, which counts as the day of the post.",)
    assert feeds.read([saved(tmp_path, "c.xml", atom(both))], TODAY).notes == ()


def test_a_feed_is_never_of_a_day_that_has_not_come(tmp_path: Path) -> None:
    built = CHANNEL + "<lastBuildDate>Fri, 20 Nov 2027 08:00:00 GMT</lastBuildDate>"
    days = [date(2026, 11, 20), date(2027, 1, 1)]
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(days), channel=built), date(2026, 12, 24))], TODAY)
    posting = facts_of(export)["posting"]
    assert (export.as_of, export.dated, posting.day) == (TODAY, False, date(2026, 11, 20))
    assert skipped(posting) == {"dated in the future": 1}
    assert said(export)["posts"] == 2


def test_a_feed_saved_before_its_newest_post_is_of_the_day_of_that(tmp_path: Path) -> None:
    newest = SAVED + timedelta(5)
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items([newest])))], TODAY)
    assert (export.as_of, export.dated, facts_of(export)["posting"].weeks[0]) == (newest, False, 1)


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("<managingEditor>person@sample.example (Sample Person)</managingEditor>", "Sample Person"),
        ("<dc:creator>Sample Person</dc:creator>", "Sample Person"),
        ("<managingEditor>person@sample.example</managingEditor>", None),
        ("<managingEditor>Sample Person</managingEditor><dc:creator>Other Person</dc:creator>", None),
        ("<author><name>Sample &amp;amp; Person</name></author>", "Sample & Person"),
    ],
)
def test_the_author_is_the_one_name_there_is_and_never_an_address(
    tmp_path: Path, channel: str, name: str | None
) -> None:
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(back(1)), channel=channel))], TODAY)
    assert said(export).get("author") == name
    assert "person@sample.example" not in repr(export)


def test_without_a_name_of_its_own_a_feed_is_by_whoever_wrote_all_of_it(tmp_path: Path) -> None:
    by = "<dc:creator>Sample Person</dc:creator>"
    assert said(feeds.read([saved(tmp_path, "a.xml", rss(by, by))], TODAY))["author"] == "Sample Person"
    other = "<dc:creator>Other Person</dc:creator>"
    export = feeds.read([saved(tmp_path, "b.xml", rss(by, other))], TODAY)
    assert "author" in unknown(export)
    assert "Person" not in repr(export)


def test_a_title_is_one_plain_line(tmp_path: Path) -> None:
    channel = (
        "<title>Tom &amp;amp; Jo&#8217;s\n &lt;b&gt;notes&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt; 1 &lt; 2</title>"
    )
    assert (
        said(feeds.read([saved(tmp_path, "a.xml", rss(channel=channel))], TODAY))["title"] == "Tom & Jo’s notes 1 < 2"
    )


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        ('<link href="https://sample.example/a"/>', "https://sample.example/a"),
        ('<link rel="self" href="https://sample.example/feed"/>', None),
        ('<link rel="alternate" href="/relative"/><link href="https://sample.example/b"/>', "https://sample.example/b"),
        ('<link href="/"/>', None),
        ('<link href="javascript:alert(1)"/>', None),
    ],
)
def test_the_address_is_a_whole_one_that_leads_to_the_blog(tmp_path: Path, feed: str, address: str | None) -> None:
    export = feeds.read([saved(tmp_path, "a.xml", atom(feed=feed))], TODAY)
    assert said(export).get("address") == address
    assert ("own-address" in unknown(export)) == (address is None)


def test_a_lent_address_is_not_the_blogs_own(tmp_path: Path) -> None:
    channel = "<link>https://sample.blogspot.com/</link>"
    assert said(feeds.read([saved(tmp_path, "a.xml", rss(channel=channel))], TODAY))["own-address"] == 0


def test_the_feed_of_the_comments_is_refused(tmp_path: Path) -> None:
    channel = '<title>Comments</title><atom:link rel="self" href="https://sample.example/comments/feed/"/>'
    with pytest.raises(
        ExportError, match=r"“a.xml” is the feed of the comments on a blog\. Save the feed of its posts"
    ):
        feeds.read([saved(tmp_path, "a.xml", rss(channel=channel))], TODAY)


def test_the_parts_of_one_feed_are_read_together_and_two_blogs_are_not(tmp_path: Path) -> None:
    first, second = items(back(1, 2)), items(back(1, 2, 95))
    archives = [saved(tmp_path, "1.xml", rss(*first)), saved(tmp_path, "2.xml", rss(*second))]
    export = feeds.read(archives, TODAY)
    assert said(export)["posts"] == 3
    assert export.used == ("1.xml", "2.xml")
    assert facts_of(export)["posts"].file == "1.xml and 1 more"
    other = saved(tmp_path, "3.xml", rss(channel="<link>https://other.example/</link>"))
    with pytest.raises(ExportError, match=r"several blogs \(other.example, sample.example\)\. Open one blog at a time"):
        feeds.read([*archives, other], TODAY)


@pytest.mark.parametrize(
    ("name", "content", "fit"),
    [
        ("feed", "<rss>", 60),
        ("feed", "<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'>", 60),
        ("feed.xml", "<!DOCTYPE html><html>how to write <rss> feeds", 0),
        ("feed.txt", "nothing", 0),
        ("export.xml", '<rss xmlns:wp="http://wordpress.org/export/1.2/">', 0),
        ("backup.xml", "<feed><id>tag:blogger.com,1999:blog-1.archive</id>", 0),
        ("feed.atom", '<feed xmlns:blogger="http://schemas.google.com/blogger/2018">', 0),
    ],
)
def test_a_feed_is_recognised_by_its_beginning(tmp_path: Path, name: str, content: str, fit: int) -> None:
    assert feeds.fits(saved(tmp_path, name, content)) == fit


def test_several_files_together_are_no_feed(tmp_path: Path) -> None:
    assert feeds.fits(zipped(tmp_path, "a.zip", {"a.xml": rss(), "b.xml": rss()})) == 0
    assert feeds.fits(zipped(tmp_path, "b.zip", {"a.xml": rss()})) == 60


def test_other_xml_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"“a.xml” is neither a feed nor a blog’s export\. Save your"):
        feeds.read([saved(tmp_path, "a.xml", "<opml/>")], TODAY)
    with pytest.raises(ExportError, match=r"There is no Blog feed in it\. Download it again from your blog"):
        feeds.read([zipped(tmp_path, "a.zip", {})], TODAY)


@needs_corpus
def test_every_feed_of_feedparser_is_read_or_refused_with_one_sentence() -> None:
    files = [file for file in sorted(CORPUS.rglob("*")) if file.is_file()]
    refused = {}
    for file in files:
        archive = Archive(file)
        feeds.fits(archive)
        if sentence := refusal(partial(feeds.read, [archive], TODAY)):
            refused[file.name] = sentence
    assert all(sentence.startswith(f"“{name}” ") for name, sentence in refused.items())
    assert len(files) > 2000
    assert len(refused) < len(files) * 0.02


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=1, max_size=12))
def test_the_weeks_hold_no_more_than_the_posts_and_end_with_the_day(tmp_path: Path, days: list[date]) -> None:
    export = feeds.read([saved(tmp_path, "feed.xml", rss(*items(days)))], TODAY)
    posting = facts_of(export)["posting"]
    assert posting.day == max((day for day in days if day <= TODAY), default=None)
    assert sum(posting.weeks) == sum((export.as_of - day).days in range(91) for day in days)
    assert sum(posting.weeks) <= posting.rows <= len(days)
