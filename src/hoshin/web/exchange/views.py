"""The page through which workbooks and published series come in and go out."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hoshin.accounts.access import Right, require
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.whole_numbers import whole_number
from hoshin.base.wordings import said_again
from hoshin.exchange.plan_templates import start_from_template
from hoshin.exchange.transfers import (
    Whose,
    begin_export,
    begin_import,
    confirm_import,
    discard_import,
    exported_file,
    latest_transfers,
    mend_import,
    stop_transfer,
    transfer_of,
    unmend_import,
)
from hoshin.exchange.transfers.receiving import Sent
from hoshin.exchange.workbook.mending import mend_from
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.exchange.answers import download, faults_file, mapping_file, template_archive
from hoshin.web.exchange.forms import ExportForm, UploadForm
from hoshin.web.exchange.mapping_words import mapping_named, mappings_shown
from hoshin.web.exchange.moves import names_of
from hoshin.web.exchange.preview import SHOWN_FAULTS, problems_shown, sheets_of, total_of
from hoshin.web.exchange.running import running_shown
from hoshin.web.exchange.template_words import templates_shown
from hoshin.web.htmx import is_htmx, notice, redirect, refresh, render
from hoshin.web.spreadsheets import workbook_file


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Bring a workbook or series in, take everything out."""
    require(actor_of(request), Right.EXPORT)
    return _page(request, _upload_form(request))


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep the files, and lead to what importing them would change."""
    require(actor_of(request), Right.IMPORT)
    form = _upload_form(request)
    if form.is_valid():
        sent = [Sent(file.name or "", file.chunks()) for file in form.cleaned_data["files"]]
        try:
            begun = begin_import(whose_of(request), files=sent, mapping=form.cleaned_data["mapping"])
        except Invalid as error:
            for problem in error.problems:
                form.add_error("files", f"{problem.message} {problem.remedy}")
        else:
            return redirect(request, "transfer", begun.key)
    return _page(request, form, status=422)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Write a file: it comes at once where it is quick, else from the page that shows how far it is."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("This is no form to export in."), remedy=_("Choose an Excel workbook or CSV files."))
    asked = form.cleaned_data
    begun = begin_export(whose_of(request), as_zip=asked["form"] == "zip", history=asked["history"])
    return redirect(request, "transfer_file" if begun.state == "done" else "transfer", begun.key)


@never_cache
@require_safe
def transfer(request: HttpRequest, key: str) -> HttpResponse:
    """How far an import or export is, what it would change, what is wrong with it, or what came of it."""
    found, job = transfer_of(whose_of(request), key)
    sheets = sheets_of(found.result)
    moved = [sheet.moved for sheet in sheets if sheet.moved.listed]
    total = total_of(sheets)
    change = found.result.get("change")
    problems = problems_shown(found.problems)
    mends = [mend_from(kept).sentence() for kept in found.mends]
    warnings = [said_again(kept) for kind in ("notices", "warnings") for kept in found.result.get(kind, ())]
    context = {
        "transfer": found,
        "sheets": sheets,
        "total": total,
        "names": names_of(actor_of(request), moved) if moved else {},
        "rows": total.created + total.changed,
        # What was chosen stands by itself while it can be taken back.
        "warnings": [said for said in warnings if found.state != "ready" or said not in mends],
        "problems": problems[:SHOWN_FAULTS],
        "more_problems": max(len(problems) - SHOWN_FAULTS, 0),
        "has_places": any(problem.get("sheet") or problem.get("row") for problem in found.problems),
        "mends": mends,
        "has_proposals": any(problem.proposals for problem in problems),
        "change_url": address_or_none("change", change) if change else None,
        "running": running_shown(found, job) if job else None,
    }
    return render(request, "exchange/transfer.html", None, context)


@never_cache
@require_safe
def progress(request: HttpRequest, key: str) -> HttpResponse:
    """How far it is, asked for again and again; at the end the page is loaded anew."""
    found, job = transfer_of(whose_of(request), key)
    if not is_htmx(request):
        return redirect(request, "transfer", key)
    if job is None:
        return refresh(request)
    return render(request, "exchange/_progress.html", None, {"transfer": found, "running": running_shown(found, job)})


@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Have an import or export ended before its end."""
    stop_transfer(transfer_of(whose_of(request), key)[0])
    return redirect(request, "transfer", key)


