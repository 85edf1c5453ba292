from datetime import date
from pathlib import Path

import pytest

from presence_gui.errors import ExportError
from presence_gui.importers import blogger
from tests.unit.importers.blog_files import SAVED, TODAY, facts_of, said, saved, skipped, unknown, zipped


def old(*entries: str, link: str = '<link rel="alternate" href="http://sample.blogspot.com/"/>') -> str:
    return f"""<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="http://www.blogger.com/styles/atom.css"?>
        <feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'>
        <id>tag:blogger.com,1999:blog-1.archive</id><updated>2026-11-11T08:00:00Z</updated>
        <title type='text'>Notes on audit</title>{link}
        <author><name>Sample Person</name><email>noreply@blogger.com</email></author>{"".join(entries)}</feed>"""


def entry(number: int, kind: str = "post", day: str = "2026-11-02", more: str = "") -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><published>{day}T08:00:00Z</published>
        <updated>2026-11-11T08:00:00Z</updated><content type='html'>canary</content>
        <category scheme='http://www.blogger.com/atom/ns#' term='audit'/>
        <category scheme='http://schemas.google.com/g/2005#kind'
        term='http://schemas.google.com/blogger/2008/kind#{kind}'/>{more}</entry>"""


DRAFT = "<app:control xmlns:app='http://purl.org/atom/app#'><app:draft>yes</app:draft></app:control>"


def new(*entries: str) -> str:
    return f"""<?xml version='1.0' encoding='utf-8'?>
        <feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
        <id>tag:blogger.com,1999:blog-1</id><title>Notes on audit</title>{"".join(entries)}</feed>"""


def post(number: int, kind: str = "POST", status: str = "LIVE", more: str = "", by: str = "Sample Person") -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>{kind}</blogger:type>
        <blogger:status>{status}</blogger:status><author><name>{by}</name></author><title>x</title>
        <blogger:created>2026-11-03T08:00:00Z</blogger:created>{more}</entry>"""


def test_the_old_backup_counts_posts_among_its_many_settings(tmp_path: Path) -> None:
    settings = [entry(number, "settings", "2030-01-01") for number in range(10, 68)]
    comment = entry(70, "comment").replace("</entry>", "<author><name>Other Person</name></author></entry>")
    about = entry(5, "page", more='<title>Me</title><link rel="alternate" href="http://s.example/p/about.html"/>')
    template = entry(71, "template")
    text = old(entry(1), entry(2, day="2026-10-30"), entry(3, more=DRAFT), about, comment, template, *settings)
    archive = saved(tmp_path, "blog-11-12-2026.xml", text)
    export = blogger.read([archive], TODAY)
    assert blogger.fits(archive) == 90
    assert said(export) == {
        "address": "http://sample.blogspot.com/",
        "title": "Notes on audit",
        "author": "Sample Person",
        "about": 1,
        "drafts": 1,
        "own-address": 0,
        "posts": 2,
    }
    facts = facts_of(export)
    assert skipped(facts["posts"]) == {"not published": 1, "of pages, comments or settings": 61}
    assert (facts["posting"].day, facts["posting"].weeks) == (date(2026, 11, 2), (0, 2, *[0] * 11))
    assert (export.as_of, export.dated) == (SAVED, False)
    assert "canary" not in repr(export)
    assert "Other Person" not in repr(export)


def test_what_takeout_holds_says_itself_what_each_entry_is(tmp_path: Path) -> None:
    entries = (
        post(1),
        post(2, status="DRAFT"),
        post(3, status="SCHEDULED"),
        post(4, status="SOFT_TRASHED"),
        post(5, kind="PAGE", more="<blogger:filename>/p/about-me.html</blogger:filename>"),
        post(6, kind="COMMENT", by="Other Person"),
    )
    members = {"Takeout/Blogger/Blogs/Notes/feed.atom": new(*entries), "Takeout/Blogger/Profile/profile.csv": "no"}
    archive = zipped(tmp_path, "takeout.zip", members)
    export = blogger.read([archive], TODAY)
    assert blogger.fits(archive) == 90
    assert said(export) == {"title": "Notes on audit", "author": "Sample Person", "about": 1, "drafts": 2, "posts": 1}
    assert skipped(facts_of(export)["posts"]) == {
        "not published": 3,
        "of pages, comments or settings": 2,
    }
    assert facts_of(export)["posting"].day == date(2026, 11, 3)
    assert unknown(export) == {"address", "own-address"}
    assert export.never_opened == ("Takeout/Blogger/Profile/profile.csv",)


@pytest.mark.parametrize(
    ("page", "about"),
    [
        ("<title>About</title>", 1),
        ('<link rel="alternate" href="https://s.example/p/about.html?m=1"/>', 1),
        ('<link rel="self" href="https://s.example/p/about.html"/>', 0),
        ("<title>Contact</title>", 0),
        ("<title>About</title>" + DRAFT, 0),
    ],
)
def test_an_about_page_is_a_published_page_that_is_called_so(tmp_path: Path, page: str, about: int) -> None:
    export = blogger.read([saved(tmp_path, "blog.xml", old(entry(1, "page", more=page)))], TODAY)
    assert (said(export)["about"], said(export)["posts"]) == (about, 0)


def test_several_people_who_write_are_not_named(tmp_path: Path) -> None:
    export = blogger.read([saved(tmp_path, "feed.atom", new(post(1), post(2, by="Other Person")))], TODAY)
    assert "author" in unknown(export)
    assert "Person" not in repr(export)


def test_a_post_is_counted_once_however_often_the_backup_is_opened(tmp_path: Path) -> None:
    archives = [saved(tmp_path, name, old(entry(1), entry(2, more=DRAFT))) for name in ("a.xml", "b.xml")]
    assert said(blogger.read(archives, TODAY))["posts"] == said(blogger.read(archives, TODAY))["drafts"] == 1


def test_two_blogs_without_an_address_are_told_apart_by_their_titles(tmp_path: Path) -> None:
    other = new(post(1)).replace("Notes on audit", "Garden diary")
    archive = zipped(tmp_path, "takeout.zip", {"Blogs/a/feed.atom": new(post(1)), "Blogs/b/feed.atom": other})
    with pytest.raises(ExportError, match=r"several blogs \(Garden diary, Notes on audit\)\. Open one blog at a time"):
        blogger.read([archive], TODAY)


def test_other_files_are_no_backup(tmp_path: Path) -> None:
    assert blogger.fits(saved(tmp_path, "feed.xml", "<feed xmlns='http://www.w3.org/2005/Atom'/>")) == 0
    assert blogger.fits(saved(tmp_path, "backup.txt", old())) == 0
    with pytest.raises(ExportError, match=r"“a.xml” holds no blog, though it looks like a Blogger export\."):
        blogger.read([saved(tmp_path, "a.xml", "<x><id>tag:x.archive</id></x>")], TODAY)


def test_an_address_that_leads_nowhere_is_not_kept(tmp_path: Path) -> None:
    links = '<link rel="self" href="https://a.example/"/><link rel="alternate" href="nowhere"/>'
    assert "address" in unknown(blogger.read([saved(tmp_path, "a.xml", old(link=links))], TODAY))
