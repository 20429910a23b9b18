"""Ids are given once, and slugs do not take the addresses that Masthead uses itself."""

from collections.abc import Iterator

from masthead.checks.required import proposed_id
from masthead.content.library import Library, same_address
from masthead.content.slug import RESERVED
from masthead.diagnostics import Diagnostic, found
from masthead.diagnostics.rules import DUPLICATE_ADDRESS, DUPLICATE_ID, RESERVED_SLUG


def check_identity(library: Library) -> Iterator[Diagnostic]:
    """Two files never share an id, a slug or an address elsewhere; reserved slugs are free."""
    first: dict[str, str] = {}
    slugs: dict[str, str] = {}
    outside: dict[str, str] = {}
    for piece in library.pieces:
        if not piece.elsewhere and "slug" not in piece.faults:
            holder = slugs.setdefault(piece.slug.casefold(), piece.path)
            if holder != piece.path:
                yield found(
                    piece.at("slug"), DUPLICATE_ADDRESS,
                    f'the slug "{piece.slug}" is also that of {holder}',
                    f"Add `slug: {piece.slug}-2`, or a better word, to the newer of the two.",
                )  # fmt: skip
        if piece.id:
            # An id of ours can name a file, where case may not count; others are taken as they are.
            one = piece.id.casefold() if piece.has_own_id else piece.id
            holder = first.setdefault(one, piece.path)
            if holder != piece.path:
                free = proposed_id(piece, library.by_id)
                yield found(
                    piece.at("id"), DUPLICATE_ID, f'the id "{piece.id}" is also that of {holder}',
                    f"Give the newer of the two another, such as `id: {free}`.",
                )  # fmt: skip
        if piece.external_url:
            holder = outside.setdefault(same_address(piece.external_url), piece.path)
            if holder != piece.path:
                yield found(
                    piece.at("external_url"), DUPLICATE_ADDRESS,
                    f"what stands at this address has a file already, {holder}",
                    "Keep one of the two files, or correct the address.",
                )  # fmt: skip
        if piece.slug.casefold() in RESERVED and not piece.elsewhere:
            yield found(
                piece.at("slug"), RESERVED_SLUG, f'Masthead uses "{piece.slug}" itself',
                f"Add `slug: {piece.slug}-{piece.format}`, or another word.",
            )  # fmt: skip
    for shelf in (library.authors, library.series, library.ideas):
        seen: dict[str, str] = {}
        for id, thing in shelf.items():
            holder = seen.setdefault(id.casefold(), thing.path)
            if holder != thing.path:
                yield found(
                    thing.at(), DUPLICATE_ID, f'the id "{id}" is, but for case, that of {holder}',
                    "Rename one of the two files.",
                )  # fmt: skip
