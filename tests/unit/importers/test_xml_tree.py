from functools import partial
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import words, xml_encoding, xml_tree
from presence_gui.importers.xml_tree import Shape, read_xml, text_of, texts_of
from tests.unit.importers.blog_files import refusal

SHAPE = Shape(frozenset({"rss", "item"}), frozenset({"title", "dc:creator", "wp:status"}))


def tree(text: str | bytes) -> Element:
    return read_xml(text.encode() if isinstance(text, str) else text, "feed.xml", SHAPE)


def title(text: str | bytes) -> str:
    return text_of(tree(text), "title")


def refused(text: str | bytes) -> str:
    with pytest.raises(ExportError) as found:
        tree(text)
    return str(found.value)


CUT = "“feed.xml” cannot be read from line 1 on: it may have been cut short or changed. Download it again."


def test_only_what_is_wanted_is_kept() -> None:
    found = tree(
        "<rss><item><title>A <b>bold</b> one</title><body><title>no</title></body></item><secret>no</secret></rss>"
    )
    assert tostring(found) == b"<rss><item><title>A bold one</title></item></rss>"


def test_text_is_kept_of_the_leaves_only() -> None:
    assert tostring(tree("<rss>no<item>no<title>yes</title>no</item>no<a><b><c/></b></a></rss>")) == (
        b"<rss><item><title>yes</title></item></rss>"
    )


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ('xmlns:dc="http://purl.org/dc/elements/1.1/"', "dc:creator"),
        ('xmlns:any="http://purl.org/dc/elements/1.1/"', "any:creator"),
        ("", "dc:creator"),
    ],
)
def test_a_name_counts_by_what_its_prefix_stands_for_or_as_everybody_writes_it(declared: str, name: str) -> None:
    assert text_of(tree(f"<rss {declared}><{name}>Sample Person</{name}></rss>"), "dc:creator") == "Sample Person"


def test_every_version_of_wordpress_is_the_same_and_its_excerpts_are_something_else() -> None:
    for version in ("1.0", "1.1", "1.2"):
        uri = f"http://wordpress.org/export/{version}/"
        found = tree(
            f'<rss xmlns:wp="{uri}" xmlns:e="{uri}excerpt/"><wp:status>x</wp:status><e:status>y</e:status></rss>'
        )
        assert list(texts_of(found, "wp:status")) == ["x"]


def test_a_name_of_another_namespace_is_another_name() -> None:
    found = tree(
        '<rss xmlns:media="http://search.yahoo.com/mrss/"><media:title>no</media:title><title>yes</title></rss>'
    )
    assert list(texts_of(found, "title")) == ["yes"]


def test_whatever_namespace_the_root_has_is_that_of_a_feed() -> None:
    assert title('<rss xmlns="http://example.com/rss"><title>yes</title></rss>') == "yes"
    assert title('<r:rss xmlns:r="http://example.com/rss"><r:title>yes</r:title></r:rss>') == "yes"


def test_a_namespace_ends_where_its_element_ends() -> None:
    found = tree(
        '<rss><item xmlns="http://example.com/x"><title>no</title></item><title>yes</title><item xmlns=""/></rss>'
    )
    assert tostring(found) == b'<rss><title>yes</title><item xmlns="" /></rss>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_what_a_file_looks_like_comes_before_what_it_declares(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><rss><title>Zoë – 日本</title></rss>'
    if encoding == "utf-8":
        text = text.replace("iso-8859-1", "utf-8")
    assert title(text.encode(encoding)) == "Zoë – 日本"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso-8859-1", "Zoë"),
        ("windows-1252", "Zoë – “so”"),
        ("koi8-r", "Анна"),
        ("big5", "中文"),
        ("shift_jis", "日本"),
    ],
)
def test_a_declared_encoding_is_honoured(encoding: str, text: str) -> None:
    raw = f'<?xml version="1.0" encoding="{encoding}"?><rss><title>{text}</title></rss>'.encode(encoding)
    assert title(raw) == text
    assert title(b"\n " + raw) == text


def test_an_encoding_older_than_the_pc_is_honoured_too() -> None:
    assert title('<?xml version="1.0" encoding="cp037"?><rss><title>Zoë</title></rss>'.encode("cp037")) == "Zoë"


def test_latin_1_means_windows_western() -> None:
    assert title(b"<?xml version='1.0' encoding='iso-8859-1'?><rss><title>\x93so\x94</title></rss>") == "“so”"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "nonsense", "base64", "zlib", "punycode", "idna", "undefined"]
)
def test_an_encoding_that_cannot_be_meant_is_taken_for_utf_8(encoding: str) -> None:
    assert title(f'<?xml version="1.0" encoding="{encoding}"?><rss><title>Zoë</title></rss>') == "Zoë"


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "ascii"])
def test_an_encoding_that_does_not_fit_is_taken_for_windows_western(encoding: str) -> None:
    assert (
        title(f'<?xml version="1.0" encoding="{encoding}"?><rss><title>Zo\xeb</title></rss>'.encode("cp1252")) == "Zoë"
    )


