"""A site that is shown while it is written: each file is made when somebody asks for it.

In: plans, one after the other. Out: files below a folder, from which a development server answers.
What a change costs is what is looked at, whatever the size of the site.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from masthead.images.gallery import Gallery
from masthead.plan.output import SitePlan
from masthead.plan.views import Listing
from masthead.render.pages import Renderer

_UNLISTED: Final = frozenset(("redirect.html", "notice.html"))


Maker = Callable[[], bytes]
Work = Callable[[Maker], bytes | None]


class LiveSite:
    """Shows the newest plan. Requests come from several threads at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._makers: Mapping[str, Maker] = {}
        self._fresh: set[str] = set()
        self.files: set[str] = set()
        """What lies below the folder, of this plan or of an earlier one."""
        self._folder = Path()
        self._work: Work = lambda maker: maker()

    def show(
        self, plan: SitePlan, renderer: Renderer, gallery: Gallery, folder: Path, work: Work
    ) -> None:
        """From now on, files are made of this plan, below `folder`.

        `work` does what makes a file, and returns None if that cannot be done: then the file stays
        as it was.
        """
        with self._lock:
            self._folder, self._work = folder, work
            self._makers = makers(plan, renderer, gallery)
            for file in self.files - self._makers.keys():
                (folder / file).unlink(missing_ok=True)
            self.files &= self._makers.keys()
            self._fresh.clear()

    def ensure(self, file: str) -> bool:
        """Make a file, if it is one of ours and has not been made; returns whether it is ours."""
        with self._lock:
            maker = self._makers.get(file)
            target = self._folder / file
            if maker is None or (file in self._fresh and target.exists()):
                return maker is not None
            data = self._work(maker)
            if data is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                self._fresh.add(file)
                self.files.add(file)
            return True


def makers(plan: SitePlan, renderer: Renderer, gallery: Gallery) -> Mapping[str, Maker]:
    """What makes each file of the site, by its path below the site."""
    catalog = plan.catalog
    # Days of change are left out: to know them, every page would have to be made.
    catalog.listings.update(
        (page.address, Listing(page.template, "", page.template not in _UNLISTED))
        for page in plan.pages
    )
    made: dict[str, Maker] = {
        asset.file: partial(gallery.published, asset.source) for asset in plan.assets
    }
    made |= {one.file: partial(gallery.copy, one) for one in plan.derived}
    for file in (*plan.files, *plan.last(catalog)):
        made[file.file] = partial(lambda one: renderer.resource(one.made(catalog)), file)
    for page in plan.pages:
        made[page.file] = partial(lambda one: renderer.render(one.made(catalog)), page)
    return made
