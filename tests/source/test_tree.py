"""What of the disk is a source, and what is passed over."""

from pathlib import Path

from builders import ANA, a_piece, a_site, places_of
from masthead.settings import Settings
from masthead.source.tree import read_tree


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    names = ["b/a.md", "a.md", "b.md", "Z.md", "a/b.md"]
    site = a_site(tmp_path, {f"docs/posts/{name}": a_piece() for name in names})
    keys = [file.key for file in read_tree(site.root, site.settings).pieces]
    assert keys == sorted(keys)
    assert len(keys) == len(names)


def test_hidden_files_and_other_kinds_are_no_pieces(tmp_path: Path) -> None:
    files = {f"docs/posts/{name}": b"x" for name in (".a.md", ".git/b.md", "c.txt", "d.png")}
    tree = read_tree(a_site(tmp_path, files).root, Settings())
    assert tree.pieces == ()
    assert {"posts/c.txt", "posts/d.png"} <= tree.files
    assert not any("/." in file for file in tree.files)


def test_markdown_is_a_piece_whatever_the_host_lets_it_end_in(tmp_path: Path) -> None:
    names = ["a.MD", "b.markdown", "c.mkd", "d.Md"]
    site = a_site(tmp_path, {f"docs/posts/{name}": a_piece() for name in names})
    assert len(read_tree(site.root, site.settings).pieces) == len(names)


def test_a_link_that_leads_out_of_the_site_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(a_piece())
    folder = tmp_path / "site"
    site = a_site(folder, {"docs/posts/one.md": Path("../../../secret.md")})
    tree = read_tree(site.root, site.settings)
    assert (tree.pieces, tree.files) == ((), {"../authors/ana-ruiz.md"})


def test_a_link_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    links = {"one": "one.md", "two": "three.md", "three": "two.md", "far": "x" * 300}
    files = {f"docs/posts/{name}.md": Path(to) for name, to in links.items()}
    site = a_site(tmp_path, files)
    tree = read_tree(site.root, site.settings)
    assert (tree.pieces, tree.files) == ((), {"../authors/ana-ruiz.md"})


def test_a_link_inside_the_site_is_a_file(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"docs/x.md": a_piece(), "docs/posts/one.md": Path("../x.md")})
    assert [file.key for file in read_tree(site.root, site.settings).pieces] == ["posts/one.md"]


def test_folders_that_are_missing_are_named_and_empty_ones_are_fine(tmp_path: Path) -> None:
    tree = read_tree(tmp_path, Settings(pieces=("posts", "talks")))
    assert tree.missing == ("posts", "talks")
    assert (tree.pieces, tree.authors, tree.files) == ((), (), frozenset())


def test_a_file_name_that_is_no_text_is_found_and_can_be_shown(tmp_path: Path) -> None:
    site = a_site(tmp_path, {"docs/posts/caf\udce9.md": a_piece(), "authors/é.md": ANA})
    assert [place.split()[-1] for place in places_of(site.findings())] == ["MH001"]
    assert site.shown().encode()
