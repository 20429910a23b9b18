"""A preview that goes on: each look takes the place of the last one, if there is anything to see.

In: a Window and the piece that is followed through it. Out: the newest Shown, its page and files.
A mistake never takes away what was seen before; it is told of above it.
"""

from collections.abc import Callable
from hashlib import sha256
from threading import Condition
from typing import Final, Protocol

from msgspec.structs import replace

from masthead.build.pipeline import Site
from masthead.content.piece import Piece
from masthead.diagnostics import MastheadError
from masthead.preview.documents import OWN_POLICY, STATIC, document, static
from masthead.preview.gather import Shown, findings_of, nothing, shown
from masthead.preview.looks import Look, moment
from masthead.preview.views import Finding

INDEX: Final = "index.html"
_GONE: Final = "the file cannot be read; what is wrong with it is below"


class Followed(Protocol):
    """Finds the piece in each site; `path` is where it was last."""

    path: str

    def __call__(self, site: Site) -> Piece | None:
        """The piece, unless it cannot be read."""
        ...


class Window(Protocol):
    """Through which a site is looked at."""

    def look(self, chosen: Callable[[Site], Piece | None]) -> Look:
        """The site as it is now. Raises MastheadError."""
        ...


class Session:
    """What is seen now. `renewed` is notified of each change; asked from several threads."""

    def __init__(self, window: Window, followed: Followed, *, live: bool) -> None:
        self._window, self._followed, self._live = window, followed, live
        self._now = nothing("", "", (), "")
        self._index = b""
        self.version = ""
        """Stands for all that is seen: as long as it is the same, so is that."""
        self.renewed = Condition()

    @property
    def shown(self) -> Shown:
        """What is seen now."""
        return self._now

    def renew(self) -> None:
        """Look again, and keep what was seen if nothing can be."""
        with self.renewed:
            self._now = self._next()
            self._index, self.version = self._page()
            self.renewed.notify_all()

    def file(self, name: str) -> bytes | None:
        """A file of the preview by its path; nothing but what it needs. Raises MastheadError."""
        if name in ("", INDEX):
            return self._index
        if name in STATIC:
            return static(name)
        maker = self._now.files.get(name)
        if maker is None:
            return None
        with self.renewed:  # what makes files is not made for several threads
            return maker()

    def next_version(self, version: str, patience: float) -> str:
        """The version as soon as it is another one, or after so many seconds as it is."""
        with self.renewed:
            self.renewed.wait_for(lambda: self.version != version, patience)
            return self.version

    def _next(self) -> Shown:
        try:
            look = self._window.look(self._followed)
            if look.piece is None:
                findings = findings_of(look.findings, frozenset((self._followed.path,)))
                return self._still(moment(look, look.site.now), findings, _GONE)
            return shown(look, look.piece)
        except (MastheadError, OSError) as error:
            return self._still("", self._now.preview.findings, str(error))

    def _still(self, now: str, findings: tuple[Finding, ...], fault: str) -> Shown:
        """What was seen before, with what is wrong now."""
        before = self._now
        if not before.preview.facts.state:
            return nothing(self._followed.path, now, findings, fault)
        return Shown(
            replace(before.preview, findings=findings, fault=fault), before.files, before.versions
        )

    def _page(self) -> tuple[bytes, str]:
        """The preview's own page, and its version."""
        policy = "" if self._live else OWN_POLICY.replace("'self'", "'self' file:")

        def page(version: str) -> bytes:
            return document(
                "preview", p=self._now.preview, versions=self._now.versions, version=version,
                live=self._live, policy=policy,
            )  # fmt: skip

        version = sha256(page("")).hexdigest()[:12]
        return page(version), version
