"""Images, sound and video: nothing loads from a host that the site has not allowed.

What would is replaced by a link to it, so that a reader can still go there. Images load when they
come near the window and decode beside the page.
"""

from typing import Final

from masthead.diagnostics import rules
from masthead.render.markdown import addresses, tags
from masthead.render.markdown.attributes import keep_out, locate, sieve
from masthead.render.markdown.walk import Closer, Opener, Player, Walk

_LABELS: Final = {
    "img": "Image",
    "input": "Image",
    "video": "Video",
    "audio": "Audio",
    "iframe": "Page",
}


def open_image(walk: Walk, attributes: str, here: int) -> int:
    """Write an image, or a link to it."""
    locate(walk, "img", attributes)
    known = tags.attributes(attributes)
    source, alt = known.get("src", ""), known.get("alt")
    if not (alt and alt.strip()):
        _alt_missing(walk, attributes, source, alt)
    if walk.is_foreign(source):
        keep_out(walk, source, attributes, "the image")
        if walk.players and walk.players[-1].label == "picture":
            walk.players[-1].remote, walk.players[-1].alt = source, alt or ""
        else:
            link_to(walk, "img", source, alt or "")
        return here
    kept = sieve(walk, "img", attributes, {"src": source, "alt": alt or "", **known})
    if "src" in kept or "srcset" in kept:
        kept.setdefault("loading", "lazy")
        kept.setdefault("decoding", "async")
        walk.write("img", kept)
    return here


def _alt_missing(walk: Walk, attributes: str, source: str, alt: str | None) -> None:
    markdown = "data-sourcepos" in attributes
    place = walk.source.address(source, attributes)
    before = walk.source.text[max(0, place.offset - 5) : place.offset]
    # An explicit alt="" is a decision. Python-Markdown writes one for `![]()` too.
    if alt is None or markdown or (not walk.gfm and before.rstrip("< ").endswith("![](")):
        walk.note(
            rules.IMAGE_WITHOUT_ALT,
            place,
            "the image has no alternative text for those who cannot see it",
            f"Write what it shows: `![What it shows]({place.written})`. "
            f'For a mere ornament: `<img src="{place.written}" alt="">`.',
        )


def link_to(walk: Walk, name: str, address: str, words: str = "") -> None:
    """Write a link to what is not shown; inside another link, only its words."""
    label = words.strip() or f"{_LABELS.get(name, 'Content')} at {addresses.host(address)}"
    text = tags.quoted(label)
    walk.words.append(text)
    if walk.links_open:
        walk.out.append(text)
    else:
        walk.out.append(f'<a href="{tags.quoted(address)}">{text}</a>')


def embedder(name: str, key: str, *, void: bool) -> Opener:
    """What to do with an element that shows what its attribute `key` names."""

    def open_embed(walk: Walk, attributes: str, here: int) -> int:
        known = tags.attributes(attributes)
        address = known.get(key, "")
        if name == "input" and known.get("type", "").lower() != "image":
            walk.open(name, attributes)
            return here
        locate(walk, name, attributes)
        if walk.is_foreign(address):
            keep_out(walk, address, attributes)
            link_to(walk, name, address, known.get("alt") or known.get("title", ""))
            return here if void else walk.skip(name, here)
        walk.write(name, sieve(walk, name, attributes, known))
        return here

    return open_embed


def open_source(walk: Walk, attributes: str, here: int) -> int:
    """Write a source of a picture, video or audio, unless another host has it."""
    kept = sieve(walk, "source", attributes)
    player = walk.players[-1] if walk.players else None
    if "src" in kept or "srcset" in kept:
        walk.write("source", kept)
        if player:
            player.local = True
    elif player and not player.remote and player.label != "picture":
        player.remote = tags.attributes(attributes).get("src", "")
    return here


def open_track(walk: Walk, attributes: str, here: int) -> int:
    """Write a track of captions, unless another host has it."""
    kept = sieve(walk, "track", attributes)
    if "src" in kept:
        walk.write("track", kept)
    return here


def player_opener(name: str) -> Opener:
    """What to do where a video, audio or picture begins: it is judged where it ends."""

    def open_player(walk: Walk, attributes: str, here: int) -> int:
        player = Player(walk.mark(), name)
        walk.players.append(player)
        kept = sieve(walk, name, attributes)
        if "src" in kept:
            player.local = True
        else:
            player.remote = tags.attributes(attributes).get("src", "")
        walk.write(name, kept)
        return here

    return open_player


def player_closer(name: str) -> Closer:
    """What to do where a video, audio or picture ends."""

    def close_player(walk: Walk) -> None:
        player = walk.players.pop() if walk.players else None
        if player and player.remote and (name == "picture" or not player.local):
            walk.rewind(player.mark)
            link_to(walk, "img" if name == "picture" else name, player.remote, player.alt)
        else:
            walk.out.append(f"</{name}>")

    return close_player
