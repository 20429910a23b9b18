"""Bytes become text, or a finding that names the first wrong byte."""

import pytest

from masthead.diagnostics import Diagnostic, Findings
from masthead.diagnostics.rules import NOT_UTF8
from masthead.source.text import decode


def _decode(data: bytes) -> tuple[str | None, list[Diagnostic]]:
    findings = Findings()
    return decode(data, "a.md", findings), findings.items


@pytest.mark.parametrize(
    "data",
    [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n", b"\xef\xbb\xbfa\r\nb\r\n"],
    ids=["LF", "CRLF", "CR", "BOM", "BOM and CRLF"],
)
def test_every_line_end_is_one_and_a_byte_order_mark_is_none(data: bytes) -> None:
    assert _decode(data) == ("a\nb\n", [])


def test_a_second_byte_order_mark_is_a_character_like_others() -> None:
    assert _decode(b"\xef\xbb\xbf\xef\xbb\xbfa")[0] == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"caf\xe9", 1, 4, "0xe9"),
        ("é\nüb".encode() + b"\xff", 2, 3, "0xff"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "0xff"),
        (b"a\r\nb\rc\xff", 3, 2, "0xff"),
        ("💧".encode() + b"\xc3", 1, 2, "0xc3"),
        (b"a\nb\0c", 2, 2, "0x00"),
    ],
)
def test_the_first_wrong_byte_is_named_at_its_place(
    data: bytes, line: int, column: int, byte: str
) -> None:
    text, findings = _decode(data)
    assert text is None
    assert [finding.rule for finding in findings] == [NOT_UTF8]
    assert (findings[0].position.line, findings[0].position.column) == (line, column)
    assert byte in findings[0].message


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        ("---\ntitle: A".encode("utf-16"), "UTF-16"),
        ("---\ntitle: A".encode("utf-16-le"), "UTF-16"),
        ("---\ntitle: A".encode("utf-16-be"), "UTF-16"),
        ("title: café “x”".encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_remedy_guesses_what_the_file_is(data: bytes, guess: str) -> None:
    assert f"It looks like {guess}." in _decode(data)[1][0].remedy
