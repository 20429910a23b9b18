"""Templates of ours and of a site may call whatever Jinja's own may."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import pass_context, pass_environment
from jinja2.runtime import Context

from masthead.render.environment import make_environment


@pass_context
def _asked_by(context: Context, word: str) -> str:
    return f"{context['page']} {word}"


@pass_environment
def _knows(environment: Any, name: str) -> bool:
    return name in environment.globals


class _Callable:
    def __call__(self, word: str) -> str:
        return word.upper()


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% for w in ['a', 'b'] %}{{ asked_by(w) }};{% endfor %}", "P a;P b;"),
        ("{{ knows('href') }} {{ knows('day') }}", "False True"),
        ("{{ shout('a') }}", "A"),
        ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m('&') %}c{% endcall %}",
         "&amp;c"),
        ("{% block b scoped %}{{ plain('<') }}{% endblock %}", "&lt;"),
        ("{{ 1000 }} {{ 1.5 }} {{ none }} {{ true }}", "1000 1.5 None True"),
    ],
)  # fmt: skip
def test_a_template_calls_and_writes_as_in_any_environment(
    tmp_path: Path, template: str, expected: str
) -> None:
    (tmp_path / "one.html").write_text(template)
    environment = make_environment([tmp_path], "en")
    environment.globals.update(
        asked_by=_asked_by, knows=_knows, shout=_Callable(), plain=lambda word: word
    )
    for _ in range(2):
        assert environment.get_template("one.html").render(page="P") == expected
