"""List what is shipped, for whoever has to check that: a CycloneDX bill of materials, made from the build's lock.

python sbom.py FILE, run by the Python of the environment that the lock filled: what a package there needs, and which
licence it is under, it says itself.
"""

import json
import platform
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]

_STARTS_IT: Final = "pyinstaller"  # a part of it is the first thing that runs
_BINDING: Final = "pyside6-essentials"


def bill_of_materials(project: Mapping[str, object], lock: str, python: str) -> dict[str, object]:
    """Return the bill for the program that ``pyproject.toml`` tells of, as this lock and this Python make it."""
    name, version = str(project["name"]), str(project["version"])
    asked = [*project["dependencies"], _STARTS_IT]  # type: ignore[misc]
    hashes = hashes_in(lock)
    components = [_component(one, hashes[one]) for one in sorted(needed(asked, exact=_STARTS_IT))]
    components += [
        _brought_along("library", "Qt", "LGPL-3.0-only", distribution(_BINDING).version),
        _brought_along("platform", "CPython", "PSF-2.0", python),
        _brought_along("file", "Noto Sans", "OFL-1.1"),
    ]
    itself = {"type": "application", "name": name, "version": version, "bom-ref": name}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": itself | {"licenses": [{"expression": str(project["license"])}]}},
        "components": components,
        "dependencies": [{"ref": name, "dependsOn": [str(one["bom-ref"]) for one in components]}],
    }


def needed(requirements: Iterable[str], exact: str = "") -> set[str]:
    """Return the names of these packages and of all they need here; of the package ``exact``, itself alone."""
    names: set[str] = set()
    waiting = [Requirement(one) for one in requirements]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name not in names and (one.marker is None or one.marker.evaluate({"extra": ""})):
            names.add(name)
            if name != exact:
                waiting += [Requirement(further) for further in distribution(name).requires or ()]
    return names


def hashes_in(lock: str) -> dict[str, list[str]]:
    """Return the SHA-256 of every file that the lock lets in for each package."""
    entries = lock.replace("\\\n", " ").splitlines()
    named = ((re.match(r"([\w.-]+)==", entry), re.findall(r"--hash=sha256:(\w+)", entry)) for entry in entries)
    return {canonicalize_name(name[1]): hashes for name, hashes in named if name}


def _component(name: str, hashes: Iterable[str]) -> dict[str, object]:
    metadata = distribution(name).metadata
    version = str(metadata["Version"])
    where = f"pkg:pypi/{name}@{version}"
    return {
        "type": "library",
        "name": str(metadata["Name"]),
        "version": version,
        "bom-ref": where,
        "purl": where,
        "licenses": [_licence(metadata)],
        "properties": [{"name": "sha256 of a file the lock lets in", "value": one} for one in hashes],
    }


def _brought_along(kind: str, name: str, licence: str, version: str = "") -> dict[str, object]:
    """Return what is no package of its own."""
    known = {"version": version} if version else {}
    return {"type": kind, "name": name, "bom-ref": name, **known, "licenses": [{"license": {"id": licence}}]}


def _licence(metadata: PackageMetadata) -> dict[str, object]:
    """Return the licence as the package says it, in today's way or in the one before."""
    if "License-Expression" in metadata:
        return {"expression": metadata["License-Expression"]}
    return {"license": {"name": metadata["License"].partition("\n")[0] if "License" in metadata else "not said"}}


def main(file: Path) -> None:
    """Write the bill of what this state of the project ships."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    bill = bill_of_materials(project, lock, platform.python_version())
    file.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
