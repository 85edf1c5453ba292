import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import ghost
from tests.unit.importers.blog_files import SAMPLES, SAVED, TODAY, facts_of, said, sample, saved, skipped, unknown

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")

ME = {
    "id": "1",
    "name": "Sample Person",
    "email": "me@sample.example",
    "bio": " I audit.\n",
    "profile_image": "/me.jpg",
}
OTHER = {"id": "2", "name": "Other Person", "bio": "canary", "profile_image": None}


def data(**parts: object) -> dict[str, object]:
    settings_rows = [{"key": "description", "value": "x"}, {"key": "title", "value": "Notes on audit"}]
    return {"posts": [], "users": [ME], "settings": settings_rows} | parts


def export_file(inside: dict[str, object], made: object = 1794441600000, *, wrapped: bool = True) -> str:
    one = {"meta": {"exported_on": made, "version": "5.0.0"}, "data": inside}
    return json.dumps({"db": [one]} if wrapped else one)


def post(number: int, **parts: object) -> dict[str, object]:
    start = {"id": str(number), "type": "post", "status": "published", "published_at": "2026-11-02T08:00:00.000Z"}
    return start | {"html": "canary", "title": "", "slug": ""} | parts


@needs_samples
def test_the_sample_says_what_stands_in_it(tmp_path: Path) -> None:
    archive = sample(tmp_path, "ghost-export/ghost.json")
    export = ghost.read([archive], TODAY)
    assert ghost.fits(archive) == 90
    assert said(export) == {"title": "My Ghost Site", "about": 0, "drafts": 0, "posts": 3}
    assert facts_of(export)["posting"].day == date(2025, 1, 3)
    assert (export.as_of, export.dated) == (date(2026, 4, 5), True)  # 1775409738177 ms is 5 April 2026, 17:22 UTC
    assert unknown(export) == {"author", "bio", "photo"}
    assert not any(word in repr(export) for word in ("Alice", "Bob", "@example.com"))


def test_posts_pages_and_drafts_are_told_apart(tmp_path: Path) -> None:
    posts = [
        post(1),
        post(2, published_at="2026-11-10T08:00:00.000Z"),
        post(3, status="draft", published_at=None),
        post(4, status="scheduled", published_at="2026-12-24T08:00:00.000Z"),
        post(5, status="sent"),
        post(6, type="page", slug="about"),
    ]
    archive = saved(tmp_path, "notes.ghost.2026-11-12.json", export_file(data(posts=posts)))
    export = ghost.read([archive], TODAY)
    assert said(export) == {
        "title": "Notes on audit",
        "author": "Sample Person",
        "bio": "I audit.",
        "about": 1,
        "photo": 1,
        "drafts": 2,
        "posts": 2,
    }
    facts = facts_of(export)
    assert skipped(facts["posts"]) == {"not published": 3, "of pages": 1}
    assert facts["posting"].weeks == (1, 1, *[0] * 11)
    assert (facts["posting"].at_least, facts["posts"].at_least) == (False, False)
    assert (export.as_of, export.dated) == (date(2026, 11, 12), True)
    assert not any(word in repr(export) for word in ("canary", "me@sample.example"))


def test_an_older_export_is_not_wrapped_and_marks_its_pages(tmp_path: Path) -> None:
    older = {"id": 1, "page": 0, "status": "published", "published_at": 1793606400000}
    page = {"id": 2, "page": 1, "status": "published", "slug": "about-me", "published_at": 1793606400000}
    text = export_file(data(posts=[older, page], users=[{"name": "Sample Person", "image": "me.jpg"}]), wrapped=False)
    export = ghost.read([saved(tmp_path, "a.json", text)], TODAY)
    assert said(export) == {
        "title": "Notes on audit",
        "author": "Sample Person",
        "bio": 0,
        "about": 1,
        "photo": 1,
        "drafts": 0,
        "posts": 1,
    }
    assert facts_of(export)["posting"].day == date(2026, 11, 2)


def test_among_several_people_the_owner_is_known_by_role(tmp_path: Path) -> None:
    roles = {"roles": [{"id": 9, "name": "Author"}, {"id": 4, "name": "Owner"}]}
    theirs = {"roles_users": [{"role_id": 9, "user_id": "2"}, {"role_id": 4, "user_id": "1"}]}
    export = ghost.read([saved(tmp_path, "a.json", export_file(data(users=[OTHER, ME], **roles, **theirs)))], TODAY)
    assert (said(export)["author"], said(export)["bio"]) == ("Sample Person", "I audit.")
    assert "Other Person" not in repr(export)
    export = ghost.read([saved(tmp_path, "b.json", export_file(data(users=[OTHER, ME])))], TODAY)
    assert {"author", "bio", "photo"} <= unknown(export)
    assert "canary" not in repr(export)


def test_without_a_photo_or_a_word_about_oneself_there_is_none(tmp_path: Path) -> None:
    export = ghost.read([saved(tmp_path, "a.json", export_file(data(users=[OTHER | {"bio": None}])))], TODAY)
    assert (said(export)["bio"], said(export)["photo"]) == (0, 0)


@pytest.mark.parametrize("made", [None, "soon", 1e300, [], -1e17, True])
def test_without_a_day_of_its_own_an_export_is_of_the_day_it_was_saved(tmp_path: Path, made: object) -> None:
    posts = [post(1, published_at=made), post(2)]
    export = ghost.read([saved(tmp_path, "a.json", export_file(data(posts=posts), made))], TODAY)
    assert (export.as_of, export.dated, said(export)["posts"]) == (SAVED, False, 2)


@pytest.mark.parametrize(
    "inside", ['"data": {}', '"db": []', '"db": [{"data": 3}]', '"data": {"posts": {}}', '"db": {}']
)
def test_an_export_without_posts_is_refused(tmp_path: Path, inside: str) -> None:
    archive = saved(tmp_path, "a.json", f'{{"meta": {{"exported_on": 1}}, {inside}}}')
    with pytest.raises(ExportError, match=r"^“a.json” holds no posts, though it looks like a Ghost export\.$"):
        ghost.read([archive], TODAY)


def test_an_export_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^“a.json” is neither a blog nor a résumé that Presence knows\."):
        ghost.read([saved(tmp_path, "a.json", '["meta", "exported_on"]')], TODAY)


def test_other_files_are_no_export(tmp_path: Path) -> None:
    assert ghost.fits(saved(tmp_path, "a.json", '{"meta": {}}')) == 0
    assert ghost.fits(saved(tmp_path, "a.txt", export_file(data()))) == 0
    with pytest.raises(ExportError, match=r"There is no Ghost export in it\."):
        ghost.read([saved(tmp_path, "a.txt", "x")], TODAY)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["id", "status", "value"]), inside),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["id", "type", "page", "status", "published_at", "name", "role_id"]), ANYTHING))
def test_whatever_stands_where_something_else_should_is_no_trouble(tmp_path: Path, row: dict[str, object]) -> None:
    every = {name: [row, row | {"name": "Owner"}] for name in ("posts", "users", "roles", "roles_users", "settings")}
    export = ghost.read([saved(tmp_path, "a.json", export_file(data(**every), row.get("id")))], TODAY)
    assert said(export)["posts"] in {0, 1, 2}
