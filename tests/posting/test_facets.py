"""Addresses, hashtags and mentions of a text for Bluesky, in bytes of its UTF-8."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from masthead.posting.networks.facets import Kind, spans
from posting.stations import NODE

LINK, TAG, MENTION = Kind.LINK, Kind.TAG, Kind.MENTION
# What RichText.detectFacets of @atproto/api finds in these texts.
CASES: Final[dict[str, list[tuple[str, str, Kind]]]] = {
    "nothing here": [],
    "https://example.org/a": [("https://example.org/a", "https://example.org/a", LINK)],
    "(https://example.org/a)": [("https://example.org/a", "https://example.org/a", LINK)],
    "see https://example.org/a_(b).": [
        ("https://example.org/a_(b)", "https://example.org/a_(b)", LINK)
    ],
    "https://example.org/ä?x=1&y=2#z!": [
        ("https://example.org/ä?x=1&y=2#z", "https://example.org/ä?x=1&y=2#z", LINK)
    ],
    "xhttps://example.org": [],
    "💧 #leakage and #Größe, #👍🏽": [
        ("#leakage", "leakage", TAG), ("#Größe", "Größe", TAG), ("#👍🏽", "👍🏽", TAG),
    ],
    "#1 #2026 #2026x # #! a#b": [("#2026x", "2026x", TAG)],
    "#a-b_c. #end!!": [("#a-b_c", "a-b_c", TAG), ("#end", "end", TAG)],
    "＃全角 #日本語": [("＃全角", "全角", TAG), ("#日本語", "日本語", TAG)],
    f"#{'a' * 64} #{'b' * 65}": [(f"#{'a' * 64}", "a" * 64, TAG)],
    "@ana.example.org @ana. (@omar.example.net) me@ana.example.org": [
        ("@ana.example.org", "ana.example.org", MENTION),
        ("@omar.example.net", "omar.example.net", MENTION),
    ],
    "line\n@ana.example.org\n#tag\nhttps://example.org": [
        ("@ana.example.org", "ana.example.org", MENTION), ("#tag", "tag", TAG),
        ("https://example.org", "https://example.org", LINK),
    ],
}  # fmt: skip


def _said(text: str) -> list[tuple[str, str, Kind]]:
    data = text.encode()
    return [(data[s.start : s.end].decode(), s.value, s.kind) for s in spans(text)]


@pytest.mark.parametrize("text", CASES)
def test_spans_are_where_readers_see_them(text: str) -> None:
    assert _said(text) == CASES[text]


@given(st.text())
@example("https://")
@example("# ## #\u200b")
def test_any_text_has_sound_spans(text: str) -> None:
    end = 0
    for span in spans(text):
        assert end <= span.start < span.end <= len(text.encode())
        text.encode()[span.start : span.end].decode()
        end = span.end


WORDS = st.sampled_from([
    "#tag", "#1", "#ä-b,", "@ana.example.org", "@ana.test,", "(@b.example.com)",
    "https://example.org/x.", "(https://example.org/(y))", "💧",
    "👩\u200d👩\u200d👧", "word", "#💧x", "＃全",
    "a@b.example.com", "##x", "#_", "é",
    "https://example.org/?a=1&b=2#c", "@-a.example", "#a\u200bb", "#\ufe0fa", "@a..example", "#x'y",
])  # fmt: skip


@pytest.fixture(scope="module")
def theirs() -> Any:
    """Bluesky's own detection, in a process of node."""
    folder = os.environ.get(NODE, "")
    api = Path(folder) / "@atproto" / "api"
    if not (folder and api.is_dir() and shutil.which("node")):
        pytest.skip(f"{NODE} names no folder with @atproto/api, or there is no node")
    script = (
        f"const {{RichText}}=require({json.dumps(str(api))});"
        "require('readline').createInterface({input:process.stdin}).on('line',l=>{"
        "const r=new RichText({text:JSON.parse(l)});r.detectFacetsWithoutResolution();"
        "console.log(JSON.stringify(r.facets||[]))})"
    )
    with subprocess.Popen(
        ["node", "-e", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None

        def ask(text: str) -> Any:
            assert node.stdin is not None
            assert node.stdout is not None
            node.stdin.write(json.dumps(text) + "\n")
            return json.loads(node.stdout.readline())

        yield ask
        node.stdin.close()


def _expected(theirs: Any, text: str) -> list[tuple[int, int, str]]:
    found = [
        (f["index"]["byteStart"], f["index"]["byteEnd"], f["features"][0]) for f in theirs(text)
    ]
    return sorted((s, e, f.get("uri") or f.get("tag") or f.get("did")) for s, e, f in found)


@pytest.mark.parametrize("text", CASES)
def test_the_cases_are_theirs(theirs: Any, text: str) -> None:
    assert [(s.start, s.end, s.value) for s in spans(text)] == _expected(theirs, text)


@given(words=st.lists(WORDS, max_size=8), space=st.sampled_from([" ", "\n", "  "]))
def test_we_find_what_they_find(theirs: Any, words: list[str], space: str) -> None:
    text = space.join(words)
    assert [(s.start, s.end, s.value) for s in spans(text)] == _expected(theirs, text)
