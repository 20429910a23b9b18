"""The tools that are compared, one module for each."""

from benchmarks.tools.chained import Chained, Unlinked
from benchmarks.tools.dates import Dates
from benchmarks.tools.eleventy import Eleventy
from benchmarks.tools.hugo import Hugo
from benchmarks.tools.masthead import Alone, Masthead
from benchmarks.tools.material import Material, MaterialDocumented, Zensical
from benchmarks.tools.pelican import Pelican
from benchmarks.tools.tool import Tool

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Masthead(), Hugo(), Pelican(), Material(), MaterialDocumented(), Zensical(), Eleventy(),
        Dates(), Chained(), Unlinked(), Alone(),
    )
}  # fmt: skip
"""All of them by name, in the order of tables."""
