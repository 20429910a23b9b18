"""Secrets, and how they are kept out of everything that is shown, logged or written.

A Secret is shown as its placeholder, `‹MASTHEAD_X_TOKEN›`, wherever it stands; only the internet
asks for its value, at the last moment. What comes back is scrubbed before anybody sees it, since
networks repeat tokens in their errors.
"""

import base64
import json
from html import escape
from typing import Final, NoReturn
from urllib.parse import quote

SHORTEST: Final = 12
"""Characters. A shorter secret could not be told from ordinary words when texts are scrubbed."""


class Secret:
    """A value that nobody may see, and its name."""

    __slots__ = ("_value", "name")

    def __init__(self, name: str, value: str) -> None:
        self.name, self._value = name, value

    def __repr__(self) -> str:
        return f"‹{self.name}›"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret stays in its process")

    def reveal(self) -> str:
        """The value. Only for what is sent."""
        return self._value


class Scrubber:
    """Covers secrets up in texts, whole or in parts of twelve characters and more."""

    def __init__(self) -> None:
        self._shreds: dict[str, Secret] = {}

    def learn(self, secret: Secret) -> Secret:
        """Cover this one up from now on, too."""
        for form in _forms(secret.reveal()):
            for start in range(len(form) - SHORTEST + 1):
                self._shreds.setdefault(form[start : start + SHORTEST], secret)
        return secret

    def __call__(self, text: str) -> str:
        """The text with placeholders instead of secrets."""
        covered: list[str] = []
        at = 0
        while at < len(text):
            secret = self._shreds.get(text[at : at + SHORTEST])
            if secret is None:
                covered.append(text[at])
                at += 1
                continue
            at += SHORTEST
            while text[at - SHORTEST + 1 : at + 1] in self._shreds and at < len(text):
                at += 1
            covered.append(repr(secret))
        return "".join(covered)


def _forms(value: str) -> set[str]:
    """How a secret may look in somebody's answer."""
    data = value.encode()
    forms = {value, quote(value, safe=""), quote(value), escape(value), json.dumps(value)[1:-1]}
    forms |= {data.hex(), data.hex().upper(), value.lower(), value.upper(), value[::-1]}
    for lead in range(3):  # base64 depends on where in three bytes the secret begins
        packed = base64.b64encode(b"\0" * lead + data).decode().rstrip("=")
        packed = packed[4 if lead else 0 : -1]  # the ends mix with their neighbours
        forms |= {packed, packed.replace("+", "-").replace("/", "_")}
    return {form for form in forms if len(form) >= SHORTEST}
