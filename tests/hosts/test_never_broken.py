"""Promise 2: a failing build leaves the last good site as it was, wherever it fails."""

import builtins
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from builders import a_piece
from hosts.hosted import HostedSite, Refused, a_hosted_site, argv, environment_with, tree
from masthead.write.stage import Stage
from pictures import a_picture

GOOD: Final = {
    "docs/posts/one.md": a_piece(id="one", title="One", image="one.png", image_alt="A square"),
    "docs/posts/one.png": a_picture(),
    "docs/posts/two.md": a_piece(id="two", title="Two"),
    "docs/page.md": "# A page\n\nSee [one](posts/one.md).\n\n<!-- masthead:list limit=3 -->\n",
    "hook.py": "",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> HostedSite:
    made = a_hosted_site(tmp_path_factory.mktemp("built"), GOOD, hooks=["hook.py"])
    made.build()
    made.write({"site/.gitignore": "*"})
    return made


@pytest.fixture
def site(built: HostedSite, tmp_path: Path) -> HostedSite:
    """A site that was built, and whose sources have moved on since."""
    shutil.copytree(built.root, tmp_path, dirs_exist_ok=True)
    made = HostedSite(tmp_path)
    made.write({"docs/posts/one.md": a_piece(id="one", title="Changed")})
    return made


def assert_untouched_by(site: HostedSite, *causes: type[BaseException], **options: Any) -> None:
    """The build fails, and every byte and every time of the site stays."""
    before, times = tree(site.site), _times(site.site)
    with pytest.raises(causes or Refused):
        site.build(**options)
    assert tree(site.site) == before
    assert _times(site.site) == times


def _times(folder: Path) -> dict[Path, int]:
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*")}


BROKEN: Final[dict[str, dict[str, str]]] = {
    "front matter that is no YAML": {"docs/posts/new.md": "---\ntitle: [\n---\n"},
    "front matter never closed": {"docs/posts/new.md": "---\ntitle: New\n"},
    "an unknown author": {"docs/posts/new.md": a_piece(id="new", authors="[nobody]")},
    "two pieces with one id": {"docs/posts/new.md": a_piece(id="one")},
    "a link to nowhere": {"docs/posts/new.md": a_piece(id="new", body="[a](nowhere.md)\n")},
    "a wrong anchor": {"docs/posts/new.md": a_piece(id="new", body="[a](../page.md#no)\n")},
    "a broken author": {"authors/ana-ruiz.md": "---\nname: [\n---\n"},
    "an address taken twice": {"docs/blog/two.md": "# Also here\n"},
    "a wrong marker": {"docs/page.md": "# P\n\n<!-- masthead:list topic=nothing -->\n"},
    "a template with a syntax error": {"theme/masthead/piece.html": "{% if %}"},
    "a template that asks for too much": {"theme/masthead/hub.html": "{{ page.nothing.more }}"},
    "a list template with an error": {"theme/masthead/list.html": "{% endfor %}"},
    "a shell with a syntax error": {"theme/masthead/shell.html": "{% block %}"},
}


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_a_source_that_is_broken(site: HostedSite, files: dict[str, str]) -> None:
    site.write(files)
    assert_untouched_by(site)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_name: Test", "site_name: ["),
        ("topics:", "topcis:"),
        ("plugins:", "plugins:\n- not-installed"),
        ("site_url: https://example.org/", "site_url: 7"),
        ("site_name: Test", "site_name: Test\ntimezone: 1\nnav: [nowhere.md]\nstrict: true"),
    ],
    ids=["broken YAML", "unknown setting", "unknown plugin", "wrong type", "strict nav"],
)
def test_a_configuration_that_is_broken(site: HostedSite, old: str, new: str) -> None:
    text = (site.root / "mkdocs.yml").read_text()
    assert old in text
    site.write({"mkdocs.yml": text.replace(old, new, 1)})
    assert_untouched_by(site)


def test_an_instant_that_is_none(site: HostedSite) -> None:
    assert_untouched_by(site, now="tomorrow")


EVENTS: Final = (
    "config", "pre_build", "files", "nav", "page_markdown", "page_content", "env", "pre_template",
    "template_context", "post_template", "pre_page", "page_context", "post_page", "post_build",
)  # fmt: skip
_HOOK: Final = """
from mkdocs.plugins import event_priority, get_plugin_logger

@event_priority({priority})
def on_{event}(*given, **named):
    {what}
    return next(iter(given), named.get("config")) if "{event}" == "config" else None
"""


@pytest.mark.parametrize("priority", [0, -1000], ids=["usual", "late"])
@pytest.mark.parametrize("event", EVENTS)
def test_another_plugin_that_fails(site: HostedSite, event: str, priority: int) -> None:
    raises = "raise RuntimeError('another plugin failed')"
    site.write({"hook.py": _HOOK.format(event=event, priority=priority, what=raises)})
    assert_untouched_by(site, RuntimeError, Refused)


