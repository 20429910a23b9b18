"""`masthead schema`: the JSON Schema of front matter with a site's own words, for editors."""

from pathlib import Path, PurePosixPath
from typing import Any

import click

from masthead.cli.sources import CONFIG_FILE, as_json, configuration, stop
from masthead.diagnostics import MastheadError
from masthead.diagnostics.show import printable
from masthead.hosts.mkdocs.quick import quick_ask
from masthead.settings import Settings
from masthead.source.schema import Names, schemas, site_schema
from masthead.source.snippets import snippets
from masthead.source.tree import read_tree
from masthead.starter.render import extension_files

_KINDS = ("piece", "author", "series", "idea")


@click.command(
    short_help="Write the JSON Schema of front matter, for editors.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.argument("kind", type=click.Choice(_KINDS), default="piece")
@CONFIG_FILE
@click.option("-o", "--output", type=click.Path(path_type=Path),
              help="The file, or the terminal; of vscode the folder, or .vscode.")  # fmt: skip
@click.option("--format", "form", default="schema",
              type=click.Choice(["schema", "snippets", "vscode"]),
              help="A JSON Schema, snippets for VS Code, or an extension for it.")  # fmt: skip
def schema(kind: str, file: Path, output: Path | None, form: str) -> None:
    """Write the JSON Schema (draft 7) of the front matter of a piece, author, series or idea.

    It knows the site's stages, topics, audiences, formats, authors and series, so an editor can
    offer them; write it anew when there are others. Ends with 0 (done) or 2 (it could not run).

    \b
    Example: masthead schema --output .vscode/piece.schema.json
             masthead schema author
             masthead schema --format snippets --output .vscode/masthead.code-snippets
             masthead schema --format vscode --output .vscode
    """
    try:
        if form == "vscode":
            _write_extension(configuration(file), output or Path(".vscode"))
            return
        made = _schemas(configuration(file))[0][kind]
        made = snippets(made) if form == "snippets" else made
        text = f"{as_json(made)}\n"
        if output is None:
            click.echo(text, nl=False)
            return
        _write(output, text)
    except (MastheadError, OSError) as error:
        stop("schema", error)


def schema_for(site: Path, file: Path) -> dict[str, Any]:
    """The schema of a site's file; one without keys where there is none. Raises MastheadError."""
    made, settings = _schemas(site)
    root = site.resolve().parent
    try:
        path = (file.parent.resolve() / file.name).relative_to(root).as_posix()
    except ValueError:
        return {"properties": {}}
    folders = _folders(settings)
    kind = next((kind for folder, kind in folders.items() if path.startswith(folder)), "")
    return made[kind] if kind else {"properties": {}}


def _folders(settings: Settings) -> dict[str, str]:
    """The kind of file that is in each folder; the first that fits."""
    docs = settings.docs_dir
    return {f"{settings.authors_dir}/": "author", f"{docs}/{settings.series_dir}/": "series",
            f"{docs}/{settings.ideas_dir}/": "idea",
            **{f"{docs}/{folder}/": "piece" for folder in settings.pieces}}  # fmt: skip


def _write_extension(site: Path, folder: Path) -> None:
    """An extension for VS Code with its schema; VS Code opens the folder that `folder` is in."""
    made, settings = _schemas(site)
    try:
        inner = site.resolve().parent.relative_to(folder.resolve().parent).as_posix()
    except ValueError as error:
        raise MastheadError(
            f"{printable(str(folder))} is not in a folder that holds the site: "
            "give --output, such as --output .vscode"
        ) from error
    start = "" if inner == "." else f"{inner}/"
    folders = {f"{start}{path}": kind for path, kind in _folders(settings).items()}
    _write(folder / "masthead.schema.json", f"{as_json(site_schema(made, folders))}\n")
    for path, text in extension_files().items():
        _write(folder / path, text)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"wrote {printable(str(file))}")


def _schemas(file: Path) -> tuple[dict[str, dict[str, Any]], Settings]:
    with quick_ask(file, "") as ask:
        tree = read_tree(ask.root, ask.settings)
        declared = (series.id for series in ask.settings.series)
        authors = tuple(PurePosixPath(source.key).stem for source in tree.authors)
        series = (*declared, *(PurePosixPath(source.key).stem for source in tree.series))
        names = Names(authors, tuple(dict.fromkeys(series)))
        return schemas(ask.settings, names), ask.settings
