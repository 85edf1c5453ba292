import json
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, How, Skipped
from presence_gui.importers import facebook
from presence_gui.importers.archive import Archive
from presence_gui.importers.facebook import unmangled

TODAY: Final = date(2026, 11, 23)
MADE: Final = date(2026, 11, 12)
NEW: Final = "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"
PROFILE: Final = {
    "name": {"full_name": "Sample Person"},
    "emails": {"emails": ["canary@example.com"]},
    "birthday": {"year": 1969, "month": 2, "day": 17},
    "current_city": {"name": "Sample Town", "timestamp": 0},
    "intro_bio": {"name": "CafÃ© owner ð\x9f\x8c±", "timestamp": 0},
    "about_me": "",
    "websites": [{"address": "example.com"}],
    "work_experiences": [{"employer": "Example"}, {"employer": "Example Two"}],
    "education_experiences": [],
    "username": "sample.person",
    "profile_uri": "https://www.facebook.com/sample.person",
    "registration_timestamp": 1200000000,
    "phone_numbers": [{"phone_number": "canary"}],
}


def at(month: int, day: int, year: int = 2026) -> int:
    return int(datetime(year, month, day, 23, 30, tzinfo=UTC).timestamp())


def post(when: object, text: str = "") -> dict[str, object]:
    return {
        "timestamp": when,
        "title": "Canary hat ihren Status aktualisiert.",
        "data": [{"post": text}] if text else [],
    }


def comment(when: int, text: str) -> dict[str, object]:
    return {"timestamp": when, "data": [{"comment": {"timestamp": when, "comment": text, "author": "Canary"}}]}


PART_1: Final[dict[str, object]] = {
    "personal_information/profile_information/profile_information.json": {"profile_v2": PROFILE},
    "connections/friends/your_friends.json": {
        "friends_v2": [{"name": "Canary A", "timestamp": 1}, {"name": "Canary B"}]
    },
    "connections/followers/no-data.txt": "",
    NEW: [
        post(at(11, 11), "Ein Beispiel"),
        post(at(11, 11), "Noch eins"),
        post(at(11, 11), "Noch eins"),
        post(at(11, 1)),
        post(0),
        post("today"),
        post(at(1, 1, 1985)),
        post(10**30),
    ],
    "your_facebook_activity/messages/inbox/canary_1/message_1.json": "CANARY",
    "your_facebook_activity/posts/media/canary/1.jpg": "",
    "security_and_login_information/logins.json": "CANARY",
    "your_facebook_activity/events/your_events.json": "CANARY",
}
PART_2: Final[dict[str, object]] = {
    NEW.replace("_1.json", "_2.json"): post(at(9, 1), "The only one"),
    "your_facebook_activity/comments_and_reactions/comments.json": {
        "comments_v2": [comment(at(11, 12), "Ja"), comment(at(11, 5), "Nein")]
    },
    "your_facebook_activity/groups/your_comments_in_groups.json": {"group_comments_v2": [comment(at(10, 30), "Hallo")]},
    "your_facebook_activity/groups/group_posts_and_comments.json": {"group_posts_v2": [post(at(10, 31), "Hallo")]},
}


def zipped(folder: Path, files: Mapping[str, object], name: str = "facebook-sample.person-2026-11-12-aBc.zip") -> Path:
    path = folder / name
    with ZipFile(path, "w") as made:
        for member, value in files.items():
            made.writestr(ZipInfo(member, (2026, 11, 10, 0, 0, 0)), value if value == "" else json.dumps(value))
    return path


def exported(*paths: Path, today: date = TODAY) -> Export:
    return facebook.read([Archive(path) for path in paths], today)


def facts(export: Export) -> dict[str, Fact]:
    return {fact.key.removeprefix("facebook."): fact for fact in export.facts}


def unknown(export: Export) -> set[str]:
    return {one.key.removeprefix("facebook.") for one in export.unknown}


def weeks(*counts: int) -> tuple[int, ...]:
    return (*counts, *[0] * (13 - len(counts)))