@pytest.mark.parametrize("priority", [100, -1000], ids=["early", "late"])
@pytest.mark.parametrize(
    "event", ["config", "pre_build", "page_markdown", "post_page", "post_build"]
)
def test_another_plugin_that_warns_a_strict_build(
    site: HostedSite, event: str, priority: int
) -> None:
    warns = "get_plugin_logger('another').warning('something is odd')"
    site.write({"hook.py": _HOOK.format(event=event, priority=priority, what=warns)})
    assert_untouched_by(site, strict=True)


def test_a_build_that_is_interrupted_from_the_keyboard(site: HostedSite) -> None:
    interrupt = "raise KeyboardInterrupt"
    site.write({"hook.py": _HOOK.format(event="post_page", priority=0, what=interrupt)})
    assert_untouched_by(site, KeyboardInterrupt)


@pytest.mark.parametrize("number", [0, 1, 3, 8])
def test_a_disk_that_is_full(
    site: HostedSite, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    calls = iter(range(1000))
    for name in ("one", "two", "three", "four"):
        site.write({f"docs/posts/{name}.md": a_piece(id=name, title=f"{name} again")})

    def full(real: Callable[..., Any]) -> Callable[..., Any]:
        def open_file(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            ours = ".cache" in str(file) and named.get("buffering") == 0
            if ours and "w" in mode and next(calls) >= number:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
            return real(file, mode, *given, **named)

        return open_file

    monkeypatch.setattr(Path, "open", full(Path.open))
    monkeypatch.setattr(builtins, "open", full(open))
    assert_untouched_by(site)
    monkeypatch.undo()
    site.build()
    assert "four again" in site.read("blog/four/index.html")


def test_after_every_failure_the_next_good_build_publishes(site: HostedSite) -> None:
    for files in BROKEN.values():
        before = {path: site.root / path for path in files}
        texts = {path: file.read_text() for path, file in before.items() if file.exists()}
        site.write(files)
        with pytest.raises(Refused):
            site.build()
        for path, file in before.items():
            file.write_text(texts[path]) if path in texts else file.unlink()
    site.build()
    assert "Changed" in site.read("blog/one/index.html")
    assert site.read(".gitignore") == "*"


# Killed


def _kill_a_build(site: HostedSite, after: float) -> bool:
    """Start a build in a process of its own and kill it; whether it was still at work."""
    process = subprocess.Popen(
        argv("mkdocs", "build", "-q"), cwd=site.root, env=environment_with(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() != 0


def _whole_site(site: HostedSite) -> dict[str, bytes]:
    """What a build of the sources as they are would publish."""
    site.build(site_dir=str(site.root / "expected"))
    return {**tree(site.root / "expected"), ".gitignore": b"*"}


def test_a_build_that_is_killed_at_any_moment(site: HostedSite) -> None:
    began = time.monotonic()
    assert not _kill_a_build(site, 60)
    usual = time.monotonic() - began
    moments = random.Random(7)  # noqa: S311 - the same moments in each run
    for turn in range(5):
        before = tree(site.site)
        site.write({
            f"docs/posts/{name}.md": a_piece(id=name, title=f"{name} in turn {turn}")
            for name in ("one", "two", "three", "four")
        })  # fmt: skip
        _kill_a_build(site, usual * moments.uniform(0.3, 1.05))
        # As the next build does: it may have been killed with the journal written and nothing done.
        Stage(site.site, site.root / ".cache" / "masthead").open().discard()
        assert tree(site.site) in (before, _whole_site(site))
    site.build()
    assert tree(site.site) == _whole_site(site)


def test_a_build_killed_while_it_publishes_is_completed_by_the_next(
    site: HostedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    expected = _whole_site(site)
    real: Callable[..., Any] = os.replace

    def replace(source: Any, target: Any) -> None:
        real(source, target)
        if Path(target).is_relative_to(site.site):
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            site.build()
    assert tree(site.site) != expected
    assert list((site.root / ".cache").rglob("journal.json"))
    site.write({"docs/posts/new.md": "---\ntitle: [\n---\n"})
    with pytest.raises(Refused):
        site.build()  # also a build that is refused completes what was begun
    assert tree(site.site) == expected


def test_the_journal_holds_no_absolute_paths(site: HostedSite) -> None:
    stage = Stage(site.site, site.root / ".cache").open()
    stage.put("a", b"1")
    seen: list[Any] = []
    real = stage._recover
    stage._recover = lambda: (  # type: ignore[method-assign]
        seen.extend(json.loads(f.read_text()) for f in stage.home.glob("journal.json")), real()
    )  # fmt: skip
    stage.commit()
    assert str(site.root) not in json.dumps(seen)