def test_control_characters_are_dropped_before_reading() -> None:
    assert title(b"<rss><title>a\0b\x0bc\x10d\x11e\x1cf\tg</title></rss>") == "abcdef\tg"
    assert title("<rss><title>a&#11;b&#x1C;c&#x0;d&#0;e&#x41;&#10;f</title></rss>") == "abcdeA\nf"


def test_an_entity_nobody_declared_is_what_it_is_on_the_web() -> None:
    assert title("<rss><title>a&nbsp;b&ndash;c&nonsense;d</title></rss>") == "a\xa0b–cd"
    assert title('<rss><title a="&nbsp;">a&amp;b</title></rss>') == "a&b"


def test_an_ampersand_that_begins_nothing_stands_for_itself() -> None:
    assert title("<rss><title>a & b?c=1&d=2 <![CDATA[R&D]]></title></rss>") == "a & b?c=1&d=2 R&D"


def test_a_file_of_nothing_but_ampersands_is_not_repaired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_encoding, "_MOST_STRAY", 3)
    assert title("<rss><title>a & b</title></rss>") == "a & b"
    assert refused("<rss><title>a & & & & b</title></rss>") == CUT


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss><title>&a;</title></rss>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd" [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><rss/>',
    ],
)
def test_definitions_of_its_own_are_refused(text: str) -> None:
    assert refused(text) == (
        "“feed.xml” begins with definitions of its own: no feed and no blog’s export looks like that. "
        "Download it again from your blog."
    )


def test_a_reference_to_definitions_elsewhere_is_not_followed() -> None:
    assert title('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><title>a</title></rss>') == "a"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><p>Welcome</body>",
        "\n<!-- saved --><!-- from example.com --> <HTML lang='en'>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html></html>',
        '<?xml version="1.0"?><?style x?><!DOCTYPE HTML PUBLIC "x" "y"><rss></rss>',
        "<head><title>x</title>",
    ],
)
def test_a_web_page_is_recognised_and_said(page: str) -> None:
    assert refused(page) == (
        "“feed.xml” is a web page, not a feed. Open your blog’s feed, often its address with “/feed” at the end, "
        "and save that; or download the export your blog offers."
    )


@pytest.mark.parametrize(
    "text", ["", "hello", "<rss>", "<rss><title>a</rss>", "<rss></rss><rss/>", "<rss", b"\xff\xfe<"]
)
def test_a_file_that_breaks_off_or_is_no_xml_is_refused(text: str | bytes) -> None:
    assert refused(text) == CUT


def test_the_line_where_a_file_breaks_off_is_named() -> None:
    assert "from line 3 on" in refused("<rss>\n<title>a</title>\n<item>")


PARTS = "is built of far more parts than any of these"


def test_a_file_nested_too_deep_is_refused() -> None:
    most = xml_tree.MOST_DEPTH
    assert PARTS in refused("<rss>" + "<a>" * most)
    assert PARTS in refused("<rss><title>" + "<a>" * most)
    assert PARTS in refused("<rss>" * (most + 2))
    assert title("<rss>" + "<a>" * (most - 2) + "</a>" * (most - 2) + "<title>a</title></rss>") == "a"


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        ("MOST_ELEMENTS", "<rss>" + "<a/>" * 10 + "</rss>"),
        ("MOST_ELEMENTS", "<rss><title>" + "&nbsp;" * 10 + "</title></rss>"),
        ("MOST_KEPT", "<rss>" + "<item/>" * 11 + "</rss>"),
        ("_MOST_PREFIXES", "<rss " + " ".join(f"xmlns:p{n}='x'" for n in range(12)) + "/>"),
    ],
)
def test_a_file_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, text: str) -> None:
    monkeypatch.setattr(xml_tree, limit, 9)
    assert PARTS in refused(text)
    monkeypatch.setattr(xml_tree, limit, 20)
    assert tree(text).tag == "rss"


def test_a_part_without_end_is_refused() -> None:
    assert "has a part far longer" in refused("<rss " + "a" * (xml_tree.MOST_IN_A_TAG + 200_000))


def test_a_file_larger_than_any_blog_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MOST_BYTES", 20)
    assert refused("<rss><title>a</title></rss>").startswith("“feed.xml” is larger than any blog Presence knows.")


def test_of_an_endless_title_only_the_beginning_is_kept() -> None:
    assert title("<rss><title>" + "x" * 200_000 + "</title></rss>") == "x" * words.MOST_CHARACTERS


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    for tail in (raw, b"<rss>" + raw, b"<?xml encoding='" + raw, b"<rss><title>" + raw + b"</title></rss>"):
        sentence = refusal(partial(tree, tail))
        assert not sentence or sentence.startswith("“feed.xml” ")
