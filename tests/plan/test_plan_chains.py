"""Chains as readers see them: what is hidden leaves no trace, and the steps around it connect."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_library, a_piece, a_site, some_piece, some_settings
from fakes import NOON
from hosts.rendered import everything, rendered
from masthead.checks.chains import check_chains
from masthead.content.chain import find_ideas
from masthead.content.piece import Declared, InlineStep, Piece, Syndication
from masthead.diagnostics.rules import CHAIN_CIRCULAR
from masthead.plan.output import SitePlan
from masthead.plan.pages.views import AuthorPage, IdeaPage, IndexPage, PiecePage, RedirectPage
from masthead.plan.site import plan_site
from masthead.plan.views import NearStep, Relation

HIDDEN: Final[dict[str, dict[str, Any]]] = {
    "private": {"private": True},
    "draft": {"declared": Declared.DRAFT},
    "planned": {"declared": Declared.PLANNED},
    "review": {"declared": Declared.REVIEW},
    "retired": {"declared": Declared.RETIRED},
    "scheduled": {"date": datetime(2027, 3, 1, tzinfo=UTC)},
}
CANARY: Final = "leakzq"


def on(day: int, key: str, *sources: str | InlineStep, **changes: Any) -> Piece:
    """A piece of a day in March 2026 that grew from others."""
    date = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=day)
    given: dict[str, Any] = {"date": date, "sources_of": sources, "title": key.title()}
    return some_piece(f"posts/{key}.md", **{**given, **changes})


def plan_of(*pieces: Piece, preview: bool = False) -> SitePlan:
    """The plan of a site of these pieces."""
    return plan_site(a_library(*pieces), some_settings(), now=NOON, preview=preview)


def pages_of(plan: SitePlan) -> dict[str, PiecePage]:
    """The pages of pieces by slug."""
    return {
        output.address.split("/")[1]: output.data
        for output in plan.outputs if isinstance(output.data, PiecePage)
    }  # fmt: skip


def ideas_of(plan: SitePlan) -> dict[str, IdeaPage]:
    """The pages of ideas by id."""
    return {
        output.address.split("/")[1]: output.data
        for output in plan.outputs if isinstance(output.data, IdeaPage)
    }  # fmt: skip


def redirects_of(plan: SitePlan) -> dict[str, str]:
    """Where each former address leads."""
    redirects = [output for output in plan.outputs if isinstance(output.data, RedirectPage)]
    return {o.address.removesuffix("index.html"): o.data.address for o in redirects}  # type: ignore[attr-defined]


def shown(steps: tuple[NearStep, ...]) -> dict[str, Relation]:
    """The relation of each step by its title."""
    return {near.step.title: near.relation for near in steps}


@pytest.mark.parametrize("how", sorted(HIDDEN))
def test_the_steps_around_a_hidden_one_connect(how: str) -> None:
    hidden = on(2, "hidden", "one", **HIDDEN[how])
    pages = pages_of(plan_of(on(1, "one"), hidden, on(3, "three", "hidden")))
    assert shown(pages["one"].chain) == {"One": Relation.HERE, "Three": Relation.RESULT}
    assert shown(pages["three"].chain) == {"One": Relation.SOURCE, "Three": Relation.HERE}


def test_several_hidden_steps_in_a_row_and_side_by_side_connect() -> None:
    draft = {"declared": Declared.DRAFT}
    plan = plan_of(
        on(1, "a"), on(2, "b"), on(3, "h", "a", **draft), on(4, "i", "h", "b", **draft),
        on(5, "z", "i", "h", "a"),
    )  # fmt: skip
    assert shown(pages_of(plan)["z"].chain) == {
        "A": Relation.SOURCE, "B": Relation.SOURCE, "Z": Relation.HERE,
    }  # fmt: skip


def test_what_only_a_hidden_piece_binds_stays_apart() -> None:
    """Nobody can tell from the ideas that there is something."""
    for hidden in (
        on(3, "hidden", "one", "two", private=True),
        on(0, "hidden", private=True),
        on(0, "hidden", private=True, idea="big"),
    ):
        sources = ("hidden",) if hidden.date == on(0, "x").date else ()
        plan = plan_of(on(1, "one", *sources), on(2, "two", *sources), hidden)
        assert ideas_of(plan) == {}
        assert redirects_of(plan) == {}


def test_a_preview_shows_drafts_in_their_chain_and_connects_past_private_ones() -> None:
    plan = plan_of(
        on(1, "one"), on(2, "draft", "one", declared=Declared.DRAFT),
        on(3, "private", "draft", private=True), on(4, "four", "private"), preview=True,
    )  # fmt: skip
    steps = pages_of(plan)["four"].chain
    assert shown(steps) == {
        "One": Relation.EARLIER, "Draft": Relation.SOURCE, "Four": Relation.HERE,
    }  # fmt: skip
    assert [near.step.state for near in steps] == ["", "draft", ""]


def test_a_private_remark_that_two_pieces_name_binds_them_for_editors_alone() -> None:
    secret = InlineStep(format="tweet", url="https://x.example/1", visibility="private")
    public = InlineStep(format="tweet", url="http://X.example/1/", text="Words.")
    pieces = (on(1, "one", secret), on(2, "two", public))
    assert ideas_of(plan_of(*pieces)) == {}
    assert len(find_ideas(a_library(*pieces))[0].steps) == 3


def test_a_remark_written_twice_is_one_step_with_all_that_is_said_of_it() -> None:
    first = InlineStep(format="tweet", url="http://x.example/1", channel="x")
    second = InlineStep(format="tweet", url="https://X.example/1/#a", text="A leak has a price.",
                        date=datetime(2026, 2, 1, tzinfo=UTC))  # fmt: skip
    steps = ideas_of(plan_of(on(1, "one", first), on(2, "two", second)))["one"].steps
    assert [(s.number, s.title, s.channel, s.grew_from) for s in steps] == [
        (1, "A leak has a price.", "x", ()), (2, "One", "", (1,)), (3, "Two", "", (1,)),
    ]  # fmt: skip


def test_the_address_of_a_file_or_of_a_copy_names_the_piece_itself() -> None:
    tweet = on(1, "tweet", external_url="https://x.example/1", elsewhere=True, format="tweet")
    copied = on(2, "post", "tweet", syndicated=(
        Syndication(channel="linkedin", url="https://network.example/post"),))  # fmt: skip
    other = on(3, "other", InlineStep(format="tweet", url="http://x.example/1/"),
               InlineStep(format="post", url="https://network.example/post"))  # fmt: skip
    steps = ideas_of(plan_of(tweet, copied, other))["post"].steps
    assert [(step.title, step.grew_from) for step in steps] == [
        ("Tweet", ()), ("Post", (1,)), ("Other", (1, 2)),
    ]  # fmt: skip


def test_sources_come_before_results_and_an_undated_one_just_before() -> None:
    undated = InlineStep(format="tweet", url="https://x.example/1", title="Undated")
    later = InlineStep(format="tweet", url="https://x.example/2", title="That morning",
                       date=datetime(2026, 3, 6, 8, tzinfo=UTC))  # fmt: skip
    steps = ideas_of(plan_of(on(1, "one"), on(5, "five", later, undated, "one")))["one"].steps
    assert [step.title for step in steps] == ["One", "Undated", "That morning", "Five"]


def test_a_long_chain_is_short_on_its_pages_and_whole_on_the_idea_s() -> None:
    pieces = [on(n, f"p{n:02}", *([f"p{n - 1:02}"] if n else [])) for n in range(60)]
    plan = plan_of(*pieces)
    steps = pages_of(plan)["p30"].chain
    assert [(near.step.number, near.gap) for near in steps] == [
        (1, 0), (30, 28), (31, 0), (32, 0), (60, 27),
    ]  # fmt: skip
    assert len(ideas_of(plan)["p00"].steps) == 60
    assert [near.step.number for near in pages_of(plan)["p03"].chain] == [1, 2, 3, 4, 5, 60]


@pytest.mark.parametrize("before", ["one", "zero"])
def test_the_former_ids_of_an_idea_lead_to_it_when_its_first_piece_changes(before: str) -> None:
    """`zero` is older than `one`, and joins or leaves."""
    with_zero = plan_of(on(0, "zero"), on(1, "one", "zero"), on(2, "two", "one"))
    without = plan_of(on(0, "zero"), on(1, "one"), on(2, "two", "one"))
    assert {"zero"} == set(ideas_of(with_zero))
    assert redirects_of(with_zero)["ideas/one/"] == "../../ideas/zero/"
    assert {"one"} == set(ideas_of(without))


@pytest.mark.parametrize("kind", ["feed.xml", "atom.xml", "feed.json"])
def test_the_feed_of_an_idea_that_was_merged_says_where_it_went(kind: str) -> None:
    apart = (on(0, "a"), on(1, "b", "a.md"), on(2, "c"), on(3, "d", "c.md"))
    (first, second) = sorted(ideas_of(plan_of(*apart)))
    merged = rendered(plan_of(*apart, on(4, "e", "b.md", "d.md")))
    assert f"ideas/{first}/{kind}" in merged
    notice = merged[f"ideas/{second}/{kind}"].decode()
    assert "This feed has moved" in notice
    assert f"/ideas/{first}/{kind}" in notice


def test_an_idea_that_splits_keeps_both_addresses() -> None:
    pieces = [on(1, "a"), on(2, "b", "a"), on(3, "c"), on(4, "d", "c")]
    whole = plan_of(*pieces, on(5, "e", "b", "d"))
    assert set(ideas_of(whole)) == {"a"}
    assert redirects_of(whole)["ideas/c/"] == "../../ideas/a/"
    assert set(ideas_of(plan_of(*pieces, on(5, "e", "b")))) == {"a", "c"}


def test_an_idea_whose_other_pieces_are_retired_leads_to_what_is_left() -> None:
    gone = {"declared": Declared.RETIRED}
    left = plan_of(on(1, "a", **gone), on(2, "b", "a"), on(3, "c", "b", **gone))
    assert ideas_of(left) == {}
    assert redirects_of(left) == {f"ideas/{id}/": "../../blog/b/" for id in "abc"}
    none = plan_of(on(1, "a", **gone), on(2, "b", "a", **gone))
    assert redirects_of(none)["ideas/b/"] == "../../blog/a/"


def test_a_named_idea_that_lost_its_other_pieces_leads_to_the_one_that_is_left() -> None:
    plan = plan_of(on(1, "a", idea="big"))
    assert redirects_of(plan) == {"ideas/big/": "../../blog/a/"}


def test_an_author_s_page_has_the_ideas_that_began_there_and_grew() -> None:
    cy = {"authors": ("ana-ruiz",)}
    tweet = InlineStep(format="tweet", url="https://x.example/1", authors=("ana-ruiz",))
    plan = plan_of(
        on(1, "one", **cy), on(2, "two", "one"),  # begun and grown
        on(3, "three"), on(4, "four", "three", **cy),  # only joined
        on(5, "five", **cy, idea="alone"),  # never grown
        on(6, "six", **cy), on(7, "seven", "six", private=True),  # not for readers
        on(8, "eight", tweet),  # begun with a remark
    )  # fmt: skip
    pages = [o.data for o in plan.outputs if isinstance(o.data, AuthorPage)]
    assert [entry.address for entry in pages[0].ideas] == ["ideas/eight/", "ideas/one/"]


def test_the_index_tells_each_idea_s_road() -> None:
    plan = plan_of(
        on(1, "one", format="tweet", external_url="https://x.example/1", elsewhere=True),
        on(2, "two", "one", authors=("ana-ruiz",)), on(3, "three", "two"),
        on(4, "four", "three", format="talk"),
    )  # fmt: skip
    (index,) = (o.data for o in plan.outputs
                if isinstance(o.data, IndexPage) and o.data.kind == "ideas")  # fmt: skip
    (entry,) = index.entries
    assert entry.road == ("Tweet", "Post", "Talk")
    assert entry.count == 4
    assert f"{entry.since:%Y-%m-%d}" == "2026-03-02"
    assert [author.title for author in entry.authors] == ["Ana Ruiz"]


WAYS: Final = ("shown", "shown", "shown", "elsewhere", *HIDDEN)


@st.composite
def sites(draw: st.DrawFn, most: int = 9) -> list[Piece]:
    """Pieces of all kinds, linked from older to younger, with remarks that several may name."""
    pieces = []
    for n in range(draw(st.integers(2, most))):
        how = draw(st.sampled_from(WAYS))
        older = draw(st.sets(st.integers(0, max(0, n - 1)), max_size=3))
        sources: list[str | InlineStep] = [f"p{s}" for s in sorted(older) if s < n]
        if remark := draw(st.sampled_from((None, None, "R1", "R2"))):
            visibility = draw(st.sampled_from(("public", "public", "private")))
            url = f"https://x.example/{remark}"
            sources.append(InlineStep(format="tweet", url=url, title=remark, visibility=visibility))
        more: dict[str, Any] = dict(HIDDEN.get(how, {}))
        if how == "elsewhere":
            more = {"elsewhere": True, "external_url": f"https://e.example/{n}"}
        pieces.append(on(n, f"p{n}", *sources, **more))
    return pieces


BACK: Final = {
    Relation.SOURCE: Relation.RESULT, Relation.RESULT: Relation.SOURCE,
    Relation.EARLIER: Relation.LATER, Relation.LATER: Relation.EARLIER,
    Relation.BESIDE: Relation.BESIDE, Relation.HERE: Relation.HERE,
}  # fmt: skip


@settings(max_examples=150)
@given(pieces=sites(), preview=st.booleans())
def test_what_two_pages_say_of_each_other_agrees(pieces: list[Piece], preview: bool) -> None:
    pages = pages_of(plan_of(*pieces, preview=preview))
    relations = {page.title: shown(page.chain) for page in pages.values()}
    for one, told in relations.items():
        for other, relation in told.items():
            if relations.get(other):
                back = relations[other].get(one)
                near = relation in (Relation.SOURCE, Relation.RESULT)
                # Pages of long chains leave steps out, but never those next to their piece.
                assert back == BACK[relation] or (back is None and not near)


@settings(max_examples=150)
@given(pieces=sites())
def test_readers_see_a_link_where_a_way_leads_through_hidden_pieces_alone(
    pieces: list[Piece],
) -> None:
    """The relation as the definition has it, found by walking each way back."""
    plan = plan_of(*pieces)
    public = plan.catalog.whole.by_key
    by_id = {piece.id: piece for piece in pieces}

    def behind(piece: Piece) -> set[str]:
        found = set()
        for source in piece.sources_of:
            if isinstance(source, str):
                other = by_id[source]
                found |= {other.id} if other.key in public else behind(other)
        return found

    expected = {(s, by_id[p.id].id) for p in pieces if p.key in public for s in behind(p)}
    seen = {
        (step.of.id, public[key].id)
        for key, found in plan.catalog.sources.items()
        for step in found if isinstance(step.of, Piece)
    }  # fmt: skip
    assert seen == expected


@settings(max_examples=100)
@given(links=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16),
       hidden=st.sets(st.integers(0, 7)))  # fmt: skip
def test_any_links_are_planned_and_every_circle_is_found(
    links: set[tuple[int, int]], hidden: set[int]
) -> None:
    pieces = [
        on(n, f"p{n}", *sorted(f"p{s}" for s, r in links if r == n),
           declared=Declared.DRAFT if n in hidden else Declared.READY)
        for n in range(8)
    ]  # fmt: skip
    ahead = {n: {r for s, r in links if s == n} for n in range(8)}
    reach = {n: set(found) for n, found in ahead.items()}
    for _ in range(8):
        for n in reach:
            reach[n] |= {far for near in reach[n] for far in reach[near]}
    circular = any(n in reach[n] for n in reach)
    library = a_library(*pieces)
    assert circular == any(f.rule is CHAIN_CIRCULAR for f in check_chains(library))
    for page in ideas_of(plan_of(*pieces)).values():
        assert all(source < step.number for step in page.steps for source in step.grew_from)


def _hidden(name: str, sources: str, **keys: str) -> str:
    word = f"{CANARY}-{name}"
    fields = {
        "title": f"{word} title", "id": f"{word}-id", "slug": f"{word}-slug",
        "idea": f"{word}-idea", "description": f"{word} description", "owner": f"{word} owner",
        "authors": "[ana-ruiz]", "topics": "[pricing]", "format": "event",
        "from": f"[{sources}{{format: tweet, url: https://x.example/{word}, channel: {word}, "
                f"title: {word}, text: {word}}}]",
        "syndicated": f"[{{channel: {word}, url: https://x.example/{word}-copy}}]",
        "quotes": f"[{word} quote]", "question": f"{word} question",
        "share": f"{{x: {word} share}}", "extra": f"{{note: {word}}}",
    }  # fmt: skip
    return a_piece({**fields, **keys}, body=f"{word} body\n")


HIDING: Final = {
    "private": {"visibility": "private"}, "draft": {"state": "draft"},
    "planned": {"state": "planned"}, "review": {"state": "review"},
    "scheduled": {"date": "2027-01-01"}, "elsewhere": {
        "visibility": "private", "external_url": f"https://x.example/{CANARY}"},
}  # fmt: skip


@pytest.mark.parametrize("how", sorted(HIDING))
@pytest.mark.parametrize("preview", [False, True])
def test_no_byte_of_the_site_knows_of_a_hidden_step(how: str, preview: bool) -> None:
    """The site is that of an author who wrote the link round the hidden steps by hand."""
    if preview and how not in ("private", "planned", "elsewhere"):
        return  # previews show it
    files = {
        "docs/posts/a.md": a_piece(id="a", title="A", date="2026-03-01"),
        "docs/posts/b.md": a_piece(id="b", title="B", date="2026-03-09", **{
            "from": f"[{CANARY}-two.md]"}),
        f"docs/posts/{CANARY}-one.md": _hidden("one", "a, ", date="2026-03-02") ,
        f"docs/posts/{CANARY}-two.md": _hidden("two", f"{CANARY}-one.md, ", date="2026-03-03"),
        f"docs/posts/{CANARY}-end.md": _hidden("end", "b, ", date="2026-03-10"),
        f"docs/ideas/{CANARY}-one-idea.md": f"---\ntitle: {CANARY}\n---\n{CANARY}\n",
    }  # fmt: skip
    for name in list(files):
        if f"posts/{CANARY}" in name:
            files[name] = re.sub(
                r"\A---\n(.*?)---\n",
                lambda m: "---\n" + _with(m[1], HIDING[how], name) + "---\n",  # noqa: B023
                files[name], flags=re.DOTALL,
            )  # fmt: skip
    by_hand = {
        "docs/posts/a.md": files["docs/posts/a.md"],
        "docs/posts/b.md": files["docs/posts/b.md"].replace(f"{CANARY}-two.md", "a"),
    }
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        plan = a_site(Path(one), files).plan(preview=preview)
        assert CANARY.encode() not in everything(plan, Path(one)).lower()
        assert b"grew from this piece" in rendered(plan)["blog/a/index.html"]
        assert rendered(plan) == rendered(a_site(Path(other), by_hand).plan(preview=preview))


def _with(front: str, keys: dict[str, str], name: str) -> str:
    for key, value in keys.items():
        line = f"{key}: {value}{'-' + name[-6:-3] if key == 'external_url' else ''}\n"
        front = re.sub(rf"^{key}:.*\n", "", front, flags=re.MULTILINE) + line
    return front
