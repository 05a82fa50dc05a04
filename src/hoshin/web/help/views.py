"""The documentation, served by the product itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoshin.base.errors import NotFound
from hoshin.web.help.pages import INDEX, help_page


@require_safe
def show(request: HttpRequest, page: str) -> HttpResponse:
    """A page of the documentation; NotFound for what is none."""
    found = help_page(page)
    if found is None:
        raise NotFound("page of the documentation", page)
    return render(request, "help/page.html", {"found": found, "is_index": page == INDEX})
