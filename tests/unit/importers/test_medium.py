from datetime import date
from pathlib import Path

import pytest

from presence_gui.importers import medium
from presence_gui.importers.archive import Archive
from tests.unit.importers.blog_files import SAMPLES, SAVED, TODAY, facts_of, said, saved, skipped, unknown, zipped

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")

STORY = "<h3 class='graf graf--h3'>Title</h3><p class='graf'>One.</p>"


def page(body: str = STORY, day: str = "2026-11-02T08:00:00.000Z", exported: str = "November 12, 2026") -> str:
    when = (
        f'<a href="https://medium.com/p/1"><time class="dt-published" datetime="{day}">then</time></a>' if day else ""
    )
    return f"""<!DOCTYPE html><html><body><article class="h-entry"><header><h1 class="p-name">canary</h1></header>
        <section data-field="body" class="e-content">{body}</section><footer><p>By
        <a href="https://medium.com/@sample" class="p-author h-card">Sample Person</a> on {when}.</p>
        <p>Exported from <a href="https://medium.com">Medium</a> on {exported}.</p></footer></article>"""


PROFILE = """<section class="h-card"><h3 class="p-name">Sample &amp; Person</h3>
    <img class='u-photo' src='https://cdn.example/me.jpeg'><p class="p-note">I audit.</p>
    <a class="u-url" href="https://medium.com/@sample">@sample</a> Email address: me@sample.example</section>"""


@needs_samples
def test_the_sample_says_what_stands_in_it() -> None:
    archive = Archive(SAMPLES / "medium-export")
    export = medium.read([archive], TODAY)
    assert medium.fits(archive) == 90
    assert said(export) == {
        "address": "https://medium.com/@username",
        "author": "User Name",
        "photo": 1,
        "drafts": 2,
        "own-address": 0,
        "posts": 1,
    }
    facts = facts_of(export)
    assert skipped(facts["posts"]) == {
        "not published": 2,
        "of responses to other people’s posts": 1,
    }
    assert facts["posting"].day == date(2018, 8, 11)
    assert (export.as_of, export.dated) == (date(2024, 6, 3), True)
    assert unknown(export) == {"bio", "about"}
    assert "name@email.com" not in repr(export)


def test_posts_drafts_and_responses_are_told_apart(tmp_path: Path) -> None:
    members = {
        "posts/2026-11-02_One-a1.html": page(),
        "posts/2026-11-10_Two-a2.html": page("<p>a</p><p>b</p>", "2026-11-10T08:00:00Z"),
        "posts/2026-11-09_Picture-a3.html": page("<p>a</p><figure><img></figure>", "2026-11-09T08:00:00Z"),
        "posts/2026-11-08_Thanks-a4.html": page("<p>Well said.</p>"),
        "posts/draft_Three-a5.html": page(),
        "posts/2026-11-01_Four-a6.html": page(day=""),
        "posts/2026-11-01_Five-a7.html": page(day="soon"),
        "profile/profile.html": PROFILE,
        "claps/claps-0001.html": "<li class='h-entry'>medium.com</li>",
    }
    archive = zipped(tmp_path, "medium-export.zip", members)
    export = medium.read([archive], TODAY)
    assert medium.fits(archive) == 90
    assert said(export) == {
        "address": "https://medium.com/@sample",
        "author": "Sample & Person",
        "bio": "I audit.",
        "photo": 1,
        "drafts": 2,
        "own-address": 0,
        "posts": 4,
    }
    facts = facts_of(export)
    assert facts["posting"].weeks == (2, 1, *[0] * 11)
    assert skipped(facts["posting"]) == {"without a readable date": 1}
    assert (export.as_of, export.dated) == (date(2026, 11, 12), True)
    assert export.never_opened == ("claps/claps-0001.html",)
    assert not any(word in repr(export) for word in ("canary", "me@sample.example"))


def test_without_a_profile_the_posts_name_the_author_and_nobody_knows_of_a_photo(tmp_path: Path) -> None:
    export = medium.read([zipped(tmp_path, "a.zip", {"medium/posts/a.html": page()})], TODAY)
    assert said(export) == {"author": "Sample Person", "drafts": 0, "posts": 1}
    assert unknown(export) == {"address", "bio", "photo", "about", "own-address"}


def test_a_profile_without_a_picture_has_none(tmp_path: Path) -> None:
    export = medium.read([zipped(tmp_path, "a.zip", {"profile/profile.html": "<h3 class='p-name'>Sample</h3>"})], TODAY)
    assert (said(export)["photo"], said(export)["posts"]) == (0, 0)


@pytest.mark.parametrize("exported", ["November 31, 2026", "Novembre 12, 2026", "12 November 2026", "November 1, 2026"])
def test_without_a_day_that_can_be_right_an_export_is_of_the_day_it_was_saved(tmp_path: Path, exported: str) -> None:
    export = medium.read([zipped(tmp_path, "a.zip", {"posts/a.html": page(exported=exported)})], TODAY)
    assert (export.as_of, export.dated) == (SAVED, False)


def test_other_pages_are_no_export(tmp_path: Path) -> None:
    assert medium.fits(saved(tmp_path, "a.html", page())) == 0
    assert medium.fits(zipped(tmp_path, "a.zip", {"posts/1.a.html": "<p>medium.com</p>"})) == 0
    assert (
        medium.fits(zipped(tmp_path, "b.zip", {"profile/profile.html": "medium.com" + PROFILE.replace("'", '"')})) == 90
    )


def test_a_page_that_breaks_off_anywhere_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = page()
    for length in range(0, len(whole), 7):
        export = medium.read([zipped(tmp_path, "a.zip", {"posts/a.html": whole[:length]})], TODAY)
        assert said(export)["posts"] == int("datetime=" in whole[:length] and "then" in whole[: length + 1])
