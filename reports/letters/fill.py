"""Filling a Word template: what stands in the fields is text, never mark-up and never a template."""

import io
from collections.abc import Mapping, MutableMapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from reports.files import fixed_zip
from reports.letters.issued import UNREADABLE, NoticeError

COMPILED_KEPT = 128


class _Environment(SandboxedEnvironment):
    """Compiles each source once: the parts of a template are the same for hundreds of letters."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.compiled = lru_cache(maxsize=COMPILED_KEPT)(super().from_string)

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - named so by Jinja
        template_class: type[Template] | None = None,
    ) -> Template:
        """The template of a source; one already compiled where nothing but the source is given."""
        if isinstance(source, str) and globals is None and template_class is None:
            return self.compiled(source)
        return super().from_string(source, globals, template_class)


_ENVIRONMENT = _Environment()


def fill(template: bytes, fields: Mapping[str, Any], *, title: str, author: str, created: date) -> bytes:
    """The document that `template` gives with `fields`; the same input gives the same bytes.

    Templates may come from others: they run in a sandbox, and an unknown field is an error that is named.
    Raises `NoticeError` where the template cannot be filled in.
    """
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(dict(fields), jinja_env=_ENVIRONMENT, autoescape=True)
    except (TemplateError, TypeError, ArithmeticError, *UNREADABLE) as error:
        raise NoticeError(f"Mẫu văn bản có lỗi, không điền được: {error}") from error
    properties = document.docx.core_properties  # get_docx() would load the empty template again
    moment = datetime.combine(created, time(12))
    properties.title, properties.author, properties.last_modified_by = title[:250], author[:250], author[:250]
    properties.created = properties.modified = moment
    properties.comments, properties.keywords, properties.language = "", "", "vi-VN"
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())
