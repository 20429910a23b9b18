"""Make addresses whole, as browsers read them: https://url.spec.whatwg.org/#url-parsing."""

import re
from typing import Final
from urllib.parse import urljoin

from masthead.render.markdown.addresses import scheme as scheme_of

_IGNORED: Final = re.compile(r"[\t\n\r]")
_WEB: Final = re.compile(r"(https?):[/\\]*(?=[^/\\?#])", re.IGNORECASE)
_HOST: Final = re.compile(r"[/\\]{2,}(?=[^/\\?#])")
_EDGES: Final = "".join(map(chr, range(0x21)))


def whole(address: str, page: str, schemes: tuple[str, ...] = ()) -> str:
    """The address with scheme and host, nothing if it has no use outside.

    `page` is the whole address of the page where it stands; `schemes` are those that it may have
    besides http and https.
    """
    address = _IGNORED.sub("", address).strip(_EDGES).replace(" ", "%20")
    if address.startswith("#"):
        return page + address
    web = _WEB.match(address)
    if web:
        return f"{web[1].lower()}://{address[web.end() :]}"
    scheme = scheme_of(address)
    if scheme:
        return address if scheme in schemes else ""
    host = _HOST.match(address)
    if host:
        return f"{page.split(':', 1)[0]}://{address[host.end() :]}"
    try:
        return urljoin(page, address) if address else ""
    except ValueError:
        return ""
