"""What can be known of the program for macOS without a Mac."""

import plistlib
import re
import struct
import subprocess
import tomllib
from pathlib import Path

import pytest
from macos import bundle, installers

from tests.journeys.command import ROOT

MACOS = ROOT / "packaging" / "macos"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def made_for(major: int, minor: int, *, as_before: bool = False) -> bytes:
    """Return the beginning of a program for a Mac: one command it has to be read past, then the one looked for."""
    version = major << 16 | minor << 8
    said = (
        struct.pack("<4I", 0x24, 16, version, version) if as_before else struct.pack("<6I", 0x32, 24, 1, version, 0, 0)
    )
    return struct.pack("<8I", 0xFEEDFACF, 0, 0, 2, 2, 0, 0, 0) + struct.pack("<4I", 0x19, 16, 0, 0) + said


def for_both(first: bytes, second: bytes) -> bytes:
    """Return the programs for two kinds of processor in one file."""
    start = 8 + 2 * 20
    entries = (
        struct.pack(">5I", 7, 3, start, len(first), 0),
        struct.pack(">5I", 12, 0, start + len(first), len(second), 0),
    )
    return struct.pack(">2I", 0xCAFEBABE, 2) + b"".join(entries) + first + second


def test_the_newest_part_says_which_macos_is_needed() -> None:
    parts = [made_for(13, 0), for_both(made_for(11, 0), made_for(15, 1)), made_for(12, 3, as_before=True), b"text", b""]
    assert bundle.oldest_macos(parts) == "15.1"
    assert bundle.oldest_macos(parts[2:]) == "12.3"
    assert bundle.oldest_macos([made_for(9, 11), made_for(10, 2)]) == "10.2", "numbers, not words"


def test_without_any_program_nothing_is_made_up() -> None:
    with pytest.raises(ValueError, match=r"max\(\)"):
        bundle.oldest_macos([b"text"])


def test_macos_is_told_the_version_and_what_is_opened() -> None:
    told = plistlib.loads(plistlib.dumps(bundle.info_plist(VERSION, "15.0")))
    assert told == bundle.info_plist(VERSION, "15.0")
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == VERSION
    assert told["LSMinimumSystemVersion"] == "15.0"
    (document,), (kind,) = told["CFBundleDocumentTypes"], told["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert kind["UTTypeTagSpecification"]["public.filename-extension"] == ["presence"]


@pytest.mark.parametrize("identifier", [bundle.IDENTIFIER, bundle.PROFILE])
def test_an_identifier_has_no_other_signs_than_macos_lets_in(identifier: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+){2}", identifier)


def test_what_the_program_may_do_is_as_little_as_python_needs() -> None:
    allowed = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_script_that_makes_the_image_is_whole_and_signs_nothing_without_a_certificate() -> None:
    script = MACOS / "make_dmg.sh"
    subprocess.run(["sh", "-n", str(script)], check=True)  # noqa: S607
    text = script.read_text(encoding="utf-8")
    guarded = re.findall(r'if \[ -n "\$\{(\w+):-\}" \]; then\n(.*?)\n(?:else|fi)', text, re.DOTALL)
    assert [name for name, _ in guarded] == ["NOTARY_KEY", "SIGN_AS", "NOTARY_KEY"]
    assert all(("codesign --sign" in step) == (name == "SIGN_AS") for name, step in guarded)
    assert len(re.findall(r"^\s*(codesign --sign|notarise )", text, re.MULTILINE)) == 3, "none outside of those"


def test_elsewhere_one_sentence_says_that_it_takes_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.system", lambda: "Linux")
    with pytest.raises(SystemExit, match=r"^Presence for macOS can only be built on a Mac\.$"):
        installers.freezer()


def test_the_program_itself_is_signed_while_it_is_frozen() -> None:
    spec = (ROOT / "packaging" / "presence.spec").read_text(encoding="utf-8")
    assert 'codesign_identity=os.environ.get("SIGN_AS")' in spec
    assert Path(MACOS, "entitlements.plist").name in spec
