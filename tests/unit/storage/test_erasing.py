"""Deleting everything takes away what there is of one profile, and nothing else."""

import shutil
from pathlib import Path

import pytest

from presence_gui.errors import SaveError
from presence_gui.storage.backups import back_up
from presence_gui.storage.erasing import erase
from presence_gui.storage.safekeeping import Safekeeping, Why
from tests.unit.storage.samples import NOON, PROFILE_ID, saved


def test_the_file_and_all_that_is_kept_of_it_go_and_the_rest_stays(tmp_path: Path) -> None:
    stored, safe = saved(tmp_path), Safekeeping(tmp_path / "data", PROFILE_ID)
    other = Safekeeping(safe.root, "f" * 32)
    for one in (safe, other):
        back_up(stored, one, Why.BY_HAND, NOON)
    (tmp_path / "letter.txt").write_text("mine")
    erase(stored.path, safe)
    assert not stored.path.exists()
    assert not safe.folder.exists()
    assert [one.name for one in other.pinned.iterdir()]
    assert (tmp_path / "letter.txt").read_text() == "mine"
    erase(stored.path, safe)  # once more is no matter
    erase(None, safe)


@pytest.mark.parametrize("stays", ["copies", "file"])
def test_what_cannot_be_deleted_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stays: str) -> None:
    stored, safe = saved(tmp_path), Safekeeping(tmp_path / "data", PROFILE_ID)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError

    if stays == "copies":
        monkeypatch.setattr(shutil, "rmtree", refuse)
    else:
        monkeypatch.setattr(Path, "unlink", refuse)
    named = "What is kept of earlier versions" if stays == "copies" else "The file “My plan.presence”"
    with pytest.raises(SaveError, match=f"^{named} could not be deleted"):
        erase(stored.path, safe)
    assert stored.path.exists()
