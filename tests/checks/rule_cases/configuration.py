"""MH8…: mkdocs.yml."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one

_FEEDS = "      feeds: {authority: 'example.org,2026'}\n"
_SITE = """\
site_name: Test
site_url: https://example.org/
plugins:
  - search
  - masthead:
"""


def _security(expires: str) -> str:
    return f"{_SITE}{_FEEDS}      security: {{contact: a@b.example, expires: {expires}}}\n"


CONFIGURATION = (
    Case(
        rule=rules.UNKNOWN_SETTING,
        config=f"{_SITE}      time_zone: Europe/Berlin\n{_FEEDS}",
        breaks=one(),
        at="mkdocs.yml:6:7",
        says="`time_zone`: did you mean `timezone`?",
        remedy="Write `timezone:`",
        fine_config=f"{_SITE}      timezone: Europe/Berlin\n{_FEEDS}",
        fine=one(),
    ),
    Case(
        rule=rules.BAD_SETTING,
        config=f"{_SITE}      timezone: Berlin\n{_FEEDS}",
        breaks=one(),
        at="mkdocs.yml:6:17",
        says="there is no time zone `Berlin`",
        remedy="Write `Europe/Berlin`",
        fine_config=f"{_SITE}      timezone: Europe/Berlin\n{_FEEDS}",
        fine=one(),
    ),
    Case(
        rule=rules.MISSING_FOLDER,
        config={"pieces": ["posts", "talks"]},
        breaks=one(),
        at="mkdocs.yml:13:5",
        says="there is no folder docs/talks",
        remedy="take it out of `pieces`",
        fine_config={"pieces": ["posts"]},
        fine=one(),
    ),
    Case(
        rule=rules.NO_SITE_URL,
        config="site_name: Test\nplugins: [masthead]\n",
        breaks=one(),
        at="mkdocs.yml:1:1",
        says="without `site_url`",
        remedy="Add `site_url: https://…`",
        fine_config=_SITE + _FEEDS,
        fine=one(),
    ),
    Case(
        rule=rules.NO_FEED_AUTHORITY,
        config=f"{_SITE}      feeds: {{entries: 5}}\n",
        breaks=one(),
        at="mkdocs.yml:6:14",
        says="would change with it",
        remedy='never change it: `authority: "example.org,2026"`',
        fine_config=f"{_SITE}      feeds: false\n",
        fine=one(),
    ),
    Case(
        rule=rules.SECURITY_EXPIRES,
        config=_security("2026-12-01"),
        breaks=one(),
        at="mkdocs.yml:7:17",
        says="security.txt expires on 2026-12-01",
        remedy="write a later date, such as `expires: 2027-06-30`",
        fine_config=_security("2027-06-30"),
        fine=one(),
    ),
    Case(
        rule=rules.BELOW_ROOT,
        config=_SITE.replace(".org/", ".org/hub/") + f"{_FEEDS}      crawlers: no-training\n",
        breaks=one(),
        at="mkdocs.yml:7:17",
        says="robots.txt will lie below /hub/",
        remedy="copied to the root of the host",
        fine_config=_SITE.replace(".org/", ".org/hub/") + _FEEDS,
        fine=one(),
    ),
)
