from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ExportError
from presence_gui.importers import wordpress
from tests.unit.importers.blog_files import (
    SAMPLES,
    SAVED,
    TODAY,
    facts_of,
    said,
    sample,
    saved,
    skipped,
    unknown,
    zipped,
)

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")

AUTHOR: Final = """<wp:author><wp:author_login>sample@example.com</wp:author_login>
    <wp:author_email>sample@example.com</wp:author_email>
    <wp:author_display_name><![CDATA[Sample Person]]></wp:author_display_name></wp:author>"""
MADE: Final = "<pubDate>Thu, 12 Nov 2026 09:00:00 +0000</pubDate>"


def wxr(*items: str, channel: str = MADE + AUTHOR, link: str = "https://sample.example") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
        <!-- generator="WordPress/6.4" created="2026-11-12 09:00" -->
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Notes on audit</title><link>{link}</link>
        <wp:wxr_version>1.2</wp:wxr_version>{channel}{"".join(items)}</channel></rss>"""


def entry(number: int, day: str = "2026-11-02", kind: str = "post", status: str = "publish", more: str = "") -> str:
    return f"""<item><title></title><link>https://sample.example/?p={number}</link>
        <pubDate>Sat, 01 Jan 2000 00:00:00 +0000</pubDate><dc:creator>sample@example.com</dc:creator>
        <content:encoded><![CDATA[<p>canary</p>]]></content:encoded><wp:post_id>{number}</wp:post_id>
        <wp:post_date>{day} 08:00:00</wp:post_date><wp:post_date_gmt>{day} 08:00:00</wp:post_date_gmt>
        <wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
        <wp:comment><wp:comment_author>Other Person</wp:comment_author></wp:comment>{more}</item>"""


@needs_samples
def test_the_sample_counts_published_posts_only(tmp_path: Path) -> None:
    export = wordpress.read([sample(tmp_path, "wordpress-wxr/sample.xml")], TODAY)
    assert said(export) == {
        "address": "https://example.com",
        "title": "Acme Company",
        "about": 0,
        "drafts": 1,
        "own-address": 1,
        "posts": 2,
    }
    facts = facts_of(export)
    assert not facts["posts"].at_least
    assert skipped(facts["posts"]) == {"not published": 1, "of pages, pictures or the like": 3}
    assert (facts["posting"].day, facts["posting"].at_least) == (date(2013, 6, 7), False)
    assert "author" in unknown(export)


@needs_samples
def test_the_sample_with_several_authors_names_none(tmp_path: Path) -> None:
    export = wordpress.read([sample(tmp_path, "wordpress-wxr/co-authors-plus.xml")], TODAY)
    assert (said(export)["posts"], facts_of(export)["posting"].day) == (4, date(2024, 11, 5))
    assert unknown(export) == {"author", "about"}
    assert (export.as_of, export.dated) == (SAVED, False)  # it says 2013, before its posts
    assert not any(name in repr(export) for name in ("Alice", "Bob", "Carol", "alice@"))


@needs_samples
def test_the_two_parts_of_the_sample_say_together_what_neither_says_alone(tmp_path: Path) -> None:
    pages = sample(tmp_path, "wordpress-wxr/multiple/pages-only.xml")
    posts = sample(tmp_path, "wordpress-wxr/multiple/posts-only.xml")
    assert unknown(wordpress.read([pages], TODAY)) == {"drafts", "posts", "posting"}
    assert unknown(wordpress.read([posts], TODAY)) == {"author", "about"}
    export = wordpress.read([pages, posts], TODAY)
    assert unknown(export) == {"author"}
    assert (said(export)["posts"], said(export)["about"], said(export)["drafts"]) == (2, 0, 1)
    assert (export.as_of, export.dated) == (SAVED, False)


def test_control_characters_odd_dates_and_an_about_page_are_no_trouble(tmp_path: Path) -> None:
    about = "<wp:post_name>uber-mich</wp:post_name>"
    text = wxr(
        entry(1, "2026-11-02").replace("canary", "a\x0bb\x1cc&nbsp;"),
        entry(2, "0000-00-00", status="draft"),
        entry(3, "2026-08-01"),
        entry(4, "2020-01-01", kind="page", more=about),
    )
    export = wordpress.read([saved(tmp_path, "export.xml", text)], TODAY)
    assert said(export) == {
        "address": "https://sample.example",
        "title": "Notes on audit",
        "author": "Sample Person",
        "about": 1,
        "drafts": 1,
        "own-address": 1,
        "posts": 2,
    }
    posting = facts_of(export)["posting"]
    assert (export.as_of, export.dated) == (date(2026, 11, 12), True)
    assert (posting.day, posting.weeks) == (date(2026, 11, 2), (0, 1, *[0] * 11))
    assert not any(word in repr(export) for word in ("canary", "Other Person", "@example.com"))


@pytest.mark.parametrize("status", ["draft", "pending", "future", "private", "trash", "inherit", "auto-draft", ""])
def test_what_is_not_published_is_no_post(tmp_path: Path, status: str) -> None:
    export = wordpress.read([saved(tmp_path, "a.xml", wxr(entry(1, status=status)))], TODAY)
    assert said(export)["posts"] == 0
    assert said(export)["drafts"] == int(status in {"draft", "pending", "future"})
    assert (facts_of(export)["posting"].day, facts_of(export)["posting"].weeks) == (None, (0,) * 13)


@pytest.mark.parametrize("kind", ["page", "attachment", "revision", "nav_menu_item", "custom_css", "product"])
def test_what_is_no_post_does_not_count(tmp_path: Path, kind: str) -> None:
    export = wordpress.read([saved(tmp_path, "a.xml", wxr(entry(1), entry(2, kind=kind)))], TODAY)
    assert said(export)["posts"] == 1
    assert skipped(facts_of(export)["posts"]) == {"of pages, pictures or the like": 1}


@pytest.mark.parametrize(
    ("title", "slug", "about"),
    [
        ("About", "hello", 1),
        ("", "about-me", 1),
        ("ÜBER MICH", "", 1),
        ("À propos", "", 1),
        ("About Sample Person", "", 1),
        ("About “Notes on audit”", "", 1),
        ("Sample Page", "sample-page", 0),
        ("About cookies", "about-cookies", 0),
        ("", "", 0),
    ],
)
def test_an_about_page_is_known_by_its_title_or_its_address(tmp_path: Path, title: str, slug: str, about: int) -> None:
    page = entry(1, kind="page", more=f"<wp:post_name>{slug}</wp:post_name>").replace(
        "<title></title>", f"<title>{title}</title>"
    )
    assert said(wordpress.read([saved(tmp_path, "a.xml", wxr(page))], TODAY))["about"] == about
    assert said(wordpress.read([saved(tmp_path, "a.xml", wxr(page.replace("publish", "draft")))], TODAY))["about"] == 0


def test_several_files_in_one_zip_count_every_post_once(tmp_path: Path) -> None:
    members: dict[str, str | bytes] = {
        "sample.2026-11-12.000.xml": wxr(entry(1), entry(2), entry(9, kind="page")),
        "sample.2026-11-12.001.xml": wxr(entry(2), entry(3, "2026-11-09")),
        "photo.jpg": b"no",
        "notes.xml": b"<notes/>",
    }
    archive = zipped(tmp_path, "export.zip", members)
    export = wordpress.read([archive], TODAY)
    assert wordpress.fits(archive) == 90
    assert said(export)["posts"] == 3
    assert facts_of(export)["posting"].weeks == (1, 2, *[0] * 11)
    assert export.used == ("sample.2026-11-12.000.xml", "sample.2026-11-12.001.xml")
    assert export.never_opened == ("photo.jpg", "notes.xml")
    parts = [saved(tmp_path, name, text) for name, text in members.items() if name.startswith("sample")]
    assert [(one.key, one.number, one.day) for one in wordpress.read(parts, TODAY).facts] == [
        (one.key, one.number, one.day) for one in export.facts
    ]


def test_a_post_without_a_number_is_a_post_of_its_own(tmp_path: Path) -> None:
    nameless = entry(1).replace("<wp:post_id>1</wp:post_id>", "")
    assert said(wordpress.read([saved(tmp_path, "a.xml", wxr(nameless, nameless))], TODAY))["posts"] == 2


def test_the_first_date_that_can_be_read_counts(tmp_path: Path) -> None:
    post = entry(1).replace("<wp:post_date_gmt>2026-11-02", "<wp:post_date_gmt>0000-00-00")
    export = wordpress.read([saved(tmp_path, "a.xml", wxr(post))], TODAY)
    assert facts_of(export)["posting"].day == date(2026, 11, 2)
    without = post.replace("2026-11-02 08:00:00", "0000-00-00 00:00:00")
    export = wordpress.read([saved(tmp_path, "b.xml", wxr(without))], TODAY)
    assert facts_of(export)["posting"].day == date(2000, 1, 1)


def test_exports_of_two_blogs_are_not_read_together(tmp_path: Path) -> None:
    archives = [saved(tmp_path, "a.xml", wxr()), saved(tmp_path, "b.xml", wxr(link="https://other.example"))]
    with pytest.raises(ExportError, match="several blogs"):
        wordpress.read(archives, TODAY)


def test_a_plain_feed_or_anything_else_is_no_export(tmp_path: Path) -> None:
    assert wordpress.fits(saved(tmp_path, "feed.xml", "<rss><channel/></rss>")) == 0
    assert wordpress.fits(saved(tmp_path, "feed.json", wxr())) == 0
    assert wordpress.fits(saved(tmp_path, "wide.xml", wxr().encode("utf-16"))) == 90


def test_an_export_without_a_blog_in_it_is_refused(tmp_path: Path) -> None:
    text = '<rss xmlns:wp="http://wordpress.org/export/1.2/"/>'
    with pytest.raises(ExportError, match=r"“a.xml” holds no blog, though it looks like a WordPress export\."):
        wordpress.read([saved(tmp_path, "a.xml", text)], TODAY)
