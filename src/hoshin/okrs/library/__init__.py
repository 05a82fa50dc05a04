"""Forty templates of goals and measures, by function, written for Hoshin; found by words of their reader's language."""

from hoshin.base.errors import NotFound
from hoshin.okrs.library import finance, leadership, operations, people, product, sales, service, technology
from hoshin.okrs.library.templates import Template, TemplateResult

FUNCTIONS = (leadership, sales, service, product, operations, people, finance, technology)
TEMPLATES = tuple(template for function in FUNCTIONS for template in function.TEMPLATES)
__all__ = ["FUNCTIONS", "TEMPLATES", "Template", "TemplateResult", "template_by_code", "templates_found"]


def templates_found(text: str = "") -> list[Template]:
    """Templates that hold every word of a text, in the order of the library; all of them without one."""
    words = text.casefold().split()
    return [template for template in TEMPLATES if all(word in _said(template) for word in words)]


def template_by_code(code: str) -> Template:
    """The template of that code. NotFound names those that look like it."""
    found = next((template for template in TEMPLATES if template.code == code.strip().casefold()), None)
    if found is None:
        raise NotFound("template", code, known=[template.code for template in TEMPLATES])
    return found


def _said(template: Template) -> str:
    parts = [template.function, template.name, *(result.name for result in template.results)]
    return " ".join(str(part) for part in parts).casefold()