def both(folder: Path) -> Export:
    second = zipped(folder, PART_2, "facebook-sample.person-2026-11-13-dEf.zip")
    return exported(second, zipped(folder, PART_1))


def test_two_parts_of_a_new_download_are_one(tmp_path: Path) -> None:
    export = both(tmp_path)
    found = facts(export)
    assert (export.name, export.as_of, export.dated, export.notes) == (
        "Facebook download",
        date(2026, 11, 13),
        True,
        (),
    )
    posts, comments, groups = found["posts"], found["comments"], found["group-visits"]
    assert (posts.number, posts.day, posts.weeks) == (4, date(2026, 11, 11), weeks(2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1))
    assert posts.skipped == (
        Skipped(1, "dated before Facebook began in 2004"),
        Skipped(1, "listed twice"),
        Skipped(3, "without a readable date"),
    )
    assert (posts.rows, posts.file, posts.at_least) == (4, f"{NEW} and 1 more", False)
    assert (comments.number, comments.day, comments.weeks) == (2, date(2026, 11, 12), weeks(1, 1))
    assert (groups.number, groups.day, groups.weeks, groups.at_least) == (2, date(2026, 10, 31), weeks(0, 1, 1), True)
    assert (found["friends"].number, found["friends"].rows) == (2, 2)
    assert (found["followers"].number, found["followers"].how) == (0, How.ABSENT)
    assert found["followers"].file == "connections/followers/no-data.txt"
    assert unknown(export) == {"photo"}
    assert len({posts.archive, comments.archive}) == 2


def test_the_profile_is_read_and_its_letters_put_right(tmp_path: Path) -> None:
    found = facts(both(tmp_path))
    assert (found["account"].number, found["account"].text) == (1, "https://www.facebook.com/sample.person")
    assert (found["bio"].text, found["about"].number, found["about"].text) == ("Café owner 🌱", 0, "")
    numbers = {key: found[key].number for key in ("city", "work", "education", "websites")}
    assert numbers == {"city": 1, "work": 2, "education": 0, "websites": 1}
    assert found["bio"].file == "personal_information/profile_information/profile_information.json"


def test_every_key_that_is_offered_is_told_or_unknown(tmp_path: Path) -> None:
    export = both(tmp_path)
    told = {fact.key for fact in export.facts} | {one.key for one in export.unknown}
    assert told == {offer.key for offer in facebook.OFFERS}


def test_private_files_and_pictures_are_never_opened_and_nothing_of_them_is_kept(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, PART_1))
    assert export.never_opened == (
        "security_and_login_information/",
        "your_facebook_activity/messages/",
        "your_facebook_activity/posts/media/",
    )
    assert export.not_used == ("connections/followers/no-data.txt", "your_facebook_activity/events/your_events.json")
    assert "canary" not in repr(export).lower()


def test_one_part_alone_does_not_say_there_is_nothing(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, PART_2))
    found = facts(export)
    assert unknown(export) == {
        *("bio", "about", "city", "work", "education", "websites"),
        *("photo", "friends", "followers"),
    }
    assert (found["account"].number, found["account"].text, found["account"].how) == (1, "", How.WORKED_OUT)
    assert (found["posts"].number, found["posts"].at_least) == (1, True)  # the first file of posts is not here


def test_the_folders_of_2018_are_read(tmp_path: Path) -> None:
    files = {
        "profile_information/profile_information.json": {"profile": {"username": "sample.person", "about_me": "Hi"}},
        "posts/your_posts.json": {
            "status_updates": [post(at(3, 4, 2018), "a")],
            "more": {"log": [post(at(3, 5, 2018))]},
        },
        "friends/friends.json": {"friends": [{"name": "A"}]},
        "comments/comments.json": {"comments": [comment(at(3, 6, 2018), "b")]},
        "groups/no-data.txt": "",
        "photos_and_videos/1.jpg": "",
    }
    export = exported(zipped(tmp_path, files, "facebook-sample.zip"), today=date(2018, 3, 20))
    found = facts(export)
    assert (export.as_of, export.dated) == (date(2018, 3, 6), False)
    assert found["account"].text == "https://www.facebook.com/sample.person"
    assert (found["about"].text, found["posts"].number, found["posts"].day) == ("Hi", 2, date(2018, 3, 5))
    assert (found["friends"].number, found["comments"].number, found["work"].number) == (1, 1, 0)
    assert (found["group-visits"].number, found["group-visits"].day, found["group-visits"].how) == (0, None, How.ABSENT)
    assert found["group-visits"].weeks == weeks()
    assert unknown(export) == {"bio", "photo", "followers"}


