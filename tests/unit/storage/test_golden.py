"""One file of every schema ever written: each opens for ever, to the same profile, and is never changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.profile_file import open_profile, save_profile
from tests.unit.storage.samples import AFTER, LATER, PROFILE_ID

GOLDEN: Final = Path(__file__).parent / "golden"
WRITTEN: Final = {
    1: "fc7274528839e6ee4cc4f1f0563a4a29d9e1c6fa40db5fdf5341ca90df6668c6",
    2: "26acb9e3a6eb7004fb4f7f1493b1593672ec63dd6286bfc951f2a4c9900dcac6",
}


def _of(schema: int) -> Path:
    return GOLDEN / f"schema-{schema}.presence"


def test_there_is_a_file_of_every_schema() -> None:
    assert list(WRITTEN) == list(range(1, SCHEMA + 1))
    assert sorted(GOLDEN.iterdir()) == [_of(schema) for schema in WRITTEN]


@pytest.mark.parametrize("schema", WRITTEN)
def test_a_file_of_every_schema_opens_to_the_same_profile_each_time(schema: int) -> None:
    assert fingerprint(_of(schema).read_bytes()) == WRITTEN[schema], "a golden file is never changed"
    for _ in range(2):
        stored = open_profile(_of(schema))
        assert (stored.profile, stored.extra) == (replace(AFTER, extra={"mood": "hopeful"}), {"written_with": "9.9"})
        assert (stored.profile_id, stored.rev, stored.schema, stored.read_only) == (PROFILE_ID, 123, schema, "")


@pytest.mark.parametrize("schema", WRITTEN)
def test_a_file_of_every_schema_is_written_in_the_newest_with_all_it_held(schema: int, tmp_path: Path) -> None:
    path = tmp_path / "My plan.presence"
    path.write_bytes(_of(schema).read_bytes())
    stored = save_profile(open_profile(path), replace(AFTER, name="Eve", extra={"mood": "hopeful"}), LATER)
    fields = json.loads(path.read_bytes())
    assert (fields["schema"], fields["rev"], fields["written_with"]) == (SCHEMA, 124, "9.9")
    assert fields["min_reader"] == 2  # an older program would not know what its fingerprint is over
    assert (fields["data"]["name"], fields["data"]["mood"]) == ("Eve", "hopeful")
    assert open_profile(path) == stored
