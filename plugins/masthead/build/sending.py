"""Send a plan to processes that were not forked from this one: its inputs, in a file.

The theme's shells go along as text, those that the plan's pages are likely to be set into: for a
page with another one, the worker has no shell, and this process makes it.
"""

import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from masthead.build.workshop import CutShells, Inputs, Workshop
from masthead.images.gallery import Gallery
from masthead.plan.addresses import root_of
from masthead.plan.output import ShellKey, ShellUse, SitePlan

_SLOTS: Final = ("title", "description", "canonical", "head", "contents", "article")


def send(
    file: Path,
    shop: Workshop,
    gallery: Gallery,
    *,
    preview: bool,
    pages: Mapping[str, str],
    theirs: Sequence[str] = (),
    templates: Sequence[Path] = (),
) -> None:
    """Write to `file` what a worker needs to open the workshop anew."""
    catalog = shop.plan.catalog
    inputs = Inputs(
        library=catalog.everything,
        settings=catalog.given,
        now=catalog.now,
        preview=preview,
        pages=dict(pages),
        theirs=tuple(theirs),
        kinship=catalog.kinship,
        gallery=gallery,
        templates=tuple(map(os.fspath, templates)),
        shells=CutShells({
            use: shop.renderer.shell(use.key).cut(use.empty) for use in likely_uses(shop.plan)
        }),
        stage=shop.stage,
    )  # fmt: skip
    file.write_bytes(pickle.dumps(inputs, pickle.HIGHEST_PROTOCOL))


def likely_uses(plan: SitePlan) -> Iterator[ShellUse]:
    """The shells of all pages, each with and without what may be empty in it."""
    given = plan.catalog.given
    for key in dict.fromkeys(_keys(plan)):
        for description in (False, True):
            empty = {
                "description": description,
                "canonical": not given.site_url,
                "contents": not key.contents,
            }
            yield ShellUse(key, tuple(slot for slot in _SLOTS if empty.get(slot)))


def _keys(plan: SitePlan) -> Iterator[ShellKey]:
    pieces = {page.source: page for page in plan.pages if page.template == "piece.html"}
    for page in plan.pages:
        if page.template != "redirect.html":
            contents = (False, True) if page.template == "piece.html" else (False,)
            for has_contents in contents:
                yield ShellKey(page.section, root_of(page.address), contents=has_contents)
    for piece in plan.catalog.pieces.all:
        if (piece.hide or piece.template) and piece.path in pieces:
            root = root_of(pieces[piece.path].address)
            for has_contents in (False, True):
                yield ShellKey("blog", root, piece.template, piece.hide, has_contents)
