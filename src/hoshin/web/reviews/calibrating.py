"""Looking at results together: a group, its cases and how scores lie; changes, which another approves; as CSV and back."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import require
from hoshin.base.errors import Conflict, Denied, Invalid, Problem
from hoshin.base.paging import counted_page
from hoshin.base.whole_numbers import whole_number
from hoshin.org.selectors import person_of
from hoshin.reviews.assembly import agreement_bands_of
from hoshin.reviews.models import CalibrationGroup, CycleState
from hoshin.reviews.policies import ReviewRight, require_seat
from hoshin.reviews.selectors import (
    calibrated,
    change_by_number,
    cycle_by_code,
    group_by_number,
    people_left_over,
    people_looked_at,
    people_of_group,
    questions_about_goals,
    result_by_number,
)
from hoshin.reviews.services import (
    change_group,
    count_calibration_time,
    decide_change,
    make_group,
    propose_change,
    propose_changes_of_sheet,
)
from hoshin.web.access import actor_of
from hoshin.web.following import Followed
from hoshin.web.forms import place_problems
from hoshin.web.htmx import notice, redirect, render
from hoshin.web.reviews.drawing import boxes_svg
from hoshin.web.reviews.forms import ChangeForm, GroupForm, GroupPeopleForm
from hoshin.web.spreadsheets import inert

COLUMNS = ("employee_id", "name", "computed", "score", "proposed", "reason", "evidence")
WANTED = ("employee_id", "proposed", "reason", "evidence")
LARGEST_FILE = 1_000_000
A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Make a group of the results of a unit, and name who looks at them."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    cycle = cycle_by_code(actor, code)
    form = GroupForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            group = make_group(
                actor, cycle=cycle, name=said["name"], unit=said["unit"], people=said["people"], seats=form.looking
            )
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("The group is made."))
            return redirect(request, "calibration", group.pk)
    context = {"form": form, "cycle": cycle}
    return render(request, "reviews/group_form.html", context=context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in a group and who is in none, by name and without what came of them; put people in, and take others out."""
    actor = actor_of(request)
    require(actor, ReviewRight.RUN)
    group = group_by_number(actor, pk)
    form = GroupPeopleForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            count = change_group(actor, group=group, put_in=said["put_in"], take_out=said["take_out"])
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, ngettext("%(num)s result moved.", "%(num)s results moved.", count) % {"num": count})
            return redirect(request, "calibration_people", group.pk)
    is_left = "left" in request.GET
    found = people_left_over(actor, group.cycle) if is_left else people_looked_at(actor, group)
    context = {
        "form": form,
        "group": group,
        "cycle": group.cycle,
        "rows": counted_page(found, request.GET.get("page", 1), size=A_PAGE),
        "is_left": is_left,
        "may_move": group.cycle.state == CycleState.CALIBRATING,
    }
    return render(request, "reviews/group_people.html", context=context, status=422 if form.errors else 200)


@require_POST
def time(request: HttpRequest, pk: int) -> HttpResponse:
    """Seconds for which the page of a group was looked at, as its script counts them."""
    actor = actor_of(request)
    text = request.POST.get("seconds", "")
    seconds = whole_number(text, 5) or 0
    count_calibration_time(actor, group=group_by_number(actor, pk), seconds=seconds)
    return HttpResponse(status=204)


@never_cache
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A group: cases to be talked about first, the table, how scores lie. It asks again when others did something."""
    return _shown(request, group_by_number(actor_of(request), pk))


@never_cache
@require_safe
def news(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells the page of a group that somebody changed something of it; never what, or who it was."""
    actor = actor_of(request)
    group = group_by_number(actor, pk)
    if person_of(actor) not in people_of_group(actor, group):
        raise Denied(_("Results are seen by those who look at them together, and you are not among them."))
    return Followed(CalibrationGroup, group.pk)


