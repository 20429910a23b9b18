"""What the three that read a mkdocs.yml share."""

from pathlib import Path

from benchmarks.tools.tool import SITE_NAME, Tool, first_line, replace_in

CONFIG = f"""site_name: {SITE_NAME}
site_url: https://example.com/
theme: {{name: material, font: false, features: [navigation.tabs, navigation.instant]}}
markdown_extensions:
  - footnotes
  - tables
  - toc: {{permalink: true}}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.magiclink
"""


class MkDocs(Tool):
    """A tool with a mkdocs.yml and the commands `build` and `serve`."""

    output = "site"
    caches = (".cache",)

    def build(self, program: Path) -> list[str]:
        """`mkdocs build`."""
        return [str(program), "build", "--quiet"]

    def serve(self, program: Path, port: int) -> list[str]:
        """`mkdocs serve`, live reload as it comes."""
        return [str(program), "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]

    def configure(self, folder: Path, name: str) -> None:
        """Another `site_name`."""
        path = folder / "mkdocs.yml"
        line = path.read_text(encoding="utf-8").splitlines()[0]
        replace_in(path, line, f"site_name: {name}")


def installed(program: Path, *packages: str) -> str:
    """The versions of packages beside a program."""
    script = (
        "import sys; from importlib.metadata import version; "
        "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
    )
    return first_line(program.with_name("python"), "-c", script, *packages)
