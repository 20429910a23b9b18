"""What a preview shows besides what is public: drafts, also those of which nobody knows the day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from builders import a_library, some_piece, some_settings
from masthead.content.piece import Declared
from masthead.plan.pages.views import PiecePage
from masthead.plan.site import open_catalog, plan_site

EVENING = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
DRAFT = some_piece("posts/draft.md", date=None, declared=Declared.DRAFT)
SITE = some_settings(timezone=ZoneInfo("Europe/Berlin"))


def test_a_draft_without_a_date_stands_where_it_would_if_it_were_of_today() -> None:
    pieces = (some_piece("posts/before.md", date=EVENING - timedelta(days=1)), DRAFT)
    for later in (0, 29):
        catalog = open_catalog(
            a_library(*pieces), SITE, now=EVENING + timedelta(minutes=later), preview=True, pages={}
        )
        assert [piece.slug for piece in catalog.newest_first] == ["draft", "before"]
        assert catalog.newest_first[0].date == datetime(2026, 3, 3, tzinfo=SITE.timezone)


def test_the_public_site_knows_no_draft_without_a_date() -> None:
    plan = plan_site(a_library(DRAFT), SITE, now=EVENING)
    assert [output for output in plan.outputs if isinstance(output.data, PiecePage)] == []
