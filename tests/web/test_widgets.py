"""What a form gives to its widgets stands in the page as any other attribute, and the policy of the pages forbids styles."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, FileInput

from hoshin import web

FORBIDDEN = re.compile(r"<style|\s(style|on\w+)\s*=", re.IGNORECASE)


def forms() -> list[type[BaseForm]]:
    """Every form of every slice, and those of Django from which it is made."""
    for module in walk_packages(web.__path__, "hoshin.web."):
        import_module(module.name)
    found, unseen = [], [BaseForm]
    while unseen:
        form = unseen.pop()
        unseen += form.__subclasses__()
        if form.__module__.startswith("hoshin.web"):
            found.append(form)
    return sorted(set(found), key=lambda form: f"{form.__module__}.{form.__qualname__}")


def test_forms_of_many_slices_are_found_and_a_style_would_be():
    assert len({form.__module__.split(".")[2] for form in forms()}) > 6
    assert FORBIDDEN.search(FileInput({"style": "width: 100%"}).render("files", None))


@pytest.mark.django_db
@pytest.mark.parametrize("value", [None, "2026", SimpleUploadedFile("values.csv", b"")], ids=["empty", "text", "file"])
def test_no_widget_brings_a_style_or_a_handler(value):
    found = [
        f"{form.__qualname__}.{name}: {match[0]}"
        for form in forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if (match := FORBIDDEN.search(field.widget.render(name, value, {})))
    ]
    assert found == []
