"""The keys that blogs share, whatever system they were written for.

In: front matter. Out: our fields; the keys that were used are taken out of the given dictionary,
so that what is left is exactly what goes to `extra`.
"""

import re
from typing import Any, Final

from masthead.importers.report import Log
from masthead.importers.values import description_text, is_text, is_web, texts
from masthead.source.values import is_web_address

_IMAGE_KEYS: Final = (
    "image",
    "cover",
    "cover_image",
    "featured_image",
    "thumbnail",
    "header_image",
    "teaser",
)
_IMAGE_PARTS: Final = ("path", "src", "url", "feature", "cover", "file")
_ALT_KEYS: Final = ("image_alt", "image_accessibility", "image-alt", "imagealt", "cover_alt")
_HIDDEN: Final = frozenset({"navigation", "toc", "footer", "path", "tags", "feedback"})
_LANG: Final = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")


def shared_fields(data: dict[str, Any], log: Log) -> dict[str, Any]:
    """Description, languages, links and flags, in our words."""
    fields: dict[str, Any] = {}
    _description(data, fields, log)
    for name in ("canonical_url", "canonical", "canonicalURL"):
        value = data.get(name)
        if isinstance(value, str) and is_web_address(value.strip()):
            fields["canonical_url"] = data.pop(name).strip()
            break
    if isinstance(data.get("lang"), str) and _LANG.fullmatch(data["lang"]):
        fields["lang"] = data.pop("lang")
    for name in ("pin", "pinned", "sticky"):
        if isinstance(data.get(name), bool):
            if data.pop(name):
                fields["pin"] = True
            break
    hide = [h for h in texts(data.get("hide")) if h in _HIDDEN]
    if hide and len(hide) == len(texts(data.get("hide"))):
        data.pop("hide")
        fields["hide"] = hide
    redirect = data.get("redirect_to")
    redirect = redirect[0] if isinstance(redirect, list) and len(redirect) == 1 else redirect
    if isinstance(redirect, str) and is_web_address(redirect.strip()):
        data.pop("redirect_to")
        fields["external_url"] = redirect.strip()
        log.change(1, "redirect_to", "the post stands elsewhere now: external_url")
    return fields


def _description(data: dict[str, Any], fields: dict[str, Any], log: Log) -> None:
    names = [n for n in ("description", "excerpt", "summary", "subtitle") if is_text(data.get(n))]
    if not names or names[0] == "subtitle":
        return
    chosen = str(data.pop(names[0]))
    text = description_text(chosen, log, 1)
    if text:
        fields["description"] = text
    for name in names[1:]:
        if " ".join(str(data[name]).split()) == " ".join(chosen.split()):
            data.pop(name)


def image_of(data: dict[str, Any], fields: dict[str, Any]) -> str:
    """The reference to the post's picture; its alternative text goes to the fields."""
    for name in _IMAGE_KEYS:
        value = data.get(name)
        if isinstance(value, dict):
            part = next((p for p in _IMAGE_PARTS if is_text(value.get(p))), None)
            if part is None:
                continue
            data.pop(name)
            source = str(value[part]).strip()
            rest = {k: v for k, v in value.items() if k != part}
            if is_text(rest.get("alt")):
                fields["image_alt"] = str(rest.pop("alt")).strip()
            if rest:
                data[f"{name}_options"] = rest
            return source
        if is_text(value) and not str(value).startswith("#"):
            _alt(data, fields)
            return str(data.pop(name)).strip()
    return ""


def _alt(data: dict[str, Any], fields: dict[str, Any]) -> None:
    for name in _ALT_KEYS:
        if is_text(data.get(name)):
            fields["image_alt"] = " ".join(str(data.pop(name)).split())
            return


def profile_links(data: dict[str, Any]) -> list[dict[str, str]]:
    """Links to a person's pages on social networks, from handles or addresses."""
    links: list[dict[str, str]] = []
    for name, title, pattern in _NETWORKS:
        value = data.get(name)
        if name == "mastodon" and isinstance(value, dict):
            user, host = value.get("username"), value.get("instance")
            if is_text(user) and is_text(host):
                links.append({"title": title, "url": f"https://{host}/@{user}"})
                data.pop(name)
        elif is_web(value):
            if is_web_address(str(value).strip()):
                links.append({"title": title, "url": str(data.pop(name)).strip()})
        elif is_text(value) and pattern and re.fullmatch(r"@?[\w.-]+", str(value).strip()):
            links.append(
                {"title": title, "url": pattern.format(str(data.pop(name)).strip().lstrip("@"))}
            )
    return links


_NETWORKS: Final = (
    ("twitter", "Twitter", "https://twitter.com/{}"),
    ("x", "X", "https://x.com/{}"),
    ("github", "GitHub", "https://github.com/{}"),
    ("gitlab", "GitLab", "https://gitlab.com/{}"),
    ("linkedin", "LinkedIn", "https://www.linkedin.com/in/{}"),
    ("mastodon", "Mastodon", ""),
    ("bluesky", "Bluesky", "https://bsky.app/profile/{}"),
    ("instagram", "Instagram", "https://www.instagram.com/{}"),
    ("facebook", "Facebook", "https://www.facebook.com/{}"),
    ("youtube", "YouTube", ""),
    ("orcid", "ORCID", "https://orcid.org/{}"),
    ("medium", "Medium", "https://medium.com/@{}"),
    ("stackoverflow", "Stack Overflow", ""),
    ("threads", "Threads", "https://www.threads.net/@{}"),
)
