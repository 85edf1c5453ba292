import pytest

from presence_gui.importers.addresses import host_of, is_own, web_address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.com", "https://example.com"),
        (" HTTP://WWW.Example.COM/Blog?a=1#B ", "http://www.example.com/Blog?a=1#B"),
        ("https://blog.example.com:8080/", "https://blog.example.com:8080/"),
        ("https://müller.example/", "https://müller.example/"),
    ],
)
def test_a_web_address_is_kept_with_its_host_in_small_letters(written: str, kept: str) -> None:
    assert web_address(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "example.com",
            "/blog",
            "ftp://example.com",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "//example.com",
        ),
        *("https://sample@example.com/", "https://example.com:80@example.org/", "https://localhost/", "https:///x"),
        *(
            "https://example.com/a b",
            "https://example.com\\share",
            "https://example.com/\u202egnp",
            "mailto:a@b.example",
        ),
        "https://example.com/" + "x" * 2000,
    ],
)
def test_what_is_no_address_or_hides_something_is_not_kept(written: str) -> None:
    assert web_address(written) == ""


@pytest.mark.parametrize(
    "address",
    [
        *("https://sample.blogspot.com/", "https://sample.blogspot.co.uk", "http://www.sample.blogspot.de/2026/"),
        *("https://sample.wordpress.com", "https://medium.com/@sample", "https://sample.medium.com/"),
        *("https://sample.substack.com", "https://sample.ghost.io/", "https://sample.github.io"),
    ],
)
def test_an_address_lent_by_a_host_is_not_ones_own(address: str) -> None:
    assert not is_own(address)


@pytest.mark.parametrize(
    "address", ["https://example.com", "https://notwordpress.com", "https://blogspot.example.com", "https://a.example"]
)
def test_any_other_address_is_ones_own(address: str) -> None:
    assert is_own(address)


def test_a_host_is_named_without_www() -> None:
    assert host_of("https://www.example.com/blog") == host_of("http://example.com") == "example.com"
    assert host_of("nothing") == ""
