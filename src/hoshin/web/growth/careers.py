"""Promotions, and openings."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoshin.accounts.access import Actor
from hoshin.base.codes import free_code
from hoshin.base.errors import Conflict, Denied, HoshinError, Invalid
from hoshin.growth.models import InternalOpening, PromotionCase
from hoshin.growth.policies import (
    job_roles_visible_to,
    may_decide_case,
    may_post,
    may_post_anywhere,
    may_propose,
    openings_visible_to,
)
from hoshin.growth.selectors import (
    case_by_number,
    case_item_by_number,
    case_pack,
    cases_listed,
    evidence_of_case,
    opening_by_code,
    opening_match,
    openings_matched,
)
from hoshin.growth.services import (
    add_case_item,
    change_opening,
    decide_case,
    discuss_case,
    open_promotion_case,
    post_opening,
    remove_case_item,
    remove_opening,
    say_of_case,
)
from hoshin.org.evidence import EvidenceGroup
from hoshin.org.relations import is_hr_of_any_unit
from hoshin.org.selectors import own_reports, person_of
from hoshin.web.access import actor_of
from hoshin.web.conflicts import conflict_answer
from hoshin.web.forms import place_problems
from hoshin.web.growth.career_forms import (
    CaseItemForm,
    CaseSaidForm,
    OpeningForm,
    OutcomeForm,
    ProposalForm,
)
from hoshin.web.htmx import notice, redirect, render


@require_http_methods(["GET", "HEAD", "POST"])
def promotions(request: HttpRequest) -> HttpResponse:
    """Those that one sees, and proposing one."""
    actor = actor_of(request)
    form = ProposalForm(request.POST or None, actor=actor, roles=_roles(actor))
    if request.method == "POST" and form.is_valid():
        try:
            row = open_promotion_case(actor, **form.values)
        except (Denied, Invalid) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("The promotion is proposed. Bring in what speaks for and against it."))
            return redirect(request, "promotion", row.pk)
    may = own_reports(actor).exists()
    context = {"rows": cases_listed(actor), "form": form if may else None, "is_hr": is_hr_of_any_unit(actor)}
    return render(request, "growth/promotions.html", context=context, status=422 if form.errors else 200)


@require_safe
def promotion(request: HttpRequest, pk: int) -> HttpResponse:
    """One with its pack."""
    actor = actor_of(request)
    return _page_of_case(request, actor, case_by_number(actor, pk))


@require_safe
def promotion_work(request: HttpRequest, pk: int) -> HttpResponse:
    """What was attained in the time at the level: a part of the page, which comes in behind the rest."""
    return _part_of_case(request, pk, _("What was attained"), EvidenceGroup.WORK)


@require_safe
def promotion_words(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said in that time, and what came between: a part of the page, which comes in behind the rest."""
    title = _("What was said, and what came between")
    return _part_of_case(request, pk, title, EvidenceGroup.TOLD, EvidenceGroup.CONTEXT)


@require_POST
def promotion_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Add something that speaks for or against it."""
    actor = actor_of(request)
    row = case_by_number(actor, pk)
    form = CaseItemForm(request.POST, actor=actor)
    if form.is_valid():
        try:
            add_case_item(actor, case=row, **form.values)
        except Invalid as error:
            place_problems(form, error)
        else:
            notice(request, _("Kept"))
            return redirect(request, "promotion", row.pk)
    return _page_of_case(request, actor, row, item=form)


@require_POST
def promotion_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item out."""
    actor = actor_of(request)
    item = case_item_by_number(actor, pk)
    remove_case_item(actor, item=item)
    notice(request, _("Removed"))
    return redirect(request, "promotion", item.case_id)


