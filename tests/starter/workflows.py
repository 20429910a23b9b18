"""What the workflows of a new site say, and their steps run as their hosts would run them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

_GIT: Final = ("git", "-c", "user.name=Ana Ruiz", "-c", "user.email=ana@example.com")
INSTALL: Final = "pip install"
"""A step with this in it is left out: here, everything is installed."""


def github(site: Path, name: str) -> dict[str, Any]:
    """A workflow of GitHub's."""
    return dict(yaml.load((site / f".github/workflows/{name}.yml").read_text(), yaml.BaseLoader))  # noqa: S506


def gitlab(site: Path) -> dict[str, Any]:
    """GitLab's one file."""
    return dict(yaml.safe_load((site / ".gitlab-ci.yml").read_text()))


def steps(workflow: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """All steps of all jobs."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


def scripts(workflow: Mapping[str, Any], job: str) -> dict[str, str]:
    """The commands of a job's steps by name, but for installing."""
    return {
        step["name"]: step["run"]
        for step in workflow["jobs"][job]["steps"]
        if "run" in step and INSTALL not in step["run"]
    }


def git(folder: Path, *words: str) -> str:
    """Git's answer."""
    return subprocess.run(
        [*_GIT, *words], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def a_repository(folder: Path) -> str:
    """Make the folder's files the first commit of a repository. Returns it."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    return commit(folder)


def commit(folder: Path) -> str:
    """Commit everything. Returns the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Something")
    return git(folder, "rev-parse", "HEAD")


def shell(
    script: str, folder: Path, *, options: tuple[str, ...] = ("-e",), **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run a step, by default as GitHub does where a step names no shell."""
    file = folder.parent / "step.sh"
    file.write_text(script)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", *options, str(file)], cwd=folder,
        env={**os.environ, "PATH": path, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
