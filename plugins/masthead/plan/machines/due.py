"""due.json: what of the site was public when it was built, for `masthead due --deployed`.

In: a Catalog. Out: one Resource. It holds the instant of the last turn that had come, never that of
the build: two builds between which nothing fell due give the same bytes. What lies ahead has no say
in it, so that nobody learns that something does.
"""

from collections.abc import Iterator
from typing import Final

from masthead.content.turns import Standing, standing
from masthead.plan.catalog import Catalog
from masthead.plan.facts import question
from masthead.plan.output import Planned, Resource
from masthead.plan.pages.frame import planned_file

DUE: Final = "due.json"


def plan_due(_: Catalog) -> Iterator[Planned[Resource]]:
    """The file, at the root of every site."""
    yield planned_file(DUE, "due", due_file)


def due_file(catalog: Catalog) -> Resource:
    """What is public."""
    return Resource(address=DUE, file=DUE, kind="due", data=present_standing(catalog))


@question
def present_standing(catalog: Catalog) -> Standing:
    """What is public at the instant of the build; a preview's drafts are not."""
    return standing(catalog.everything.pieces, catalog.now)
