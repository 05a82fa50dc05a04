"""What administrators do with the data of a person, on that person's page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.accounts.access import require
from hoshin.org.selectors import person_by_employee_id
from hoshin.personal.policies import PersonalRight
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Where their data are put together, and erased; on its own the page of the person."""
    actor = actor_of(request)
    require(actor, PersonalRight.ERASE)
    person = person_by_employee_id(actor, code)
    if not is_htmx(request):
        return redirect(request, url("person", person.employee_id))
    return render(request, "personal/_of_person.html", context={"person": person})


PARTS = (PagePart("personal_of_person", 90, PersonalRight.ERASE),)
