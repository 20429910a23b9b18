"""`masthead build`: what `mkdocs build` does, with a say in how, and a look at what takes long."""

import json
import logging
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import click

from masthead.build.crew import WORKERS
from masthead.build.times import Spent, Times, asked
from masthead.diagnostics import MastheadError
from masthead.hosts.mkdocs.command import build_site

_DONE, _FINDINGS = 0, 1
_SHOWN: Final = 25


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    short_help="Build the site in this folder.",
)
@click.option("-f", "--config-file", "file", type=click.Path(path_type=Path, dir_okay=False),
              default=Path("mkdocs.yml"), help="The site's configuration.")  # fmt: skip
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to publish to.")
@click.option("--strict", is_flag=True, help="Warnings end the build.")
@click.option("--fresh", is_flag=True,
              help="Make everything, whatever earlier builds have done.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="How many processes make files.")
@click.option("--profile", is_flag=True, help="Say what took how long, in one process.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How to print the profile.")  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def build(
    file: Path, site_dir: Path | None, *, strict: bool, fresh: bool, workers: int | None,
    profile: bool, form: str, quiet: bool,
) -> None:  # fmt: skip
    """Build the site in this folder; files that nothing has changed for are left as they are.

    Ends with 0 (published) or 1 (not published, and why).

    \b
    Example: masthead build --strict
             masthead build --fresh --profile
    """
    if profile or workers:
        os.environ[WORKERS] = "1" if profile else str(workers)
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, format="%(message)s")
    try:
        with asked() if profile else nullcontext(Times()) as times:
            build_site(file, site_dir, strict=strict, fresh=fresh)
    except MastheadError as error:
        click.echo(f"masthead build: {error}", err=True)
        sys.exit(_FINDINGS)
    if profile:
        click.echo(_as_json(times) if form == "json" else _as_text(times))
    sys.exit(_DONE)


def _as_json(times: Times) -> str:
    tables = {"stages": times.stages, "kinds": times.kinds}
    rows = {
        table: {
            name: {"times": spent.times, "clock": round(spent.clock, 4), "cpu": round(spent.cpu, 4)}
            for name, spent in table_of.items()
        }
        for table, table_of in tables.items()
    }  # fmt: skip
    return json.dumps(rows, indent=1)


def _as_text(times: Times) -> str:
    lines = [_line("stage", "", "clock s", "CPU s", "")]
    lines += [_row(name, spent) for name, spent in times.stages.items()]
    lines += ["", _line("kind of file", "files", "clock s", "CPU s", "ms each")]
    longest = sorted(times.kinds.items(), key=lambda kind: -kind[1].cpu)
    lines += [_row(name, spent, each=True) for name, spent in longest[:_SHOWN]]
    return "\n".join(lines)


def _row(name: str, spent: Spent, *, each: bool = False) -> str:
    clock, cpu = f"{spent.clock:.2f}", f"{spent.cpu:.2f}"
    if not each:
        return _line(name, "", clock, cpu, "")
    return _line(name, f"{spent.times:,}", clock, cpu, f"{spent.cpu / spent.times * 1000:.2f}")


def _line(name: str, files: str, clock: str, cpu: str, each: str) -> str:
    return f"{name:<24}{files:>9}{clock:>10}{cpu:>9}{each:>10}".rstrip()
