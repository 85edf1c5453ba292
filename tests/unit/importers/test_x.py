import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, How, Skipped
from presence_gui.importers import x
from presence_gui.importers.archive import Archive
from presence_gui.importers.x_tweets import Owner, Tally, day_of

SAMPLES: Final = Path(__file__).parents[4] / "shared" / "samples" / "twitter"
TODAY: Final = date(2026, 11, 23)
MADE: Final = date(2026, 11, 12)
SOMEBODY: Final = {
    "in_reply_to_user_id_str": "99",
    "in_reply_to_screen_name": "somebody",
    "in_reply_to_status_id_str": "5",
}
MYSELF: Final = {
    "in_reply_to_user_id_str": "7",
    "in_reply_to_screen_name": "sample_p",
    "in_reply_to_status_id_str": "1",
}
ACCOUNT: Final = {
    "email": "canary@example.com",
    "username": "sample_p",
    "accountId": "7",
    "createdAt": "2009-01-02T03:04:05.000Z",
    "accountDisplayName": "Sample Person",
}
PROFILE: Final = {
    "description": {"bio": "Bookkeeper for small firms", "website": "https://t.co/abc", "location": ""},
    "avatarMediaUrl": "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png",
}


def js(name: str, items: object) -> str:
    return f"window.YTD.{name} = {json.dumps(items, indent=2)}"


def linked(address: str) -> dict[str, object]:
    return {"entities": {"urls": [{"url": "https://t.co/x", "expanded_url": address}]}}


def post(number: int, day: str, text: str = "A tip", **more: object) -> dict[str, object]:
    """A post as X writes it, on a day such as "Nov 10 2026"."""
    month_day, year = day[:-5], day[-4:]
    return {"id_str": str(number), "created_at": f"Tue {month_day} 20:19:24 +0000 {year}", "full_text": text, **more}


def wrapped(*posts: object) -> list[object]:
    return [{"tweet": one} for one in posts]


def accounts(kind: str, *numbers: str) -> list[object]:
    return [{kind: {"accountId": number, "userLink": "https://twitter.com/intent/user"}} for number in numbers]


def manifest(
    counts: Mapping[str, int] = MappingProxyType({}), *, made: str = "2026-11-12T08:57:45.244Z", partial: bool = False
) -> str:
    files = [{"fileName": f"data/{name}.js", "count": str(count)} for name, count in counts.items()]
    files += [{"fileName": "data/like.js", "count": "9" * 5000}, {"count": "5"}]
    config = {
        "userInfo": {"accountId": "7", "userName": "sample_p", "displayName": "Sample Person"},
        "archiveInfo": {"sizeBytes": "1", "generationDate": made, "isPartialArchive": partial},
        "dataTypes": {"all": {"files": files}, "none": {}},
    }
    return f"window.__THAR_CONFIG = {json.dumps(config)}"


