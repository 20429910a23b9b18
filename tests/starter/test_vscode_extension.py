"""The extension for VS Code in a new site, run by node with a stand-in for VS Code."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from hosts.hosted import tree
from masthead.cli import main
from starter.started import a_started_site

_RUNNER: Final = Path(__file__).parent / "vscode_stand_in.cjs"
POST: Final = "docs/posts/a.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_started_site(tmp_path_factory.mktemp("vscode") / "new")
    write(root)
    return root


def write(root: Path, output: str = ".vscode") -> None:
    words = ["schema", "--format", "vscode", "-f", str(root / "mkdocs.yml")]
    result = CliRunner().invoke(main, [*words, "--output", str(root / output)])
    assert result.exit_code == 0, result.output


def ran(root: Path, *asks: Any) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    extension = root / ".vscode/extensions/masthead/extension.js"
    file = root.parent / "asks.json"
    values = {"root": str(root), "extension": str(extension), "asks": asks}
    file.write_text(json.dumps(values), "utf-8")
    done = subprocess.run(
        [node, str(_RUNNER), str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def at(root: Path, text: str, file: str = POST, *, hover: bool = False) -> dict[str, Any]:
    """A question about the place where `|` is in a text."""
    before, after = text.split("|")
    lines = before.split("\n")
    return {"file": str(root / file), "text": before + after, "line": len(lines) - 1,
            "character": len(lines[-1]), "hover": hover}  # fmt: skip


def offered(root: Path, text: str, file: str = POST) -> list[str]:
    return [item["label"] for item in ran(root, at(root, text, file))["answers"][0]]


def explained(root: Path, text: str, file: str = POST) -> str:
    answer = ran(root, at(root, text, file, hover=True))["answers"][0]
    return answer["text"] if answer else ""


def test_a_new_site_has_it_and_the_command_writes_the_same(tmp_path: Path) -> None:
    root = a_started_site(tmp_path / "new")
    before = tree(root)
    write(root)
    made = tree(root)
    assert set(made) - set(before) == {".vscode/masthead.schema.json"}
    assert {name: made[name] for name in before} == before
    about = json.loads((root / ".vscode/extensions/masthead/package.json").read_text("utf-8"))
    assert about["engines"] == {"vscode": "^1.89.0"}
    assert about["activationEvents"] == ["onLanguage:markdown"]
    assert about["capabilities"]["untrustedWorkspaces"] == {"supported": True}
    assert "contributes" not in about
    assert "dependencies" not in about


def test_it_needs_nothing_but_files_and_vs_code(site: Path) -> None:
    done = ran(site)
    assert set(done["used"][1:]) == {"fs", "path", "vscode"}
    assert done["selector"] == {"language": "markdown", "scheme": "file"}


def test_keys_that_are_not_there_yet(site: Path) -> None:
    text = "---\ntitle: A\nto|\ndate: 2026-11-20\n---\n"
    (items,) = ran(site, at(site, text))["answers"]
    by_name = {item["label"]: item for item in items}
    assert {"topics", "authors", "stages"} <= set(by_name)
    assert not {"title", "date", "author", "layout"} & set(by_name)
    assert by_name["topics"]["insertText"] == "topics: "
    assert by_name["topics"]["documentation"] == "What it is about."
    assert by_name["topics"]["range"] == {"row": 2, "start": 0, "last": 2, "end": 2}


def test_a_key_that_is_mended_keeps_its_colon(site: Path) -> None:
    (items,) = ran(site, at(site, "---\nti|: A\n---\n"))["answers"]
    assert {"title"} == {item["insertText"] for item in items if item["label"] == "title"}


@pytest.mark.parametrize(
    ("file", "key", "other"),
    [("authors/ana-ruiz.md", "expertise", "stages"), ("docs/series/a.md", "authors", "stages"),
     ("docs/ideas/a.md", "title", "stages"), (POST, "stages", "expertise")],
)  # fmt: skip
def test_the_folder_says_which_keys(site: Path, file: str, key: str, other: str) -> None:
    found = offered(site, "---\n|\n---\n", file)
    assert key in found
    assert other not in found


@pytest.mark.parametrize(
    "text",
    ["---\nauthors: |\n---\n", "---\nauthors: an|\n---\n", '---\nauthors: "an|"\n---\n',
     "---\nauthors: [|]\n---\n", "---\nauthors: [omar, a|\n---\n", "---\nauthors: [omar,|]\n---\n",
     "---\nauthors: [\n  omar,\n  |\n]\n---\n", "---\nauthors: [\n|\n]\n---\n",
     "---\nauthors:\n  - |\n---\n", "---\nauthors:\n- a|\n---\n", "---\r\nauthors: |\r\n---\r\n",
     "---\nauthors:  # who\n  - omar\n  # and\n  - ana|\ntitle: B\n---\n"],
)  # fmt: skip
def test_words_where_they_belong(site: Path, text: str) -> None:
    assert offered(site, text) == ["ana-ruiz"]


@pytest.mark.parametrize(
    "text",
    ["---\nauthors: [ana-ruiz, |]\n---\n", "---\nauthors: [|, ana-ruiz]\n---\n",
     "---\nauthors:\n  - ana-ruiz\n  - |\n---\n", "---\nauthors:\n  - |\n  - ana-ruiz\n---\n"],
)  # fmt: skip
def test_no_word_twice(site: Path, text: str) -> None:
    assert offered(site, text) == []


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: A\n---\n|", "---\ntitle: A\n---\nauthors: |", "---\ntitle: A\n---\n---\n|\n---\n",
     "|---\ntitle: A\n---\n", "---|\ntitle: A\n---\n", "---\ntitle: A\n---|\n", "authors: |\n",
     "\n---\n|\n---\n", "---\n# authors: |\n---\n", "---\nauthors: ana # |\n---\n", "|",
     "---\nauthors: ana |\n---\n", "---\nauthors: [ana] |\n---\n", "---\ntitle: |\n---\n",
     "---\nshare:\n  authors: |\n---\n", "---\nauthors:\n  - name: |\n---\n",
     "---\nauthors:\n  x:\n    - |\n---\n", "---\nconstructor: |\n---\n",
     "---\n__proto__: |\n---\n"],
)  # fmt: skip
def test_nothing_elsewhere(site: Path, text: str) -> None:
    assert offered(site, text) == []


@pytest.mark.parametrize("file", ["docs/about.md", "README.md", "../outside.md"])
def test_nothing_in_other_files(site: Path, file: str) -> None:
    assert offered(site, "---\n|\n---\n", file) == []
    assert explained(site, "---\nti|tle: A\n---\n", file) == ""


def test_yes_and_no(site: Path) -> None:
    assert offered(site, "---\npin: |\n---\n") == ["true", "false"]


def test_what_a_key_means(site: Path) -> None:
    assert explained(site, "---\nto|pics: [a]\n---\n") == "What it is about."
    assert "`practical`" in explained(site, "---\n|angle: practical\n---\n")
    assert explained(site, "---\ntopics: [a|]\n---\n") == ""
    assert explained(site, "---\ntitle: A\n---\ntop|ics: a\n") == ""


_WORDS: Final = {
    "folders": [{"folder": "docs/", "kind": "piece"}],
    "definitions": {
        "piece": {
            "properties": {
                "stage": {
                    "description": "![x](https://example.com/x.png) <b> `code`",
                    "anyOf": [{"enum": ["early", 7], "enumDescriptions": ["Who asks [why](x)?"]}],
                }
            }
        }
    },
}


def test_what_the_sites_own_words_mean(site: Path) -> None:
    schema = json.loads((site / ".vscode/masthead.schema.json").read_text("utf-8"))
    ways = schema["definitions"]["piece"]["properties"]["stages"]["anyOf"]
    word, meaning = ways[1]["enum"][0], ways[1]["enumDescriptions"][0]
    assert meaning
    told = explained(site, f"---\nstages: [|{word}]\n---\n")
    assert told.replace("\\", "") == meaning


def test_what_a_word_means_where_the_schema_says_so(tmp_path: Path) -> None:
    root = a_started_site(tmp_path / "new")
    (root / ".vscode/masthead.schema.json").write_text(json.dumps(_WORDS), "utf-8")
    assert explained(root, "---\nstage: ear|ly\n---\n") == "Who asks \\[why\\]\\(x\\)?"
    assert explained(root, "---\nstage: [late, |early]\n---\n").startswith("Who asks")
    assert explained(root, "---\nstage: late # ear|ly\n---\n") == ""
    text = explained(root, "---\nst|age: early\n---\n")
    assert text.startswith("\\!\\[x\\]")
    assert text.endswith(" \\<b\\> `code`")


_WAYS: Final = [None, {"enum": 7}, {"items": None}]
_ODD: Final = json.dumps({
    "folders": [{"folder": "docs/", "kind": "p"}],
    "definitions": {"p": {"properties": {"authors": {"anyOf": _WAYS}}}},
})  # fmt: skip


@pytest.mark.parametrize(
    "schema",
    [None, "", "{", "null", "[]", "7", '{"folders": 7}', '{"folders": [null, {"folder": 1}]}',
     '{"folders": [{"folder": "docs/", "kind": "piece"}]}',
     '{"folders": [{"folder": "docs/", "kind": "toString"}], "definitions": {}}',
     '{"folders": [{"folder": "docs/", "kind": "p"}], "definitions": {"p": {"properties": 7}}}',
     _ODD],
)  # fmt: skip
def test_a_broken_or_missing_schema_gives_nothing(tmp_path: Path, schema: str | None) -> None:
    root = a_started_site(tmp_path / "new")
    if schema is not None:
        (root / ".vscode/masthead.schema.json").write_text(schema, "utf-8")
    answers = ran(
        root, at(root, "---\nauthors: |\n---\n"),
        at(root, "---\nau|thors: a\n---\n", hover=True),
        at(root, "---\nauthors: a|\n---\n", hover=True),
    )["answers"]  # fmt: skip
    assert answers == [[], None, None]


def test_a_new_schema_is_read(tmp_path: Path) -> None:
    root = a_started_site(tmp_path / "new")
    ask = at(root, "---\nstage: |\n---\n")
    answers = ran(root, ask, {"schema": json.dumps(_WORDS)}, ask, {"schema": "{"}, ask)["answers"]
    assert [len(answers[number]) for number in (0, 2, 4)] == [0, 1, 0]


def test_a_site_in_a_folder_of_what_vs_code_opens(tmp_path: Path) -> None:
    root = a_started_site(tmp_path / "repository" / "blog")
    write(root, "../.vscode")
    opened = root.parent
    assert offered(opened, "---\nauthors: |\n---\n", f"blog/{POST}") == ["ana-ruiz"]
    assert offered(opened, "---\nauthors: |\n---\n") == []


def test_a_folder_beside_the_site_is_refused(tmp_path: Path) -> None:
    root = a_started_site(tmp_path / "new")
    words = ["schema", "--format", "vscode", "-f", str(root / "mkdocs.yml")]
    result = CliRunner().invoke(main, [*words, "--output", str(tmp_path / "other/.vscode")])
    assert result.exit_code == 2
    assert not (tmp_path / "other").exists()
