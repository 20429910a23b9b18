"""Draw seconds over numbers of posts, as SVG.

Both axes are logarithmic: equal ratios are equal distances. The picture has a ground of its own,
light or dark as the reader's system prefers, so that it can be read on any page. Each line has its
name at its end, so no colour needs to be told from another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 820, 380
PANEL = 230
"""The width of one panel's plotting area; its names stand to the right of it."""
LEFT, TOP, BOTTOM = 60, 56, 320
STEP = WIDTH // 2
APART = 15
"""Pixels between two names."""
FAR = 100
"""A range of so many times has ticks at powers of ten only."""

STYLE = """
  .ground { fill: #ffffff } .ink { fill: #1f2933 } .faint { fill: #52606d }
  .grid { stroke: #d9e2ec } .line { fill: none; stroke-width: 2.5 }
  .c0 { --c: #c2410c } .c1 { --c: #0369a1 } .c2 { --c: #15803d } .c3 { --c: #7e22ce }
  .c4 { --c: #a16207 } .c5 { --c: #be185d } .c6 { --c: #0f766e } .c7 { --c: #52606d }
  .line { stroke: var(--c) } .dot, .name { fill: var(--c) }
  text { font: 12px system-ui, sans-serif } .head { font-size: 14px; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #1b2129 } .ink { fill: #f0f4f8 } .faint { fill: #9fb3c8 }
    .grid { stroke: #323f4b }
    .c0 { --c: #fb923c } .c1 { --c: #38bdf8 } .c2 { --c: #4ade80 } .c3 { --c: #c084fc }
    .c4 { --c: #facc15 } .c5 { --c: #f472b6 } .c6 { --c: #2dd4bf } .c7 { --c: #9fb3c8 }
  }
"""

Line = Mapping[int, float]
"""Seconds by number of posts."""


@dataclass(frozen=True)
class Panel:
    """One of the two diagrams: its heading, and a line for each tool."""

    heading: str
    lines: Mapping[str, Line]


@dataclass(frozen=True)
class Scale:
    """Values from the first to the last tick, on pixels from `start` to `end`."""

    ticks: Sequence[float]
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        least, most = log10(self.ticks[0]), log10(self.ticks[-1])
        share = (log10(value) - least) / (most - least)
        return round(self.start + share * (self.end - self.start), 1)


def scale(values: Sequence[float], start: float, end: float) -> Scale:
    """Round numbers that hold all values: 1, 2, 5, 10, or only powers of ten where it is far."""
    least, most = min(values), max(values)
    steps = (1,) if most / least > FAR else (1, 2, 5)
    powers = range(floor(log10(least)), ceil(log10(most)) + 2)
    ticks = [step * 10.0**power for power in powers for step in steps]
    first = max(place for place, tick in enumerate(ticks) if tick <= least)
    last = min(place for place, tick in enumerate(ticks) if tick >= most)
    return Scale(ticks[first : max(last, first + 1) + 1], start, end)


def spread(places: Sequence[float]) -> list[float]:
    """Places from top to bottom, moved down so that none is too near to the one above."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + APART) if moved else place)
    return moved


def draw(panels: Sequence[Panel], colours: Sequence[str]) -> str:
    """The picture. `colours` are the tools in the order of their colours."""
    shown = [panel for panel in panels if any(panel.lines.values())]
    body = [
        part
        for number, panel in enumerate(shown)
        for part in _panel(panel, LEFT + number * STEP, colours)
    ]
    words = ". ".join(_words(panel) for panel in shown)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(words)}">'
    )
    return "\n".join([
        opening,
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
        *body,
        "</svg>", "",
    ])  # fmt: skip


def _panel(panel: Panel, left: int, colours: Sequence[str]) -> Iterable[str]:
    points = [point for line in panel.lines.values() for point in line.items()]
    across = scale([posts for posts, _ in points], left, left + PANEL)
    up = scale([seconds for _, seconds in points], BOTTOM, TOP)
    yield f'<text class="ink head" x="{left}" y="30">{escape(panel.heading)}</text>'
    for tick in up.ticks:
        y = up.at(tick)
        yield f'<path class="grid" d="M{left} {y}h{PANEL}"/>'
        yield f'<text class="faint" x="{left - 8}" y="{y + 4}" text-anchor="end">{tick:g} s</text>'
    for tick in across.ticks:
        x = across.at(tick)
        yield f'<path class="grid" d="M{x} {TOP}V{BOTTOM}"/>'
        yield _centred(x, BOTTOM + 18, f"{tick:,.0f}")
    yield _centred(left + PANEL // 2, BOTTOM + 38, "posts")
    named = sorted((up.at(line[max(line)]), name) for name, line in panel.lines.items() if line)
    places = spread([place for place, _ in named])
    for place, (_, name) in zip(places, named, strict=True):
        line = panel.lines[name]
        spots = [(across.at(posts), up.at(line[posts])) for posts in sorted(line)]
        path = "L".join(f"{x} {y}" for x, y in spots)
        yield f'<g class="c{colours.index(name) % 8}"><path class="line" d="M{path}"/>'
        yield from (f'<circle class="dot" cx="{x}" cy="{y}" r="3.5"/>' for x, y in spots)
        yield f'<text class="name" x="{spots[-1][0] + 9}" y="{place + 4}">{escape(name)}</text></g>'


def _centred(x: float, y: float, words: str) -> str:
    return f'<text class="faint" x="{x}" y="{y}" text-anchor="middle">{words}</text>'


def _words(panel: Panel) -> str:
    parts = []
    for name, line in panel.lines.items():
        if line:
            most = max(line)
            parts.append(f"{name} {line[most]:.2g} s at {most:,} posts")
    return f"{panel.heading}: {', '.join(parts)}"
