"""Templates of goals in finance and controlling."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult
from hoshin.okrs.rows import ResultKind

FUNCTION = _("Finance and controlling")
TEMPLATES = (
    Template(
        "close-sooner",
        FUNCTION,
        _("Close the month while its figures still help"),
        (
            TemplateResult(_("Working days to the monthly close"), _("days"), 9, 4),
            TemplateResult(_("Corrections after the close"), _("corrections"), 18, 4),
        ),
    ),
    Template(
        "collect-sooner",
        FUNCTION,
        _("Be paid on the day that was agreed"),
        (
            TemplateResult(_("Days until an invoice is paid"), _("days"), 48, 35),
            TemplateResult(_("Invoices overdue by more than 60 days"), "k EUR", 320, 80),
            TemplateResult(_("Invoices sent within two days"), "%", 60, 98),
        ),
    ),
    Template(
        "cost-in-hand",
        FUNCTION,
        _("Hold running cost where the budget has it"),
        (
            TemplateResult(_("Running cost against budget"), "%", 97, 101, ResultKind.BAND),
            TemplateResult(_("Contracts renegotiated"), _("contracts"), 0, 15),
        ),
    ),
    Template(
        "better-forecast",
        FUNCTION,
        _("Forecast well enough to decide on it"),
        (
            TemplateResult(_("Error of the quarterly forecast"), "%", 12, 5),
            TemplateResult(_("Units that renew their forecast each month"), "%", 40, 100),
        ),
    ),
    Template(
        "clean-audit",
        FUNCTION,
        _("Pass the audit without a finding"),
        (
            TemplateResult(_("Open findings of past audits"), _("findings"), 11, 0),
            TemplateResult(_("Controls tested this year"), "%", 50, 100),
            TemplateResult(_("The report is signed without reserve"), kind=ResultKind.MILESTONE),
        ),
    ),
)
