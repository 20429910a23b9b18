"""`masthead lsp` speaks to an editor: findings, their answers, completion, hover."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece, some_settings
from hosts.hosted import a_hosted_site, environment_with
from masthead.desk.editing import meaning, offers
from masthead.source.schema import Names, schemas

SCHEMA: Final = schemas(some_settings(), Names(("ana-ruiz",), ("ledger",)))["piece"]


# What could stand here


def words(text: str) -> list[str]:
    """What is offered at the sign | of a text."""
    before = text[: text.index("|")]
    row, column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
    return [offer.word for offer in offers(text.replace("|", "").split("\n"), row, column, SCHEMA)]


def test_keys_that_are_not_there_yet_are_offered_in_front_matter_alone() -> None:
    offered = words("---\ntitle: A\n|\n---\nWords\n")
    assert {"date", "authors", "stages"} <= {*offered}
    assert not {"title", "categories"} & {*offered}
    assert words("---\ntitle: A\n---\n|Words\n") == []
    assert words("Words\n|\n") == []


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("---\nangle: |\n---\n", ["aspirational", "practical"]),
        ("---\ntopics: [pricing, |\n---\n", ["pricing", "leakage"]),
        ("---\nauthors:\n  - |\n---\n", ["ana-ruiz"]),
        ("---\npin: |\n---\n", ["true", "false"]),
        ("---\ntitle: |\n---\n", []),
    ],
)
def test_the_words_that_a_key_takes_are_offered(text: str, offered: list[str]) -> None:
    assert words(text) == offered


def test_a_key_says_what_it_means() -> None:
    lines = ["---", "authors: [ana-ruiz]", "---", "authors: x"]
    found = meaning(lines, 1, 3, SCHEMA)
    assert found is not None
    assert (found.text[:14], found.start, found.end) == ("Ids of the aut", 0, 7)
    assert meaning(lines, 1, 12, SCHEMA) is None
    assert meaning(lines, 3, 3, SCHEMA) is None


# The server


class Editor:
    """Speaks to a server as an editor does."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from masthead.cli import main; main(['lsp'])"],
            cwd=folder, env=environment_with(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.number = 0
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.say("initialized")

    def say(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        answer = next(m for m in self._messages() if m.get("id") == self.number)
        assert "error" not in answer, answer
        return answer["result"]

    def told(self) -> list[dict[str, Any]]:
        """The next findings."""
        for message in self._messages():
            if message.get("method") == "textDocument/publishDiagnostics":
                return list(message["params"]["diagnostics"])
        raise AssertionError

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _messages(self) -> Iterator[dict[str, Any]]:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            length = int(header.partition(b":")[2])
            while out.readline().strip():
                pass
            yield json.loads(out.read(length))


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    pytest.importorskip("pygls")
    text = a_piece(id="one", topics="pricng", title="\U0001f4a7 A drop", angle="x")
    a_hosted_site(tmp_path, {"docs/posts/one.md": text})
    editor = Editor(tmp_path)
    yield editor
    editor.ask("shutdown")
    editor.say("exit")
    assert editor.process.wait(timeout=20) == 0
    for stream in (editor.process.stdin, editor.process.stdout):
        assert stream is not None
        stream.close()


def test_an_editor_gets_findings_answers_completion_and_hover(
    editor: Editor, tmp_path: Path
) -> None:
    file = tmp_path / "docs/posts/one.md"
    this = {"uri": file.as_uri()}
    text = file.read_text("utf-8")
    document = {**this, "languageId": "markdown", "version": 1, "text": text}
    editor.say("textDocument/didOpen", textDocument=document)
    topic, angle = editor.told()
    assert (topic["code"], angle["code"]) == ("MH104", "MH102")
    assert topic["range"]["start"] == {"line": 4, "character": 8}
    place = {"start": {"line": 4, "character": 0}, "end": {"line": 4, "character": 20}}
    (action,) = editor.ask(
        "textDocument/codeAction", textDocument=this, range=place, context={"diagnostics": []}
    )
    assert action["edit"]["changes"][this["uri"]][0]["newText"] == "topics: pricing\n"
    at = {"line": 4, "character": 8}
    items = editor.ask("textDocument/completion", textDocument=this, position=at)
    assert {item["label"] for item in items} == {"pricing", "leakage"}
    hover = editor.ask(
        "textDocument/hover", textDocument=this, position={"line": 4, "character": 2}
    )
    assert hover["contents"]["value"] == "What it is about."
    file.write_text(text.replace("pricng", "pricing"), "utf-8")
    editor.say("textDocument/didSave", textDocument=this)
    assert [finding["code"] for finding in editor.told()] == ["MH102"]