CURRENT: Final = {
    "data/account.js": js("account.part0", [{"account": ACCOUNT}]),
    "data/profile.js": js("profile.part0", [{"profile": PROFILE}]),
    "data/following.js": js("following.part0", accounts("following", "1", "2", "3")),
    "data/follower.js": js("follower.part0", accounts("follower", "4")),
    "data/follower-part1.js": js("follower.part1", accounts("follower", "5", "4")),
    "data/tweets.js": js(
        "tweets.part0",
        wrapped(
            post(1, "Nov 10 2026"),
            post(2, "Nov 10 2026", "… and more", **MYSELF),
            post(3, "Nov 05 2026", "RT @somebody: wise words"),
            post(4, "Jan 05 1997"),
        ),
    ),
    "data/tweets-part1.js": js(
        "tweets.part1",
        wrapped(
            post(5, "Nov 04 2026", "@somebody yes", **SOMEBODY),
            post(6, "Oct 01 2026", "Read this", **linked("https://example.com/a")),
            post(7, "Sep 01 2026", "Long …", **linked("https://twitter.com/i/web/status/7")),
        ),
    ),
    "data/tweets-part2.js": js(
        "tweets.part2",
        wrapped(
            post(8, "Nov 06 2026", "As I said", **linked("https://x.com/Sample_P/status/1")),
            post(9, "Nov 06 2026", "Look at them", **linked("https://x.com/somebody/status/1")),
            post(1, "Nov 10 2026"),
            {"id_str": "10", "created_at": "yesterday"},
        ),
    ),
    "data/community-tweet.js": js("community_tweet.part0", wrapped(post(11, "Nov 11 2026", "To the club"))),
    "data/note-tweet.js": js("note_tweet.part0", [{"noteTweet": {"noteTweetId": "7", "core": {"text": "Long"}}}]),
    "data/deleted-tweets.js": js("deleted_tweets.part0", wrapped(post(12, "Nov 11 2026"))),
    "data/direct-messages.js": "window.YTD.direct_messages.part0 = [CANARY",
    "data/ip-audit.js": "CANARY",
    "data/tweets_media/1-a.jpg": "CANARY",
    "data/tweets_media/2-b.jpg": "CANARY",
    "assets/js/account.js": "CANARY",
    "Your archive.html": "<p>CANARY</p>",
}
COUNTS: Final = {
    "tweets": 4,
    "tweets-part1": 3,
    "tweets-part2": 4,
    "community-tweet": 1,
    "following": 3,
    "follower": 1,
    "follower-part1": 2,
}
COMPLETE: Final = {**CURRENT, "data/manifest.js": manifest(COUNTS)}


def zipped(folder: Path, files: Mapping[str, str | bytes], name: str = "archive.zip") -> Path:
    path = folder / name
    with ZipFile(path, "w") as made:
        for member, text in files.items():
            made.writestr(ZipInfo(member, (2026, 11, 10, 0, 0, 0)), text)
    return path


def exported(*paths: Path, today: date = TODAY) -> Export:
    return x.read([Archive(path) for path in paths], today)


def facts(export: Export) -> dict[str, Fact]:
    return {fact.key.removeprefix("x."): fact for fact in export.facts}


def unknown(export: Export) -> dict[str, str]:
    return {one.key.removeprefix("x."): one.why for one in export.unknown}


def weeks(*counts: int) -> tuple[int, ...]:
    return (*counts, *[0] * (13 - len(counts)))


