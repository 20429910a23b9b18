"""security.txt (RFC 9116): where to report a weakness. Only if the site configures it.

In: a Catalog. Out: at most one Resource.
"""

from collections.abc import Iterator
from datetime import UTC
from typing import Final

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import absolute, planned_file

SECURITY: Final = ".well-known/security.txt"


class SecurityText(Struct, frozen=True):
    """The fields in their order, a name and a value each."""

    fields: tuple[tuple[str, str], ...]


def plan_security(catalog: Catalog) -> Iterator[Planned[Resource]]:
    """security.txt, where it has to lie."""
    if catalog.given.security is not None:
        yield planned_file(SECURITY, "security", security_file)


def security_file(catalog: Catalog) -> Resource:
    """Where to report a weakness."""
    security = catalog.settings.security
    assert security is not None  # it was planned  # noqa: S101
    rows = [("Contact", contact) for contact in security.contact]
    rows += [
        ("Expires", security.expires.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("Encryption", security.encryption),
        ("Acknowledgments", security.acknowledgments),
        ("Preferred-Languages", ", ".join(security.languages)),
        ("Canonical", absolute(catalog, SECURITY)),
        ("Policy", security.policy),
        ("Hiring", security.hiring),
    ]
    data = SecurityText(tuple((name, value) for name, value in rows if value))
    return Resource(address=SECURITY, file=SECURITY, kind="security", data=data)
