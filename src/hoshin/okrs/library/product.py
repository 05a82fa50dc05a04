"""Templates of goals in product and engineering."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult
from hoshin.okrs.rows import ResultKind

FUNCTION = _("Product and engineering")
TEMPLATES = (
    Template(
        "useful-release",
        FUNCTION,
        _("Release what customers have waited for, and see it used"),
        (
            TemplateResult(_("The release is with all customers"), kind=ResultKind.MILESTONE),
            TemplateResult(_("Customers who use it each week"), "%", 0, 40),
            TemplateResult(_("Faults found after release"), _("faults"), 20, 5),
        ),
    ),
    Template(
        "fewer-faults",
        FUNCTION,
        _("Let fewer faults reach customers"),
        (
            TemplateResult(_("Faults reported by customers a month"), _("faults"), 45, 20),
            TemplateResult(_("Days until a serious fault is mended"), _("days"), 6, 2),
            TemplateResult(_("Releases taken back"), "%", 8, 2),
        ),
    ),
    Template(
        "deliver-sooner",
        FUNCTION,
        _("Bring a change from idea to customer in less time"),
        (
            TemplateResult(_("Days from start of work to release"), _("days"), 24, 10),
            TemplateResult(_("Releases a week"), _("releases"), 1, 5),
        ),
    ),
    Template(
        "learn-from-users",
        FUNCTION,
        _("Base what we build on what users do"),
        (
            TemplateResult(_("Talks with users a month"), _("talks"), 2, 12),
            TemplateResult(_("Ideas tried with users before they are built"), "%", 20, 75),
        ),
    ),
    Template(
        "easier-start",
        FUNCTION,
        _("Get new users to their first result on the first day"),
        (
            TemplateResult(_("New users with a result on day one"), "%", 35, 60),
            TemplateResult(_("Minutes to the first result"), _("minutes"), 40, 12),
            TemplateResult(_("New users still active after four weeks"), "%", 28, 45),
        ),
    ),
)