def test_a_current_archive_says_what_its_owner_did(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, COMPLETE))
    found = facts(export)
    assert (export.name, export.as_of, export.dated, export.notes) == ("X archive", MADE, True, ())
    assert (found["account"].number, found["account"].text, found["account"].how) == (1, "sample_p", How.READ)
    assert (found["name"].text, found["bio"].text) == ("Sample Person", "Bookkeeper for small firms")
    assert (found["website"].number, found["location"].number, found["avatar"].number) == (1, 0, 0)
    assert (found["following"].number, found["followers"].number) == (3, 2)
    own, replies, shares = found["own-posts"], found["replies"], found["shares"]
    assert (own.number, own.day, own.weeks) == (4, date(2026, 11, 11), weeks(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
    assert (replies.number, replies.day, replies.weeks) == (1, date(2026, 11, 4), weeks(0, 1))
    assert (shares.number, shares.day, shares.weeks) == (3, date(2026, 11, 6), weeks(1, 1, 0, 0, 0, 0, 1))
    for fact in (own, replies, shares):
        assert fact.skipped == (
            Skipped(1, "dated before X began in 2006"),
            Skipped(1, "listed twice"),
            Skipped(1, "without a readable date"),
        )
        assert (fact.rows, fact.file, fact.at_least) == (9, "data/community-tweet.js and 3 more", False)
        assert (fact.how, fact.as_of, fact.reader) == (How.WORKED_OUT, MADE, "x 1")
        assert len(fact.archive) == 64
    assert set(unknown(export)) == {"header"}
    assert {fact.key for fact in export.facts} | {one.key for one in export.unknown} == {
        offer.key for offer in x.OFFERS
    } - {"x.before-2018"}


def test_the_files_are_sorted_into_used_not_used_and_never_opened(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, COMPLETE))
    assert export.used == (
        *("data/account.js", "data/community-tweet.js", "data/follower-part1.js", "data/follower.js"),
        *("data/following.js", "data/manifest.js", "data/profile.js"),
        *("data/tweets-part1.js", "data/tweets-part2.js", "data/tweets.js"),
    )
    assert export.not_used == ("Your archive.html", "assets/", "data/deleted-tweets.js", "data/note-tweet.js")
    assert export.never_opened == ("data/direct-messages.js", "data/ip-audit.js", "data/tweets_media/")
    assert "canary" not in repr(export).lower()


def test_a_part_that_is_missing_makes_every_count_of_posts_a_lower_bound(tmp_path: Path) -> None:
    files = {name: text for name, text in COMPLETE.items() if name != "data/tweets-part2.js"}
    export = exported(zipped(tmp_path, files))
    found = facts(export)
    assert export.name == "X archive, in part"
    assert export.notes == ("“tweets-part2.js” is missing from the archive, so posts are counted as “at least”.",)
    assert [found[key].at_least for key in ("own-posts", "replies", "shares", "following")] == [True, True, True, False]


def test_rows_that_are_missing_are_missed(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, {**COMPLETE, "data/manifest.js": manifest({**COUNTS, "following": 1204})}))
    why = "X put 1,204 accounts you follow into the archive, but 3 were found"
    assert export.notes == (f"{why}, so accounts you follow are counted as “at least”.",)
    assert facts(export)["following"].at_least
    assert not facts(export)["own-posts"].at_least


def test_what_x_calls_partial_is_at_least(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, {**COMPLETE, "data/manifest.js": manifest(COUNTS, partial=True)}))
    assert len(export.notes) == 3
    assert "X says that the archive is not complete, so posts are counted as “at least”." in export.notes
    assert all(facts(export)[key].at_least for key in ("own-posts", "following", "followers"))


def test_without_a_manifest_a_gap_between_the_parts_is_noticed(tmp_path: Path) -> None:
    whole = exported(zipped(tmp_path, CURRENT))
    assert not facts(whole)["own-posts"].at_least
    gap = exported(zipped(tmp_path, {name: text for name, text in CURRENT.items() if name != "data/tweets-part1.js"}))
    assert gap.notes == ("A part of the archive is missing, so posts are counted as “at least”.",)
    assert facts(gap)["replies"].at_least


def test_without_a_manifest_the_day_is_that_in_the_name_of_the_file(tmp_path: Path) -> None:
    export = exported(zipped(tmp_path, CURRENT, "twitter-2026-11-13-0a1b.zip"))
    assert (export.as_of, export.dated) == (date(2026, 11, 13), True)


def test_without_either_the_day_is_the_newest_that_is_not_in_the_future(tmp_path: Path) -> None:
    tweets = js("tweets.part0", wrapped(post(1, "Nov 02 2026"), post(2, "Nov 24 2026"), post(3, "Nov 02 2027")))
    export = exported(zipped(tmp_path, {"tweets.js": tweets}, "twitter-2026-99-99.zip"))
    own = facts(export)["own-posts"]
    assert (export.as_of, export.dated) == (date(2026, 11, 2), False)
    assert (own.number, own.skipped) == (1, (Skipped(2, "dated after the export was made"),))


def test_without_any_posts_the_day_is_that_of_the_files(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"account.js": CURRENT["data/account.js"]})
    assert exported(path).as_of == date(2026, 11, 10)
    assert exported(path, today=date(1990, 1, 1)).as_of == date(1990, 1, 1)


def test_the_day_after_the_archive_was_made_there_is_the_day_it_was_made_here(tmp_path: Path) -> None:
    tweets = js("tweets.part0", wrapped(post(1, "Nov 12 2026"), post(2, "Nov 13 2026")))
    own = facts(exported(zipped(tmp_path, {"data/manifest.js": manifest(), "data/tweets.js": tweets})))["own-posts"]
    assert (own.number, own.day, own.weeks) == (2, MADE, weeks(2))


