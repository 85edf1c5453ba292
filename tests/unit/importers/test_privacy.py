"""What belongs to others, and what the owner did not write for the public, is found nowhere after an import."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

CANARY: Final = "zqcanary"
OWNER: Final = "Sample Person"
KEPT: Final = "Auditor who finds what others miss"
EMAIL: Final = f"{CANARY}@example.com"


def script(name: str, *items: Mapping[str, object]) -> str:
    return f"window.YTD.{name}.part0 = {json.dumps(items)}"


LINKEDIN: Final = {
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    f"Geo Location,Twitter Handles,Websites,Instant Messengers\nSample,Person,{CANARY},{CANARY} Street,{CANARY},{KEPT},"
    f"I audit.,Accounting,{CANARY},Leeds,[{CANARY}],[BLOG:https://{CANARY}.example.com],{CANARY}\n",
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"{CANARY},{CANARY},https://www.linkedin.com/in/{CANARY},{EMAIL},{CANARY},{CANARY},01 Nov 2026\n",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    f"{CANARY},{CANARY},{CANARY} and more,{CANARY},Jan 2020,\n",
    "Shares_123.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    f"2026-11-01 09:00:00,https://www.linkedin.com/feed/{CANARY},{CANARY},{CANARY},{CANARY},MEMBER_NETWORK\n",
    "Comments.csv": f"Date,Link,Message\n2026-11-01 09:00:00,https://www.linkedin.com/{CANARY},{CANARY}\n",
    "Reactions.csv": f"Date,Type,Link\n2026-11-01 09:00:00,LIKE,https://www.linkedin.com/{CANARY}\n",
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    f'{CANARY},{CANARY},{CANARY},{CANARY},{CANARY},"09/25/25, 12:25 PM",VISIBLE\n',
    "Endorsement_Received_Info.csv": "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,"
    f"Endorser Public Url,Endorsement Status\n2025/08/08 16:02:04 UTC,Audit,{CANARY},{CANARY},{CANARY},ACCEPTED\n",
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'{OWNER},{CANARY},"9/1/26, 10:00 AM",{CANARY},OUTGOING,https://www.linkedin.com/in/sample,'
    f"https://www.linkedin.com/in/{CANARY}\n",
    "Member_Follows.csv": f"Date,Status,FullName\n2026-11-01 09:00:00,Active,{CANARY}\n",
    "Company Follows.csv": f"Organization,Followed On\n{CANARY},Mon Dec 08 09:48:48 UTC 2025\n",
    "Skills.csv": f"Name\n{CANARY}\n",
    **dict.fromkeys(
        ("messages.csv", "Email Addresses.csv", "PhoneNumbers.csv", "ImportedContacts.csv", "Logins.csv"),
        f"FROM,CONTENT\n{CANARY},{EMAIL}\n",
    ),
    "Jobs/Job Applications_1.csv": f"Application Date,Contact Email\n2026-11-01,{EMAIL}\n",
    "Unheard of.csv": f"Some,Heading\n{CANARY},{EMAIL}\n",
}
TWEET: Final = {"id_str": "9", "created_at": "Sun Nov 01 09:00:00 +0000 2026", "full_text": f"{CANARY} {EMAIL}"}
REPLY: Final = {**TWEET, "id_str": "8", "in_reply_to_status_id_str": "1", "in_reply_to_screen_name": CANARY}
PRIVATE: Final = ("direct-messages", "contact", "ip-audit", "phone-number", "grok-chat-item")
X: Final = {
    "data/account.js": script("account", {"account": {"username": "sample_p", "email": EMAIL, "phoneNumber": CANARY}}),
    "data/profile.js": script("profile", {"profile": {"description": {"bio": "I audit.", "location": CANARY}}}),
    "data/tweets.js": script("tweets", {"tweet": TWEET}, {"tweet": REPLY}),
    "data/follower.js": script("follower", {"follower": {"accountId": CANARY, "userLink": f"https://x.com/{CANARY}"}}),
    **{f"data/{name}.js": script("private", {"text": CANARY, "email": EMAIL}) for name in PRIVATE},
    f"data/tweets_media/{CANARY}.jpg": CANARY,
}  # fmt: skip
FACEBOOK: Final = {
    "personal_information/profile_information/profile_information.json": json.dumps(
        {
            "profile_v2": {
                "name": {"full_name": OWNER},
                "emails": {"emails": [EMAIL]},
                "birthday": {"year": CANARY},
                "current_city": {"name": CANARY},
                "phone_numbers": [{"phone_number": CANARY}],
                "relationship": {"partner": CANARY},
                "work_experiences": [{"employer": CANARY}],
                "intro_bio": {"name": "I audit."},
            }
        }
    ),
    "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json": json.dumps(
        [{"timestamp": 1793500000, "title": CANARY, "data": [{"post": CANARY}], "tags": [{"name": CANARY}]}]
    ),
    "connections/friends/your_friends.json": json.dumps({"friends_v2": [{"name": CANARY, "timestamp": 1500000000}]}),
    "your_facebook_activity/comments_and_reactions/comments.json": json.dumps(
        {"comments_v2": [{"timestamp": 1793500000, "title": CANARY, "data": [{"comment": {"comment": CANARY}}]}]}
    ),
    f"your_facebook_activity/messages/inbox/{CANARY}_1/message_1.json": json.dumps({"title": CANARY}),
    f"your_facebook_activity/posts/media/{CANARY}/1.jpg": CANARY,
    "security_and_login_information/logins.json": json.dumps({"ip": CANARY}),
}  # fmt: skip
WORDPRESS: Final = f"""<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Notes</title><link>https://notes.example.com</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>{CANARY}</wp:author_login><wp:author_email>{EMAIL}</wp:author_email>
<wp:author_display_name>{OWNER}</wp:author_display_name></wp:author>
<item><title>{CANARY}</title><content:encoded>{CANARY}</content:encoded><wp:post_id>1</wp:post_id>
<wp:post_date_gmt>2026-11-01 09:00:00</wp:post_date_gmt><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:comment><wp:comment_author>{CANARY}</wp:comment_author><wp:comment_author_email>{EMAIL}</wp:comment_author_email>
</wp:comment></item></channel></rss>"""
SUBSTACK: Final = {
    "posts.csv": "post_id,post_date,is_published,type,title,subtitle\n"
    f"1.a,2026-11-01T09:00:00.000Z,true,newsletter,{CANARY},{CANARY}\n",
    "posts/1.a.html": f"<p>{CANARY}</p>",
    "posts/1.a.opens.csv": f"email\n{EMAIL}\n",
    "email_list.sample.csv": f"email\n{EMAIL}\n",
}
GHOST: Final = json.dumps(
    {
        "meta": {"exported_on": 1793500000000, "version": "5.0.0"},
        "data": {
            "posts": [{"id": "1", "type": "post", "status": "published", "title": CANARY, "html": CANARY}],
            "users": [{"id": "1", "name": OWNER, "email": EMAIL}, {"id": "2", "name": CANARY, "email": EMAIL}],
            "members": [{"email": EMAIL, "name": CANARY}],
            "settings": [{"key": "title", "value": "Notes"}, {"key": "secret", "value": CANARY}],
        },
    }
)
BLOGGER: Final = f"""<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-1.archive</id>
<title>Notes</title><author><name>{OWNER}</name><email>{EMAIL}</email></author>
<entry><id>1</id><title>{CANARY}</title><content>{CANARY}</content><published>2026-11-01T09:00:00Z</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="#post"/></entry>
<entry><id>2</id><content>{CANARY}</content><author><name>{CANARY}</name><email>{EMAIL}</email></author>
<category scheme="http://schemas.google.com/g/2005#kind" term="#comment"/></entry></feed>"""
MEDIUM: Final = {
    "posts/2026-11-01_One-a1.html": f"""<article class="h-entry"><h1 class="p-name">{CANARY}</h1>
    <section class="e-content"><p>{CANARY}</p><p>{CANARY}</p></section><footer><a href="https://medium.com/p/1">
    <time class="dt-published" datetime="2026-11-01T09:00:00Z">then</time></a></footer></article>""",
    "profile/profile.html": f"""<section class="h-card"><h3 class="p-name">{OWNER}</h3> {EMAIL}
    <a class="u-url" href="https://medium.com/@sample">{CANARY}</a></section>""",
    **{f"{name}/{name}-0001.html": f"<p>{CANARY}</p>" for name in ("bookmarks", "claps", "highlights", "lists", "ips")},
}
RSS: Final = f"""<rss version="2.0"><channel><title>Notes</title><link>https://notes.example.com/</link>
<managingEditor>{EMAIL} ({OWNER})</managingEditor><item><guid>1</guid><title>{CANARY}</title>
<description>{CANARY}</description><pubDate>Sun, 01 Nov 2026 09:00:00 +0000</pubDate></item></channel></rss>"""
JSON_FEED: Final = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Notes",
        "items": [{"id": "1", "content_text": CANARY, "title": CANARY, "date_published": "2026-11-01T09:00:00Z"}],
    }
)
RESUME: Final = json.dumps(
    {
        "basics": {
            "name": OWNER,
            "label": KEPT,
            "email": EMAIL,
            "phone": CANARY,
            "location": {"address": CANARY, "postalCode": CANARY},
        },
        "references": [{"name": CANARY, "reference": CANARY}],
        "work": [{"name": CANARY, "summary": CANARY}],
    }
)


def exports(folder: Path) -> Iterator[Path]:
    for name, members in (
        ("Complete_LinkedInDataExport_11-20-2026.zip", LINKEDIN),
        ("x.zip", X),
        ("facebook-sample-2026-11-20.zip", FACEBOOK),
        ("substack.zip", SUBSTACK),
        ("medium.zip", MEDIUM),
    ):
        with ZipFile(folder / name, "w") as opened:
            for member, content in members.items():
                opened.writestr(member, content)
        yield folder / name
    for name, text in (
        *(("blog.xml", WORDPRESS), ("backup.xml", BLOGGER), ("ghost.json", GHOST)),
        *(("feed.xml", RSS), ("feed.json", JSON_FEED), ("resume.json", RESUME)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        yield folder / name


@pytest.mark.skipif(sys.platform == "win32", reason="the home of a process is set another way there")
def test_no_canary_is_in_the_profile_nor_said_nor_left_anywhere(tmp_path: Path) -> None:
    home, given = tmp_path / "home", tmp_path / "given"
    for folder in (home, given, home / "tmp"):
        folder.mkdir()
    files = list(map(str, exports(given)))
    places = {
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    said = b""
    for arguments in (
        ["import", str(home / "me.presence"), *files],
        ["import", str(home / "also.presence"), *files, "--json"],
        ["read-export", "2026-11-24", *files],
        ["resume", str(home / "me.presence")],
        ["score", str(home / "me.presence"), "--json"],
        ["plan", str(home / "me.presence"), "--json"],
    ):
        command = [sys.executable, "-m", "presence_gui", *arguments]
        ended = subprocess.run(command, capture_output=True, check=False, env=places, cwd=Path(__file__).parents[3])
        assert (ended.returncode, ended.stderr) == (0, b"")
        said += ended.stdout
    left = [file for file in home.rglob("*") if file.is_file()]
    written = b"".join(file.read_bytes() for file in left)
    assert sorted(file.name for file in left) == ["also.presence", "me.presence"]
    assert KEPT.encode() in written
    assert KEPT.encode() in said
    names = (
        "LinkedIn",
        "X archive",
        "Facebook",
        "Substack",
        "Medium",
        "WordPress",
        "Blogger",
        "Ghost",
        "feed",
        "Resume",
    )
    assert [name for name in names if name.encode() not in said] == []
    found = [line for line in (said + written).lower().splitlines() if CANARY.encode() in line]
    assert found == []
