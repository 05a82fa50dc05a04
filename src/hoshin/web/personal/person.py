"""What is done with the data of a person, on that person's page: by HR of their unit, and by administrators."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.org.selectors import person_by_employee_id
from hoshin.personal.policies import PersonalRight, may_have_data_put_together
from hoshin.personal.selectors import latest_export_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.jinja import url
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Where their data are put together, and erased, for who may do so; on its own the page of the person."""
    actor = actor_of(request)
    person = person_by_employee_id(actor, code)
    if not is_htmx(request):
        return redirect(request, url("person", person.employee_id))
    may_help = may_have_data_put_together(actor, person)
    context = {
        "person": person,
        "may_help": may_help,
        "may_erase": actor.has(PersonalRight.ERASE),
        "latest": latest_export_of(actor, person) if may_help else None,
    }
    return render(request, "personal/_of_person.html", context=context)


PARTS = (PagePart("personal_of_person", 90),)