def test_the_layout_of_2019_without_folders_and_wrapping_is_read(tmp_path: Path) -> None:
    files = {
        "account.js": js("account.part0", [{"account": ACCOUNT}]),
        "profile.js": js(
            "profile.part0", [{"profile": {"description": {"bio": " "}, "headerMediaUrl": "https://pbs/1"}}]
        ),
        "tweet.js": js("tweet.part0", [post(1, "Mar 09 2019"), post(2, "Mar 08 2019", **SOMEBODY), "no post", 5]),
    }
    export = exported(zipped(tmp_path, files))
    found = facts(export)
    assert (export.as_of, export.dated) == (date(2019, 3, 9), False)
    assert (found["own-posts"].number, found["replies"].number, found["shares"].number) == (1, 1, 0)
    assert found["shares"].day is None
    assert found["own-posts"].skipped == (Skipped(2, "without a readable date"),)
    assert (found["bio"].number, found["bio"].text, found["header"].number) == (0, "", 1)
    assert set(unknown(export)) == {"avatar", "following", "followers"}


def test_a_folder_in_a_folder_what_a_mac_adds_and_other_slashes_are_no_trouble(tmp_path: Path) -> None:
    files = {f"mine/twitter/{name}": text for name, text in COMPLETE.items()}
    files["__MACOSX/mine/twitter/data/._tweets.js"] = "\0"
    deep = exported(zipped(tmp_path, files))
    back = exported(zipped(tmp_path, {name.replace("/", "\\"): text for name, text in COMPLETE.items()}, "b.zip"))
    plain = exported(zipped(tmp_path, COMPLETE, "c.zip"))
    numbers = {key: fact.number for key, fact in facts(plain).items()}
    assert {key: fact.number for key, fact in facts(deep).items()} == numbers
    assert {key: fact.number for key, fact in facts(back).items()} == numbers
    assert not deep.notes


def test_an_unpacked_folder_is_read_like_the_file(tmp_path: Path) -> None:
    with ZipFile(zipped(tmp_path, COMPLETE)) as packed:
        packed.extractall(tmp_path / "unpacked")  # our own file
    for folder in ("unpacked", "unpacked/data"):
        assert facts(exported(tmp_path / folder))["own-posts"].number == 4


def test_two_archives_of_one_person_are_not_added_up(tmp_path: Path) -> None:
    old = {**COMPLETE, "data/manifest.js": manifest(COUNTS, made="2024-05-03T08:57:45.244Z")}
    paths = [
        zipped(tmp_path, old, "old.zip"),
        zipped(tmp_path, COMPLETE, "new.zip"),
        zipped(tmp_path, COMPLETE, "again.zip"),
    ]
    export = exported(*paths)
    assert (facts(export)["own-posts"].number, facts(export)["followers"].number, export.as_of) == (4, 2, MADE)
    assert export.notes == ("“old.zip” is older than the newest archive, and was left out.",)


def test_of_two_archives_in_one_file_the_newer_counts(tmp_path: Path) -> None:
    old = {**COMPLETE, "data/manifest.js": manifest(COUNTS, made="2024-05-03T08:57:45.244Z")}
    files = {f"{top}/{name}": text for top, whole in (("old", old), ("new", COMPLETE)) for name, text in whole.items()}
    export = exported(zipped(tmp_path, files))
    alone = exported(zipped(tmp_path, COMPLETE, "alone.zip"))
    assert {key: fact.number for key, fact in facts(export).items()} == {
        key: fact.number for key, fact in facts(alone).items()
    }
    assert export.as_of == MADE
    assert all(name.startswith("new/") for name in export.used)


