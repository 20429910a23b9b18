"""A preview as files, to be looked at without a server: as what a pull request's checks leave.

In: a Session, an empty folder. Out: its page, its frames, and what they load.
"""

from pathlib import Path

from masthead.diagnostics import WriteError
from masthead.preview.documents import POLICY, STATIC
from masthead.preview.looks import CannotPreview
from masthead.preview.session import INDEX, Session

_META = '<meta http-equiv="Content-Security-Policy" content="{}">'


def write_preview(session: Session, folder: Path) -> int:
    """Write everything below `folder`; returns how many files that are.

    A page of the site has one more line than its readers get: it keeps scripts from running where
    no server can say so. Raises CannotPreview for a folder with something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotPreview(f"{folder} is not an empty folder: name one that is, or is not there")
    names = (INDEX, *STATIC, *sorted(session.shown.files))
    try:
        for name in names:
            file = folder / name
            if not file.resolve().is_relative_to(folder.resolve()):
                raise CannotPreview(f"{name} would lie outside {folder}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_guarded(name, session.file(name) or b""))
    except OSError as error:
        raise WriteError(f"{folder} cannot be written: {error}") from error
    return len(names)


def _staying(data: bytes) -> bytes:
    """A document without what would lead away whoever opens it by itself."""
    import turbohtml  # takes long to import

    page = turbohtml.parse(data.decode("utf-8", "replace"))
    leading = [
        meta for meta in page.find_all("meta")
        if str(meta.attrs.get("http-equiv") or "").strip().lower() == "refresh"
    ]  # fmt: skip
    for meta in leading:
        meta.decompose()
    return page.serialize().encode() if leading else data


def _guarded(name: str, data: bytes) -> bytes:
    """A frame's document with the rules that a server would send along."""
    if name == INDEX or not name.endswith(".html"):
        return data
    data = _staying(data)
    policy = _META.format(POLICY.replace("'self'", "'self' file:")).encode()
    head = data.find(b"<head>")
    at = head + len(b"<head>") if head >= 0 else 0
    return data[:at] + policy + data[at:]
