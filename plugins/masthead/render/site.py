"""What templates may know of the site as a whole."""

from msgspec import Struct

from masthead.plan.catalog import Catalog
from masthead.plan.feeds.follow import subscribe_address


class Publisher(Struct, frozen=True, kw_only=True):
    """Who publishes the site. `logo` is an address below the site's root, or a whole one."""

    name: str
    legal_name: str = ""
    url: str = ""
    logo: str = ""
    description: str = ""
    email: str = ""
    same_as: tuple[str, ...] = ()


class SiteView(Struct, frozen=True):
    """The site's name and the addresses of its indexes, those that exist.

    `image` is shown with links to pages that have none of their own.
    """

    name: str
    title: str
    url: str
    lang: str
    hub: str
    indexes: dict[str, str]
    publisher: Publisher
    description: str = ""
    author: str = ""
    image: str = ""
    image_alt: str = ""
    subscribe: str = ""

    def index(self, axis: str) -> str:
        """The address of an index, or nothing."""
        return self.indexes.get(axis, "")


def picture(path: str, catalog: Catalog) -> str:
    """The address of an image that the configuration names."""
    return path if "://" in path else catalog.file(path, "")


def publisher(catalog: Catalog) -> Publisher:
    """The organization, as far as the configuration tells of it."""
    settings, given = catalog.settings, catalog.settings.organization
    return Publisher(
        name=given.name or settings.site_name,
        legal_name=given.legal_name,
        url=given.url or settings.site_url,
        logo=picture(given.logo or settings.site_logo, catalog),
        description=given.description,
        email=given.email,
        same_as=given.same_as,
    )


def site_view(catalog: Catalog) -> SiteView:
    """The view that all templates share."""
    settings, addresses = catalog.settings, catalog.addresses
    held = [
        axis
        for axis in ("series", "stages", "topics", "audiences", "formats", "archive")
        if catalog.members[axis]
    ]
    held += ["authors"] if catalog.library.authors else []
    held += ["ideas"] if catalog.ideas else []
    return SiteView(
        name=settings.site_name,
        title=settings.title or settings.site_name,
        url=settings.site_url,
        lang=settings.lang,
        hub=addresses.hub(),
        indexes={axis: addresses.index(axis) for axis in held},
        publisher=publisher(catalog),
        description=settings.site_description,
        author=settings.site_author,
        image=picture(settings.image, catalog),
        image_alt=settings.image_alt,
        subscribe=subscribe_address(catalog),
    )