def test_the_parts_of_one_archive_are_read_together_in_whatever_order(tmp_path: Path) -> None:
    first = {name: text for name, text in COMPLETE.items() if "tweets" not in name}
    second = {name: text for name, text in COMPLETE.items() if "tweets" in name}
    paths = [zipped(tmp_path, files, f"{name}.zip") for name, files in (("1", first), ("2", second))]
    alone = {key: fact.number for key, fact in facts(exported(zipped(tmp_path, COMPLETE, "alone.zip"))).items()}
    for order in (paths, paths[::-1]):
        export = exported(*order)
        assert {key: fact.number for key, fact in facts(export).items()} == alone
        assert (export.name, export.notes, export.as_of) == ("X archive", (), MADE)
    assert exported(paths[0]).notes == (
        "“tweets-part1.js” is missing from the archive, so posts are counted as “at least”.",
    )


def test_archives_of_two_people_are_refused(tmp_path: Path) -> None:
    other = manifest().replace('"7"', '"8"').replace("sample_p", "other_p")
    paths = [zipped(tmp_path, COMPLETE, "a.zip"), zipped(tmp_path, {"data/manifest.js": other}, "b.zip")]
    with pytest.raises(ExportError, match="two accounts on X, @other_p and @sample_p"):
        exported(*paths)


def test_pictures_are_proved_by_the_names_of_their_files(tmp_path: Path) -> None:
    files = {"data/profile_media/7-AbC.jpg": "", "data/profile_media/7-1471234567.png": ""}
    found = facts(exported(zipped(tmp_path, {"data/manifest.js": manifest(), **files})))
    assert (found["avatar"].number, found["avatar"].how) == (1, How.WORKED_OUT)
    assert (found["avatar"].file, found["header"].file) == tuple(files)


def test_without_an_account_file_the_manifest_says_whose_it_is(tmp_path: Path) -> None:
    tweets = js("tweets.part0", wrapped(post(1, "Nov 02 2026"), post(2, "Nov 02 2026", **MYSELF)))
    export = exported(
        zipped(tmp_path, {"data/manifest.js": manifest({"tweets": 2, "following": 0}), "data/tweets.js": tweets})
    )
    found = facts(export)
    assert (found["account"].text, found["name"].text) == ("sample_p", "Sample Person")
    assert (found["account"].file, found["own-posts"].number, found["replies"].number) == ("data/manifest.js", 1, 0)
    assert (found["following"].number, found["following"].how) == (0, How.ABSENT)
    assert set(unknown(export)) == {"bio", "website", "location", "avatar", "header", "followers"}


def test_without_an_owner_nobody_knows_what_is_a_reply_to_others(tmp_path: Path) -> None:
    path = tmp_path / "tweets.js"
    path.write_text(js("tweets.part0", wrapped(post(1, "Nov 02 2026"), post(2, "Nov 02 2026", **MYSELF))))
    export = exported(path)
    assert facts(export)["own-posts"].number == 1
    assert facts(export)["own-posts"].at_least
    assert (facts(export)["account"].number, facts(export)["account"].how) == (1, How.WORKED_OUT)
    assert "replies" in unknown(export)
    assert "name" in unknown(export)
    assert export.notes == ("This is one file out of an archive, so posts are counted as “at least”.",)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({"in_reply_to_user_id_str": "7"}, "thread"),
        ({"in_reply_to_user_id_str": "99"}, "replies"),
        ({"in_reply_to_screen_name": "Sample_P"}, "thread"),
        ({"in_reply_to_screen_name": "other"}, "replies"),
        ({"in_reply_to_status_id_str": "5"}, "replies"),
        ({"in_reply_to_user_id_str": None, "entities": {"urls": []}}, "own-posts"),
        ({"entities": {"urls": [{"expanded_url": "HTTPS://TWITTER.COM/sample_p/status/4"}]}}, "own-posts"),
        ({"entities": {"urls": [5]}}, "shares"),
        ({"entities": 5, "id_str": 5, "full_text": "", "text": "RT @other: hear"}, "shares"),
        ({"entities": 5, "full_text": 5}, "own-posts"),
    ],
)
def test_every_post_is_of_one_kind(reply: dict[str, object], kind: str) -> None:
    tally = Tally()
    assert tally.add(wrapped({**post(1, "Nov 02 2026"), **reply}), Owner("7", "sample_p")) == 1
    assert {one: days.total() for one, days in tally.days.items() if days} == {kind: 1}


