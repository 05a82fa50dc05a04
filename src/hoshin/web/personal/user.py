"""What administrators do with the data of a user who is no person, on that user's page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hoshin.personal.policies import PersonalRight
from hoshin.personal.subjects import subject_by_user
from hoshin.web.access import actor_of
from hoshin.web.htmx import is_htmx, redirect, render
from hoshin.web.page_parts import PagePart


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where their data are put together, and erased; on its own the page of the user."""
    subject = subject_by_user(actor_of(request), pk)
    if not is_htmx(request):
        return redirect(request, "user", pk)
    return render(request, "personal/_of_user.html", context={"subject": subject})


PARTS = (PagePart("personal_of_user", 90, PersonalRight.ERASE),)
