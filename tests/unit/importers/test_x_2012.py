import json
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from presence_gui.errors import ExportError
from presence_gui.facts import Export, How, Skipped
from presence_gui.importers import x
from presence_gui.importers.archive import Archive

TODAY: Final = date(2026, 11, 23)
USER: Final = {"screen_name": "sample_p", "id": "7", "full_name": "Sample Person", "bio": "Bookkeeper", "tweets": 5}
FEBRUARY: Final = [
    {"id_str": "1", "text": "One", "created_at": "2014-02-27 08:36:46 +0000"},
    {"id_str": "2", "text": "Two", "created_at": "Thu Feb 27 08:36:46 +0000 2014"},
    {"id_str": "2", "text": "Two", "created_at": "Thu Feb 27 08:36:46 +0000 2014"},
]
MARCH: Final = [{"id_str": "3", "created_at": "2014-03-05 08:36:46 +0000"}, {"id_str": "4"}, 5]
TABLE: Final = (
    '"tweet_id","in_reply_to_status_id","in_reply_to_user_id","timestamp","source","text"\r\n'
    '"1","","","2017-10-11 22:18:59 +0000","web","One, ""two""\nand three"\r\n'
    '"2","9","9","2017-10-12 22:18:59 +0000","web","Four"\r\n'
    '"3"\r\n'
)
FILES: Final = {
    "index.html": "<p>",
    "tweets.csv": TABLE,
    "data/js/user_details.js": f"var user_details = {json.dumps(USER)}",
    "data/js/tweet_index.js": "var tweet_index = []",
    "data/js/tweets/2014_03.js": f"Grailbird.data.tweets_2014_03 = \n {json.dumps(MARCH)}",
    "data/js/tweets/2014_02.js": f"Grailbird.data.tweets_2014_02 = \n {json.dumps(FEBRUARY)}",
}


def archive(folder: Path, files: dict[str, str]) -> Archive:
    with ZipFile(folder / "tweets.zip", "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return Archive(folder / "tweets.zip")


def read(folder: Path, files: dict[str, str]) -> Export:
    return x.read([archive(folder, files)], TODAY)


def test_an_archive_of_2014_is_history(tmp_path: Path) -> None:
    export = read(tmp_path, FILES)
    account, before = export.facts
    assert (account.key, account.number, account.text, account.file) == (
        "x.account",
        1,
        "sample_p",
        "data/js/user_details.js",
    )
    assert (before.key, before.number, before.day, before.weeks) == ("x.before-2018", 3, date(2014, 3, 5), ())
    assert before.skipped == (Skipped(1, "listed twice"), Skipped(2, "without a readable date"))
    assert (before.rows, before.file) == (3, "data/js/tweets/2014_02.js and 1 more")
    assert (export.as_of, export.dated) == (date(2014, 3, 5), False)
    assert export.used == ("data/js/tweets/2014_02.js", "data/js/tweets/2014_03.js", "data/js/user_details.js")
    assert export.not_used == ("data/js/tweet_index.js", "index.html", "tweets.csv")
    assert export.notes == (
        "An archive from before autumn 2018 does not say how things stand today. Download a new one from X.",
    )


def test_it_knows_nothing_of_today(tmp_path: Path) -> None:
    export = read(tmp_path, FILES)
    told = {fact.key for fact in export.facts} | {one.key for one in export.unknown}
    assert told == {offer.key for offer in x.OFFERS}
    assert {one.why for one in export.unknown} == set(export.notes)


def test_a_name_of_blanks_is_no_name(tmp_path: Path) -> None:
    account, _before = read(tmp_path, FILES | {"data/js/user_details.js": '{"screen_name": " "}'}).facts
    assert (account.text, account.how) == ("", How.WORKED_OUT)


def test_the_table_alone_says_the_same_of_its_posts(tmp_path: Path) -> None:
    export = read(tmp_path, {"backup/tweets.csv": "\ufeff" + TABLE})
    account, before = export.facts
    assert (account.text, account.how) == ("", How.WORKED_OUT)
    assert (before.number, before.day, before.file) == (2, date(2017, 10, 12), "backup/tweets.csv")
    assert before.skipped == (Skipped(1, "without a readable date"),)


def test_posts_without_a_number_are_all_counted(tmp_path: Path) -> None:
    table = '"tweet_id","in_reply_to_status_id","timestamp"\n"","","2013-01-01 00:00:00 +0000"\n'
    more = '"","","2013-01-02 00:00:00 +0000"\n"","","1997-01-02 00:00:00 +0000"\n'
    before = read(tmp_path, {"tweets.csv": table + more}).facts[1]
    assert (before.number, before.skipped) == (2, (Skipped(1, "without a readable date"),))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tweets.csv", '"tweet_id"\n"' + "a" * 200_000 + '"\n'),
        ("data/js/tweets/2014_02.js", "Grailbird.data.tweets_2014_02 = [ {"),
        ("data/js/user_details.js", "var user_details = "),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str) -> None:
    files = {name: text} if name == "tweets.csv" else {**FILES, name: text}
    raw = {member: one.encode(errors="surrogateescape") for member, one in files.items()}
    with ZipFile(tmp_path / "tweets.zip", "w") as made:
        for member, one in raw.items():
            made.writestr(member, one)
    with pytest.raises(ExportError, match=f"^“{name}” cannot be read"):
        x.read([Archive(tmp_path / "tweets.zip")], TODAY)


def test_it_is_recognised_by_its_first_words(tmp_path: Path) -> None:
    assert x.fits(archive(tmp_path, FILES)) == 100
    assert x.fits(archive(tmp_path, {"tweets.csv": TABLE})) == 100
    assert x.fits(archive(tmp_path, {"2014_02.js": FILES["data/js/tweets/2014_02.js"]})) == 100
    assert x.fits(archive(tmp_path, {"tweets.csv": "day,text\n"})) == 0
    assert x.fits(archive(tmp_path, {"data/js/tweets/2014_02.js": "let a"})) == 0
