"""One's own data: asked for, and fetched once they are put together."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hoshin.base.errors import Conflict
from hoshin.base.tasks.queue import has_workers
from hoshin.personal.models import FILE_KEPT_FOR
from hoshin.personal.places import file_of
from hoshin.personal.selectors import is_running, own_export, own_exports
from hoshin.personal.services import ask_for_data
from hoshin.personal.subjects import own_subject
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What is put together, what was, and the button that asks for it."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            ask_for_data(actor, subject=own_subject(actor))
        except Conflict:
            notice(request, _("Your data are being put together already."))
        else:
            notice(request, _("Your data are being put together. The file stands here when it is done."))
        return redirect(request, "own_data")
    exports = own_exports(actor)
    running = [one for one in exports if is_running(one)]
    context = {"exports": exports, "running": running, "days": FILE_KEPT_FOR.days, "has_workers": has_workers()}
    return render(request, "personal/own.html", None, context)


@never_cache
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """The file with one's own data, for nobody else."""
    export = own_export(actor_of(request), pk)
    answer = FileResponse(file_of(str(export.key)).open("rb"), as_attachment=True, filename="my-data.zip")
    answer["Cache-Control"] = "no-store"
    return answer
