"""Why somebody may see a thing or record its values, or may not: asked by administrators, and nothing of it is shown."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hoshin.accounts.access import Right, require
from hoshin.accounts.sight import things
from hoshin.base.errors import Invalid, NotFound
from hoshin.org.explaining import sight_explained
from hoshin.web.access import actor_of
from hoshin.web.accounts.forms import SightQuestion
from hoshin.web.forms import place_problems
from hoshin.web.htmx import render


@require_GET
def sight(request: HttpRequest) -> HttpResponse:
    """Each line of the access table for one user and one thing, with whether it holds."""
    actor = actor_of(request)
    require(actor, Right.MANAGE_USERS)
    # A link may say whom it is about; only a question with both parts has an answer.
    form = SightQuestion(request.GET if "what" in request.GET else None, initial={"who": request.GET.get("who", "")})
    explained = None
    if form.is_valid():
        try:
            explained = sight_explained(actor, **form.cleaned_data)
        except Invalid as error:
            place_problems(form, error)
        except NotFound as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "explained": explained,
        "kinds": [kind for kind, thing in things().items() if thing.named_by],
        "kinds_of_people": [kind for kind, thing in things().items() if thing.whose and not thing.named_by],
    }
    return render(request, "accounts/sight.html", None, context, status=422 if form.errors else 200)
