"""The items command, and what check says of days to come."""

from pathlib import Path

import pytest

from presence_gui.cli import run_command


def test_the_items_are_listed_with_what_each_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["items"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "linkedin: LinkedIn"
    assert len([line for line in lines if line.startswith("  ")]) == 81
    for name, asked in (
        ("li-photo", "done"),
        ("li-headline", "text, up to 220"),
        ("li-conn-50", "number, 50"),
        ("li-comment", "number, 8 in 28 days"),
        ("br-search", "day, within 90 days"),
    ):
        assert any(line.split(maxsplit=1)[0] == name and f" {asked} " in line for line in lines)


def test_an_answer_of_a_day_still_to_come_is_remarked_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "ada.presence")
    assert run_command(["answer", file, "br-search=2026-11-20", "--today", "2026-11-23"]) == 0
    assert run_command(["check", file, "--today", "2026-11-23"]) == 0
    assert "still to come" not in capsys.readouterr().out
    assert run_command(["check", file, "--today", "2026-11-19"]) == 0
    assert "br-search is dated Fri 20 November 2026, which is still to come" in capsys.readouterr().out
