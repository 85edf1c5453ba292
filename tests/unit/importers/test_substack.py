from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import substack
from presence_gui.importers.archive import Archive
from tests.unit.importers.blog_files import SAMPLES, SAVED, TODAY, facts_of, refusal, said, saved, skipped, zipped

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")

HEAD = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url\n"


def row(number: int, kind: str = "newsletter", published: str = "TRUE", slug: str = "one", title: str = "One") -> str:
    return f'{number}.{slug},2026-11-02T08:00:00.000Z,{published},,{kind},everyone,"{title}",canary,\n'


@needs_samples
def test_the_sample_says_what_stands_in_it() -> None:
    archive = Archive(SAMPLES / "substack-export")
    export = substack.read([archive], TODAY)
    assert substack.fits(archive) == 90
    assert said(export) == {"about": 1, "drafts": 1, "posts": 1}
    facts = facts_of(export)
    assert skipped(facts["posts"]) == {"not published": 1, "of pages, podcasts or threads": 3}
    assert (facts["posting"].day, facts["posting"].at_least) == (date(2019, 7, 26), False)
    assert export.never_opened == ("posts/123401.plain-text.html", "posts/123405.about-us.html")
    assert export.unknown == ()


def test_the_readers_of_a_substack_are_never_opened(tmp_path: Path) -> None:
    members = {
        "posts.csv": HEAD + row(1) + row(2, published="false") + row(3, "podcast") + row(4, "thread"),
        "email_list.sample.csv": "other@example.com",
        "posts/1.one.opens.csv": "other@example.com",
    }
    export = substack.read([zipped(tmp_path, "export.zip", members)], TODAY)
    assert said(export) == {"about": 0, "drafts": 1, "posts": 1}
    assert facts_of(export)["posting"].weeks == (0, 1, *[0] * 11)
    assert export.never_opened == ("email_list.sample.csv", "posts/1.one.opens.csv")
    assert (export.as_of, export.dated) == (SAVED, False)
    assert not any(word in repr(export) for word in ("other@", "canary"))


@pytest.mark.parametrize(
    ("page", "about"),
    [
        (row(1, "page", slug="about"), 1),
        (row(1, "page", slug="x", title="&#xDC;ber mich"), 1),
        (row(1, "page", slug="about", published="FALSE"), 0),
        (row(1, "page", slug="contact"), 0),
        (row(1, "newsletter", slug="about"), 0),
    ],
)
def test_an_about_page_is_a_published_page_that_is_called_so(tmp_path: Path, page: str, about: int) -> None:
    assert said(substack.read([saved(tmp_path, "posts.csv", HEAD + page)], TODAY))["about"] == about


def test_columns_are_found_by_name_whatever_stands_around_them(tmp_path: Path) -> None:
    rows = ('"a\r\nb",newsletter,True,2026-11-03,1', ",newsletter,TRUE,soon,2", "x")
    text = "\r\n".join(("new,type,is_published,post_date,post_id", *rows, ""))
    archive = saved(tmp_path, "posts.csv", text.encode("utf-8-sig"))
    export = substack.read([archive], TODAY)
    posting = facts_of(export)["posting"]
    assert (said(export)["posts"], posting.day) == (2, date(2026, 11, 3))
    assert skipped(posting) == {"without a readable date": 1}


def test_a_list_saved_again_by_excel_and_a_row_too_long_are_no_trouble(tmp_path: Path) -> None:
    text = HEAD + row(1, title="Zoë").replace("\n", ",,more\n") + row(1) + row(2)
    assert said(substack.read([saved(tmp_path, "posts.csv", text.encode("cp1252"))], TODAY))["posts"] == 2


def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ExportError, match=r"^“posts.csv” cannot be read: it may have been changed\. Download the export"
    ):
        substack.read([saved(tmp_path, "posts.csv", HEAD + '1,2,TRUE,,newsletter,"' + "x" * 200_000)], TODAY)
    mixed = "post_id post_date is_published type\n1\n"
    with pytest.raises(ExportError, match="cannot be read"):
        substack.read([saved(tmp_path, "posts.csv", mixed)], TODAY)


def test_another_list_of_that_name_is_no_export(tmp_path: Path) -> None:
    assert substack.fits(saved(tmp_path, "posts.csv", "id,title\n")) == 0
    assert substack.fits(saved(tmp_path, "other.csv", HEAD)) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_after_the_columns_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    sentence = refusal(lambda: substack.read([saved(tmp_path, "posts.csv", HEAD.encode() + raw)], TODAY))
    assert not sentence or sentence.startswith("“posts.csv” ")
