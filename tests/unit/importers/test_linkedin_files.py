from pathlib import Path

import pytest

from presence_gui.importers import linkedin
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.linkedin_files import Source, is_private, kind_by_name
from tests.unit.importers.linkedin_export import CONNECTIONS, TODAY, zipped


@pytest.mark.parametrize(
    "name",
    [
        *("messages.csv", "guide_messages.csv", "LearningCoachMessages.csv", "learning_role_play_messages_123.csv"),
        *("Contacts.csv", "ImportedContacts.csv", "Email Addresses.csv", "PhoneNumbers.csv", "Logins.csv"),
        *("Whatsapp Phone Numbers.csv", "Security Challenges.csv", "Receipts.csv", "Receipts_v2.csv"),
        *("Private_identity_asset.csv", "Verifications/Verifications.csv", "Ad_Targeting.csv", "Ads Clicked.csv"),
        *("LAN Ads Engagement.csv", "Inferences_about_you.csv", "SearchQueries.csv", "Saved_Items_12345678.csv"),
        *("Jobs/Job Applications_10.csv", "top/Jobs/Profile.csv", "MESSAGES (2).CSV", "coach_messages.html"),
    ],
)
def test_what_is_private_is_known_by_its_name(name: str) -> None:
    assert is_private(Member(name, 1, None))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("Shares.csv", "shares"), ("Shares_12345678.csv", "shares"), ("shares-12345678.CSV", "shares")),
        *(("a/b/Rich Media.csv", "rich_media"), ("Rich_Media.csv", "rich_media"), ("Shares.csv.csv", "shares")),
        *(("Recommendations Received.csv", "recommendations_received"), ("Likes.csv", "reactions")),
        *(("Endorsement Received Info.csv", "endorsement_received_info"), ("Volunteer.csv", "volunteering")),
        *(("Connections (3).csv", "connections"), ("Articles/Articles/messages.html", "articles")),
        *(("My_profile.csv", ""), ("Profile.html", ""), ("Articles/Articles.csv", ""), ("Profile", "")),
        ("x" * 70_000 + ".ab" * 20_000 + "!", ""),
    ],
)
def test_a_file_is_known_by_its_whole_name_in_every_way_it_is_written(name: str, kind: str) -> None:
    assert kind_by_name(Member(name, 1, None)) == kind
    assert not is_private(Member(name, 1, None))


def test_only_so_many_files_with_unknown_names_are_looked_into(tmp_path: Path) -> None:
    others = {f"{number:04}.csv": "Something,Else\n" for number in range(300)}
    export = zipped(tmp_path / "export.zip", {**others, "Kontakte.csv": f"{CONNECTIONS}\n", "Skills.csv": "Name\n"})
    with Archive(export) as archive:
        assert set(Source.of(archive, TODAY).members) == {"skills"}
        assert len(archive.opened) == 200


def test_what_holds_far_more_files_is_no_linkedin_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert linkedin.MOST_FILES == 20_000
    monkeypatch.setattr(linkedin, "MOST_FILES", 200)
    name, members = "Complete_LinkedInDataExport_11-20-2026.zip", {f"Articles/{one}.html": "" for one in range(200)}
    with Archive(zipped(tmp_path / name, {**members, "Profile.csv": ""})) as archive:
        assert linkedin.fits(archive) == 0
    with Archive(zipped(tmp_path / name, members)) as archive:
        assert linkedin.fits(archive) == 60