@pytest.mark.parametrize(
    "created",
    [
        "",
        "Wed Oct 10 20:19:24 +0100 2018",
        "Wed Okt 10 20:19:24 +0000 2018",
        "Wed Oct 32 20:19:24 +0000 2018",
        "2018-10-10",
    ],
)
def test_what_is_no_date_of_x_is_none(created: str) -> None:
    assert day_of(created) is None


def test_a_date_of_x_is_read() -> None:
    assert day_of("Wed Oct 10 20:19:24 +0000 2018") == date(2018, 10, 10)


@pytest.mark.parametrize("nothing", [" ", "\0", "\n"])
def test_names_of_nothing_that_can_be_seen_are_no_names(tmp_path: Path, nothing: str) -> None:
    account = js("account.part0", [{"account": ACCOUNT | {"username": nothing, "accountDisplayName": nothing}}])
    export = exported(zipped(tmp_path, {**CURRENT, "data/account.js": account}))
    assert (facts(export)["account"].text, facts(export)["account"].how) == ("", How.WORKED_OUT)
    assert "name" in unknown(export)


def test_a_row_without_an_account_is_counted_as_such(tmp_path: Path) -> None:
    rows = js("following.part0", [*accounts("following", "1"), {"following": {}}, 5])
    found = facts(exported(zipped(tmp_path, {"data/following.js": rows})))["following"]
    assert (found.number, found.rows, found.skipped) == (1, 1, (Skipped(2, "without an account"),))


@pytest.mark.parametrize(
    "text", ["window.YTD.tweets.part0 = [ {", "window.YTD.tweets.part0 = ", "PK", '[{"tweet": NaN}]']
)
def test_a_file_that_is_cut_off_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match=r"^“archive\.zip/data/tweets\.js” cannot be read"):
        exported(zipped(tmp_path, {**COMPLETE, "data/tweets.js": text}))


@given(
    st.sampled_from(sorted(name for name in COMPLETE if "." in name)),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.sampled_from([ACCOUNT, PROFILE]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["tweet", "account", "profile", "dataTypes", "files", "id_str"]), inner)
        ),
    ),
)
def test_whatever_a_file_holds_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: object
) -> None:
    path = zipped(tmp_path_factory.mktemp("any"), {**COMPLETE, name: json.dumps(value)})
    try:
        export = exported(path)
    except ExportError as refused:
        assert name in str(refused)  # noqa: PT017  reading it is as good
    else:
        assert isinstance(export, Export)


def test_archives_of_x_are_recognised_and_others_are_not(tmp_path: Path) -> None:
    fitting = {
        "whole": (COMPLETE, 100),
        "root": ({"tweet.js": "window.YTD.tweet.part0 = []"}, 100),
        "page": ({"Your archive.html": ""}, 40),
        "script": ({"account.js": "let account = 4", "data/more.js": ""}, 0),
        "other": ({"Connections.csv": "First Name,Last Name"}, 0),
    }
    for name, (files, sure) in fitting.items():
        assert x.fits(Archive(zipped(tmp_path, files, f"{name}.zip"))) == sure, name


def test_the_page_without_its_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the folder “data” is missing"):
        exported(zipped(tmp_path, {"Your archive.html": "<p>"}))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside this checkout")
def test_a_real_archive_is_read() -> None:
    export = exported(SAMPLES)
    found = facts(export)
    assert (found["account"].text, found["name"].text) == ("simonw", "Simon Willison")
    assert (found["following"].number, found["followers"].number) == (2, 2)
    assert x.fits(Archive(SAMPLES)) == 100
    assert "15555555555" not in repr(export)
