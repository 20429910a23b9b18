"""A piece's text as feeds carry it: whole addresses, no theme, nothing that a reader strips.

In: a Body, and a function that gives each of its addresses whole. Out: HTML that stands alone.
"""

from masthead.plan.views import Body


def feed_html(body: Body, site_url: str, page: str) -> str:
    """The text with whole addresses. `page` is the address of its page below `site_url`."""
    from masthead.render.pages import body_html

    return body_html(body, lambda address: f"{site_url}{address}")