def test_without_a_day_in_its_name_a_zip_is_as_old_as_its_files_and_a_folder_as_its_newest_post(tmp_path: Path) -> None:
    path = zipped(tmp_path, {NEW: [post(at(11, 1))]}, "facebook-2026-99-99.zip")
    assert (exported(path).as_of, exported(path).dated) == (date(2026, 11, 10), False)
    with ZipFile(path) as packed:
        packed.extractall(tmp_path / "unpacked")  # our own file
    assert exported(tmp_path / "unpacked").as_of == date(2026, 11, 1)
    (loose,) = (tmp_path / "unpacked").rglob("*.json")
    assert exported(loose).as_of == date(2026, 11, 1)


def test_a_folder_without_any_day_in_it_is_of_the_day_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "profile_information.json"
    file.write_text(json.dumps({"profile_v2": PROFILE}))
    os.utime(file, (at(10, 7), at(10, 7)))
    assert (exported(file).as_of, exported(file).dated) == (date(2026, 10, 7), False)
    assert exported(file, today=date(2026, 10, 1)).as_of == date(2026, 10, 1)


def test_an_older_download_is_left_out(tmp_path: Path) -> None:
    old = zipped(tmp_path, {NEW: [post(at(1, 1))]}, "facebook-sample.person-2026-01-02-aBc.zip")
    export = exported(old, zipped(tmp_path, PART_1))
    assert facts(export)["posts"].number == 3
    assert export.notes == (f"“{old.name}” is from an older download, and was left out.",)


def test_the_same_file_twice_is_counted_once(tmp_path: Path) -> None:
    names = ("facebook-a.zip", "facebook-b.zip")
    export = exported(*(zipped(tmp_path, PART_1, name) for name in names))
    assert (facts(export)["posts"].number, facts(export)["friends"].number) == (3, 2)


def test_a_list_that_stands_alone_may_hold_names_without_a_time(tmp_path: Path) -> None:
    files = {"your_friends.json": [{"name": "A"}, {"name": "B"}], "people_who_followed_you.json": {"followers_v3": []}}
    found = facts(exported(zipped(tmp_path, files)))
    assert (found["friends"].number, found["followers"].number, found["followers"].how) == (2, 0, How.READ)


def test_labels_are_in_any_language_and_never_looked_at(tmp_path: Path) -> None:
    label = {"fbid": "1", "media": [], "label_values": [{"label": "Reaktion", "value": "canary"}]}
    files = {"comments_and_reactions/comments.json": [{"timestamp": at(11, 5), **label}, {"timestamp": 0, **label}]}
    comments = facts(exported(zipped(tmp_path, files)))["comments"]
    assert (comments.number, comments.day) == (1, date(2026, 11, 5))
    assert comments.skipped == (Skipped(1, "without a readable date"),)


def test_downloads_of_two_people_are_refused(tmp_path: Path) -> None:
    other = {"profile_information.json": {"profile_v2": {"registration_timestamp": 5}}}
    with pytest.raises(ExportError, match="two people’s Facebook accounts"):
        exported(zipped(tmp_path, PART_1), zipped(tmp_path, other, "facebook-other.zip"))


