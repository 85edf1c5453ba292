"""List what is shipped, for whoever has to check that: a CycloneDX bill of materials, made from the build's lock.

python sbom.py FILE, run in the environment that the lock made: the licences are those the packages there name.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).resolve().parents[1]
LOCK: Final = ROOT / "packaging" / "requirements.lock"

# what is in the bundle and on no list of packages, and what freezes it: a part of that starts the program
_BESIDE: Final = {"pyinstaller": "application"}
_FONT: Final = {"type": "file", "name": "Noto Sans", "licenses": [{"license": {"id": "OFL-1.1"}}]}


def bill_of_materials(project: Mapping[str, object], python: str) -> dict[str, object]:
    """Return the bill for the program that ``pyproject.toml`` tells of, frozen with this version of Python."""
    name, version = str(project["name"]), str(project["version"])
    shipped = [_component(one) for one in sorted(shipped_with(project["dependencies"]))]  # type: ignore[arg-type]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": name, "version": version, "bom-ref": name}},
        "components": [*shipped, _python(python), _FONT | {"bom-ref": "noto-sans"}],
        "dependencies": [{"ref": name, "dependsOn": [str(one["bom-ref"]) for one in shipped] + ["python", "noto-sans"]}],
    }
