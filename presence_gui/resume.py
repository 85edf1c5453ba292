"""What somebody has written about themselves as a résumé in the JSON Resume form, version 1.0.0."""

import json
import re
from typing import Final

from presence_gui.content import Catalog
from presence_gui.plain import JSON
from presence_gui.profile import Profile, Status

_SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
# what the file of a résumé written here begins with
RESUME: Final = b'{\n  "$schema": "%s"' % _SCHEMA.encode()

_VERSION: Final = "v1.0.0"
# an address as people write it down, with or without what comes before the host
_ADDRESS: Final = re.compile(r"(?:(https?)://)?((?:[\w-]+\.)+[\w-]{2,}(?::\d{1,5})?/[\w./~%@+=&?#-]+)", re.ASCII)
_USERNAME: Final = re.compile(r"@?([\w.-]{1,100})")


def resume_of(catalog: Catalog, profile: Profile) -> dict[str, JSON]:
    """Return a résumé with the name, the label, the summary and the profiles the user has written down.

    Each comes from the first item, in the order of the tabs, whose field ``resume`` names its place and that has a
    text; not from a platform that is left out, nor where the user said it is not for them.
    """
    basics: dict[str, JSON] = {"name": profile.name.strip()} if profile.name.strip() else {}
    profiles: dict[str, JSON] = {}
    for item in catalog.items.values():
        answer = profile.answer(item.id)
        text = answer.text.strip()
        if not (item.resume and text) or answer.status is Status.NOT_FOR_ME or item.platform in profile.left_out:
            continue
        place, _, name = item.resume.partition(".")
        if place == "basics":
            basics.setdefault(name, text)
        elif found := _profile(name, text):
            profiles.setdefault(name, found)
    if profiles:
        basics["profiles"] = list(profiles.values())
    return {"$schema": _SCHEMA, "basics": basics, "meta": {"version": _VERSION}}


def resume_bytes(resume: dict[str, JSON]) -> bytes:
    """Return a résumé as its file, which people may read as well."""
    return json.dumps(resume, ensure_ascii=False, indent=2).encode() + b"\n"


def _profile(network: str, text: str) -> dict[str, JSON]:
    """Return an address or a name on a network; nothing where the text is neither."""
    if address := _ADDRESS.fullmatch(text):
        return {"network": network, "url": f"{address[1] or 'https'}://{address[2]}"}
    if name := _USERNAME.fullmatch(text):
        return {"network": network, "username": name[1]}
    return {}