@pytest.mark.parametrize("odd", [[], {}, "long ago", None])
def test_a_profile_that_does_not_say_when_it_began_is_nobody_elses(tmp_path: Path, odd: object) -> None:
    two = {
        "profile_information/profile_information.json": {"profile_v2": PROFILE | {"registration_timestamp": odd}},
        "old/profile_information.json": {"profile": PROFILE},
    }
    assert facts(exported(zipped(tmp_path, two)))["account"].text == "https://www.facebook.com/sample.person"


def test_an_address_is_one_when_its_letters_are_put_right(tmp_path: Path) -> None:
    uri = "https://www.facebook.com/sample\xe2\x80\x83person"  # a wide blank, as Facebook writes its three bytes
    only = {"profile_information.json": {"profile_v2": PROFILE | {"profile_uri": uri}}}
    assert facts(exported(zipped(tmp_path, only)))["account"].text == ""


def test_web_pages_are_refused_and_what_to_choose_instead_is_said(tmp_path: Path) -> None:
    page = zipped(tmp_path, {name.replace(".json", ".html"): "" for name in PART_1}, "facebook-sample.zip")
    assert facebook.fits(Archive(page)) == 80
    part = zipped(tmp_path, {"your_facebook_activity/messages/inbox/1.html": ""}, "part.zip")
    old = zipped(tmp_path, {"index.htm": "", "html/timeline.htm": "", "html/friends.htm": ""}, "old.zip")
    assert facebook.fits(Archive(part)) == facebook.fits(Archive(old)) == 60
    for file in (page, part, old):
        with pytest.raises(ExportError) as refused:
            exported(file)
        assert str(refused.value) == (
            f"“{file.name}” is your Facebook information as web pages, which are made for looking at. "
            "Ask Facebook for it once more, and choose “JSON” instead of “HTML” as the format."
        )


def test_a_part_with_pictures_only_asks_for_the_others(tmp_path: Path) -> None:
    part = zipped(tmp_path, {"your_facebook_activity/posts/media/1.jpg": ""})
    assert facebook.fits(Archive(part)) == 60
    with pytest.raises(ExportError, match="Choose all the files of the download together"):
        exported(part)


def test_downloads_of_facebook_are_recognised_and_others_are_not(tmp_path: Path) -> None:
    assert facebook.fits(Archive(zipped(tmp_path, PART_1))) == 95
    instagram = {
        "your_instagram_activity/comments/post_comments_1.json": [],
        "personal_information/personal_information/personal_information.json": {"profile_user": []},
        "connections/followers_and_following/followers_1.json": [],
        "comments/comments.json": ["hello"],
    }
    assert facebook.fits(Archive(zipped(tmp_path, instagram))) == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [("CafÃ©", "Café"), ("Café", "Café"), ("ð\x9f\x8c±", "🌱"), ("🌱", "🌱"), ("plain", "plain"), ("\ud800", "\ud800")],
)
def test_letters_are_put_right_once_or_left_alone(written: str, meant: str) -> None:
    assert unmangled(written) == meant


@given(st.text())
def test_whatever_somebody_wrote_comes_back(text: str) -> None:
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return
    assert unmangled(raw.decode("latin-1")) == text


def test_an_address_that_is_not_on_facebook_is_not_kept(tmp_path: Path) -> None:
    files = {"profile_information.json": {"profile_v2": {"profile_uri": "javascript:alert(1)"}}}
    assert facts(exported(zipped(tmp_path, files)))["account"].text == ""


def test_a_file_that_is_cut_off_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "your_posts_1.json"
    path.write_text('[{"timestamp": 1')
    with pytest.raises(ExportError, match=r"^“your_posts_1\.json” cannot be read"):
        exported(path)


@given(
    st.sampled_from([*PART_1, *PART_2]),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["profile_v2", "timestamp", "data", "comment", "comments_v2", "post"]), inner
            )
        ),
    ),
)
def test_whatever_a_file_holds_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    path = zipped(tmp_path_factory.mktemp("any"), {**PART_1, **PART_2, name: value})
    try:
        export = exported(path)
    except ExportError as refused:
        assert name in str(refused)  # noqa: PT017  reading it is as good
    else:
        assert isinstance(export, Export)