@require_POST
def promotion_said(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether somebody looked for what speaks against it, and whether a case of integrity is open."""
    actor = actor_of(request)
    row = case_by_number(actor, pk)
    refused = _keep_said(request, actor, row)
    if refused is not None:
        return refused
    notice(request, _("Saved"))
    return redirect(request, "promotion", row.pk)


@require_POST
def promotion_discuss(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it up for discussion, with what stands in the form beside the button."""
    actor = actor_of(request)
    row = case_by_number(actor, pk)
    refused = _keep_said(request, actor, row) if "version" in request.POST else None
    if refused is not None:
        return refused
    row.refresh_from_db(fields=["against_said", "is_clear"])
    return _done(request, "promotion", row.pk, _("It may be discussed now."), lambda: discuss_case(actor, case=row))


@require_POST
def promotion_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide it, with a reason."""
    actor = actor_of(request)
    row, form = case_by_number(actor, pk), OutcomeForm(request.POST)
    if form.is_valid():
        try:
            decide_case(actor, case=row, **form.values)
        except Invalid as error:
            if not row.is_open:
                # The page has no place for the words any more; that of the error shows them.
                raise
            place_problems(form, error)
        else:
            notice(request, _("Decided. %(name)s is told, and reads the reason.") % {"name": row.person.name})
            return redirect(request, "promotion", row.pk)
    return _page_of_case(request, actor, row, outcome=form)


@require_http_methods(["GET", "HEAD", "POST"])
def openings(request: HttpRequest) -> HttpResponse:
    """Roles that are open, with how oneself alone stands to each; and posting one."""
    actor = actor_of(request)
    begun = {"code": free_code(openings_visible_to(actor), "OP1")}
    form = OpeningForm(request.POST or None, actor=actor, roles=_roles(actor), initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            post_opening(actor, **form.values)
        except (Denied, Invalid) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("Everybody can read it now."))
            return redirect(request, "openings")
    context = {"rows": openings_matched(actor), "form": form if may_post_anywhere(actor) else None}
    return render(request, "growth/openings.html", context=context, status=422 if form.errors else 200)


@require_safe
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """One."""
    actor = actor_of(request)
    row = opening_by_code(actor, code)
    context = {"row": row, "may_edit": may_post(actor, row.unit), "match": opening_match(actor, row)}
    return render(request, "growth/opening.html", context=context | {"own": person_of(actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def opening_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change one."""
    actor = actor_of(request)
    row = opening_by_code(actor, code)
    if not may_post(actor, row.unit):
        raise Denied(_("Openings are posted by heads of the unit and above, HR of it, and the strategy office."))
    form = OpeningForm(request.POST or None, actor=actor, roles=_roles(actor), initial=_stored_opening(row))
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_opening(actor, opening=row, version=form.cleaned_data["version"], **form.values)
        except Conflict as conflict:
            theirs = _stored_opening(opening_by_code(actor, code))
            return conflict_answer(request, conflict, form, theirs, request.path, request.path)
        except (Denied, Invalid) as error:
            form.add_error(None, str(error))
        else:
            notice(request, _("Saved"))
            return redirect(request, "opening", changed.code)
    status = 422 if form.errors else 200
    return render(request, "growth/opening_write.html", context={"row": row, "form": form}, status=status)


@require_POST
def opening_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take one out."""
    actor = actor_of(request)
    remove_opening(actor, opening=opening_by_code(actor, code))
    notice(request, _("The opening is removed."))
    return redirect(request, "openings")


def _page_of_case(request: HttpRequest, actor: Actor, row: PromotionCase, **typed: Any) -> HttpResponse:
    writes = row.is_open and may_propose(actor, row.person)
    context = {
        "row": row,
        "pack": case_pack(actor, row),
        "writes": writes,
        "decides": writes and may_decide_case(actor, row),
        "item": CaseItemForm(actor=actor) if writes else None,
        "said": CaseSaidForm(initial=CaseSaidForm.stored(row)) if writes else None,
        "outcome": OutcomeForm() if writes else None,
    }
    return render(request, "growth/promotion.html", context=context | typed, status=422 if typed else 200)


def _keep_said(request: HttpRequest, actor: Actor, row: PromotionCase) -> HttpResponse | None:
    """Keep what was said before a discussion; the answer where that is refused, None where it is kept."""
    form = CaseSaidForm(request.POST)
    if not form.is_valid():
        return _page_of_case(request, actor, row, said=form)
    try:
        say_of_case(actor, case=row, version=form.cleaned_data["version"], **form.values)
    except Conflict as conflict:
        theirs = CaseSaidForm.stored(case_by_number(actor, row.pk))
        return conflict_answer(request, conflict, form, theirs, request.path, reverse("promotion", args=[row.pk]))
    return None


def _part_of_case(request: HttpRequest, pk: int, title: str, *groups: EvidenceGroup) -> HttpResponse:
    actor = actor_of(request)
    row = case_by_number(actor, pk)
    context = {"row": row, "title": title, "part": groups[0], "shown": evidence_of_case(actor, row, groups)}
    return render(request, "growth/case_evidence.html", "growth/_case_evidence.html", context)


def _stored_opening(row: InternalOpening) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("name", "code", "closes_on", "text", "version")}
    return own | {"unit": row.unit_id, "role": row.role.code}


def _roles(actor: Actor) -> list[Any]:
    return list(job_roles_visible_to(actor).order_by("job_family", "pk"))


def _done(request: HttpRequest, page: str, pk: int | None, text: str, do: Any) -> HttpResponse:
    try:
        do()
    except HoshinError as error:
        if isinstance(error, Denied):
            raise
        notice(request, str(error))
    else:
        notice(request, text)
    return redirect(request, page, *([] if pk is None else [pk]))
