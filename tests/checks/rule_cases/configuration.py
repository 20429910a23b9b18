"""MH8…: mkdocs.yml."""

from masthead.diagnostics import rules
from rule_cases.case import Case, one

_SITE = """\
site_name: Test
site_url: https://example.org/
plugins:
  - search
  - masthead:
"""

CONFIGURATION = (
    Case(
        rule=rules.UNKNOWN_SETTING,
        config=f"{_SITE}      time_zone: Europe/Berlin\n",
        breaks=one(),
        at="mkdocs.yml:6:7",
        says="`time_zone`: did you mean `timezone`?",
        remedy="Write `timezone:`",
        fine_config=f"{_SITE}      timezone: Europe/Berlin\n",
        fine=one(),
    ),
    Case(
        rule=rules.BAD_SETTING,
        config=f"{_SITE}      timezone: Berlin\n",
        breaks=one(),
        at="mkdocs.yml:6:17",
        says="there is no time zone `Berlin`",
        remedy="Write `Europe/Berlin`",
        fine_config=f"{_SITE}      timezone: Europe/Berlin\n",
        fine=one(),
    ),
    Case(
        rule=rules.MISSING_FOLDER,
        config={"pieces": ["posts", "talks"]},
        breaks=one(),
        at="mkdocs.yml:11:5",
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
        fine_config=_SITE,
        fine=one(),
    ),
)