@require_POST
def mend(request: HttpRequest, key: str) -> HttpResponse:
    """Look at a refused file again, with what one of its faults proposes."""
    whose = whose_of(request)
    require(whose.actor, Right.IMPORT)
    number, proposal = whole_number(request.POST.get("problem", "")), request.POST.get("proposal", "")
    found = transfer_of(whose, key)[0]
    mend_import(whose, transfer=found, problem=-1 if number is None else number, proposal=proposal)
    return redirect(request, "transfer", key)


@require_POST
def unmend(request: HttpRequest, key: str) -> HttpResponse:
    """Look at a file again without one of the mends that were chosen."""
    whose = whose_of(request)
    require(whose.actor, Right.IMPORT)
    number = whole_number(request.POST.get("mend", ""))
    found = transfer_of(whose, key)[0]
    unmend_import(whose, transfer=found, number=-1 if number is None else number)
    return redirect(request, "transfer", key)


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Import what was looked at."""
    whose = whose_of(request)
    require(whose.actor, Right.IMPORT)
    confirm_import(whose, transfer=transfer_of(whose, key)[0])
    return redirect(request, "transfer", key)


@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Forget the files without importing them."""
    whose = whose_of(request)
    require(whose.actor, Right.IMPORT)
    discard_import(whose, transfer=transfer_of(whose, key)[0])
    notice(request, _("Nothing was imported, and the files are gone."))
    return redirect(request, "exchange")


@require_safe
def faults(request: HttpRequest, key: str) -> HttpResponse:
    """All faults of a refused import as a file, to be mended row by row."""
    return faults_file(transfer_of(whose_of(request), key)[0].problems)


@never_cache
@require_safe
def file(request: HttpRequest, key: str) -> FileResponse:
    """The file of an export."""
    return download(exported_file(transfer_of(whose_of(request), key)[0]))


@require_safe
def mapping(request: HttpRequest) -> HttpResponse:
    """The text of a mapping, to be changed for another source."""
    require(actor_of(request), Right.IMPORT)
    found = mapping_named(request.GET.get("name", ""))
    return mapping_file(found.name, found.text)


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Plans to start from."""
    actor = actor_of(request)
    require(actor, Right.IMPORT)
    context = {"templates": templates_shown(), "is_empty": not plans_visible_to(actor).exists()}
    return render(request, "exchange/templates.html", None, context)


@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Bring a template in."""
    total = start_from_template(actor_of(request), key=key).total
    notice(
        request,
        ngettext(
            "The plan is there: one thing to make your own.",
            "The plan is there: %(count)s things to make your own.",
            total.created,
        )
        % {"count": total.created},
    )
    return redirect(request, address_or_none("plan_edit") or "scorecard")


@require_safe
def template_file(request: HttpRequest, key: str) -> HttpResponse:
    """The sheets of a template, to be filled in a spreadsheet."""
    require(actor_of(request), Right.IMPORT)
    template = next((one.template for one in templates_shown() if one.template.key == key), None)
    if template is None:
        raise NotFound("template", key, known=[one.template.key for one in templates_shown()])
    return template_archive(template.path)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """A blank workbook with drop-downs, examples and notes."""
    from hoshin.exchange.workbook.blank import write_blank

    return workbook_file("hoshin-blank.xlsx", lambda path: write_blank(actor_of(request), path))


@require_safe
def across(request: HttpRequest) -> HttpResponse:
    """Values with periods across, filled with what is known."""
    from hoshin.exchange.workbook.blank import write_across

    return workbook_file("hoshin-values.xlsx", lambda path: write_across(actor_of(request), path))


def whose_of(request: HttpRequest) -> Whose:
    """The signed-in user in this session."""
    return Whose(actor_of(request), request.session.session_key or "")


def _upload_form(request: HttpRequest) -> UploadForm:
    known = [(mapping.name, mapping.title) for mapping in mappings_shown()]
    is_sent = request.method == "POST"
    return UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None, known=known)


def _page(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "may_import": actor.has(Right.IMPORT),
        "sees_private": actor.has(Right.SEE_PRIVATE),
        "form": form,
        "export_form": ExportForm(),
        "mappings": mappings_shown() if actor.has(Right.IMPORT) else [],
        "latest": latest_transfers(whose_of(request)),
    }
    return render(request, "exchange/page.html", None, context, status=status)
