"""What pip has to install in a new repository, so that it builds there as it does here.

In: what is installed here. Out: a requirement for Masthead itself, and the versions of all that it
needs, as lines for pip.
"""

import json
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

_NAME: Final = "masthead"


def own_requirement() -> str:
    """Masthead as pip installs it elsewhere, or nothing where that is not known.

    What came from a repository is named by its commit, what came from an index by its version. A
    folder of this machine is of no use to another one, and the name alone would get whatever an
    index has by that name.
    """
    here = distribution(_NAME)
    try:
        origin = json.loads(here.read_text("direct_url.json") or "null")
    except ValueError:
        origin = None
    if origin is None:
        return f"{_NAME}=={here.version}"
    vcs = origin.get("vcs_info")
    if vcs:
        below = f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
        return f"{_NAME} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}{below}"
    if str(origin.get("url", "")).startswith("https://"):
        return f"{_NAME} @ {origin['url']}"
    return ""


def known_versions() -> tuple[str, ...]:
    """A line for each package that Masthead needs, with the version that is installed here."""
    found: dict[str, str] = {}
    waiting = list(_needs(distribution(_NAME), frozenset()))
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if name in found or name == _NAME:
            continue
        try:
            package = distribution(need.name)
        except PackageNotFoundError:  # for another system, or an extra
            continue
        found[name] = f"{package.metadata['Name']}=={package.version}"
        waiting.extend(_needs(package, frozenset(need.extras)))
    return tuple(found[name] for name in sorted(found))


def _needs(package: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        try:
            need = Requirement(line)
        except InvalidRequirement:
            continue
        wanted = ({"extra": extra} for extra in ("", *extras))
        if need.marker is None or any(need.marker.evaluate(extra) for extra in wanted):
            yield need
