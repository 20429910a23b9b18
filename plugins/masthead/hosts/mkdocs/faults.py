"""Our faults as MkDocs's: a message that says what to do, and no traceback."""

from collections.abc import Callable
from typing import TypeVar

import jinja2
from mkdocs.exceptions import PluginError

from masthead.diagnostics import MastheadError

_T = TypeVar("_T")


def translated(work: Callable[[], _T]) -> _T:
    """Our faults, and those of a site's templates, as MkDocs's: reported without a traceback."""
    try:
        return work()
    except (MastheadError, OSError) as error:
        raise PluginError(f"masthead: {error}") from error
    except jinja2.TemplateSyntaxError as error:
        where = f"{error.filename or error.name}:{error.lineno}"
        raise PluginError(f"masthead: template {where}: {error}") from error
    except Exception as error:
        where = _line_of_template(error)
        if not where and not isinstance(error, jinja2.TemplateError):
            raise
        raise PluginError(f"masthead: template {where}: {error}") from error


def _line_of_template(error: Exception) -> str:
    """The template and line that an error came from; Jinja lends templates frames of their own."""
    where, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        where = f"{file}:{trace.tb_lineno}" if file.endswith(".html") else where
        trace = trace.tb_next
    return where
