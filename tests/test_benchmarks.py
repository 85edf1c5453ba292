"""The measurements work; how fast anything is, they tell and no test judges."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_benchmark_runs_and_is_in_the_table(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    no_x11 = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": "", "DISPLAY": ""}
    command = [sys.executable, "-P", "-m", "tests.benchmarks", "--runs", "1", "--json", str(file)]
    done = subprocess.run(command, env=no_x11, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(file.read_text(encoding="utf-8"))
    for about in (
        "first paint",
        "memory",
        "first visit of a tab",
        "coming back",
        "text size",
        "keystroke",
        "rescore 81",
        "plan",
        "PDF",
        "import of",
        "LinkedIn export",
        "X archive",
    ):
        measured = [one for one in figures if about in one["name"] and one["goal"]]
        assert measured, f"nothing is said about: {about}"
        for one in measured:
            assert one["median"] > 0
            assert one["verdict"] in {"met", "missed"}
            assert f"\n{one['name']}  " in done.stdout