def _shown(
    request: HttpRequest, group: CalibrationGroup, problems: list[str] | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    own = person_of(actor)
    seats = people_of_group(actor, group)
    looked = calibrated(actor, group)
    context: dict[str, Any] = {
        "group": group,
        "cycle": group.cycle,
        "seats": seats,
        "own": own,
        "sits": own is not None and own in seats,
        "may_run": actor.has(ReviewRight.RUN),
        "looked": looked,
        "bands": agreement_bands_of(group.cycle.agreement),
        "drawing": boxes_svg(looked.lines),
        "boxes": looked.boxes,
        "problems": problems or [],
    }
    return render(request, "reviews/group.html", context=context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another score, with its reason and evidence."""
    actor = actor_of(request)
    result = result_by_number(actor, pk)
    if result.group_id is None:
        raise Denied(_("This result is in no group yet: nobody looks at it with others."))
    require_seat(actor, result)
    form = ChangeForm(request.POST or None, result=result)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            propose_change(
                actor,
                result=result,
                after=float(said["after"]),
                reason=said["reason"],
                evidence=said["evidence"],
                version=said["version"],
            )
        except Invalid as error:
            place_problems(form, error)
        except Conflict as conflict:
            form.add_error(None, str(conflict))
        else:
            notice(request, _("It is proposed. Somebody else of the group approves it."))
            return redirect(request, "calibration", result.group_id)
    context = {"form": form, "result": result}
    return render(request, "reviews/change_form.html", context=context, status=422 if form.errors else 200)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a change, or decline it."""
    actor = actor_of(request)
    change = change_by_number(actor, pk)
    try:
        decide_change(actor, change=change, is_approved="approve" in request.POST)
    except Conflict as conflict:
        notice(request, str(conflict))
    else:
        notice(request, _("It is approved.") if "approve" in request.POST else _("It is declined."))
    return redirect(request, "calibration", change.result.group_id)


@never_cache
@require_safe
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What people of the group should be asked about their goals before their results are discussed; behind the page."""
    actor = actor_of(request)
    group = group_by_number(actor, pk)
    return render(request, "reviews/_goal_questions.html", context={"asked": questions_about_goals(actor, group)})


@require_safe
def as_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The scores of a group as a file; what is filled in under `proposed`, `reason` and `evidence` can be read again."""
    actor = actor_of(request)
    group = group_by_number(actor, pk)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    results = [line.result for line in calibrated(actor, group).lines]
    for one in sorted(results, key=lambda result: (result.person.name, result.pk)):
        scores = [None if score is None else round(score, 4) for score in (one.raw, one.score)]
        writer.writerow([inert(one.person.employee_id), inert(one.person.name), *scores, "", "", ""])
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calibration-{group.pk}.csv"'
    return answer


@require_POST
def read_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Read proposed scores from such a file: all of them or, where something is wrong, none, with every fault named."""
    actor = actor_of(request)
    group = group_by_number(actor, pk)
    sent = request.FILES.get("file")
    try:
        if sent is None or sent.size is None or sent.size > LARGEST_FILE:
            raise Invalid(_("Choose a CSV file of 1 MB at most."), field="file")
        sheet = csv.DictReader(io.StringIO(sent.read().decode("utf-8-sig")))
        rows = list(sheet)
        if missing := [one for one in WANTED if one not in (sheet.fieldnames or ())]:
            said = _("The first line lacks %(columns)s.") % {"columns": ", ".join(missing)}
            raise Invalid(said, field="file", remedy=_("Take the file of this group, and fill it in."))
        count = propose_changes_of_sheet(actor, group=group, rows=rows)
    except (UnicodeDecodeError, csv.Error):
        return _shown(request, group, [_("This is no CSV file in UTF-8. Save it as such and send it again.")], 422)
    except Invalid as error:
        return _shown(request, group, [_fault(one) for one in error.problems], 422)
    proposed = ngettext("%(count)s change is proposed.", "%(count)s changes are proposed.", count)
    notice(request, proposed % {"count": count})
    return redirect(request, "calibration", group.pk)


def _fault(problem: Problem) -> str:
    return problem.sentence()
