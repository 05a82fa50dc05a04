"""Templates of goals in operations and supply."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult
from hoshin.okrs.rows import ResultKind

FUNCTION = _("Operations and supply")
TEMPLATES = (
    Template(
        "deliver-on-time",
        FUNCTION,
        _("Deliver on the day that was promised"),
        (
            TemplateResult(_("Orders delivered on the promised day"), "%", 86, 96),
            TemplateResult(_("Days from order to delivery"), _("days"), 12, 8),
        ),
    ),
    Template(
        "waste-less",
        FUNCTION,
        _("Waste less material and energy"),
        (
            TemplateResult(_("Scrap for each hundred parts"), _("parts"), 6, 3),
            TemplateResult(_("Energy for each unit made"), "kWh", 14, 11),
        ),
    ),
    Template(
        "right-stock",
        FUNCTION,
        _("Hold the stock that we need and no more"),
        (
            TemplateResult(_("Days of stock on hand"), _("days"), 30, 45, ResultKind.BAND),
            TemplateResult(_("Orders that waited for a part"), "%", 7, 2),
            TemplateResult(_("Stock without movement for a year"), "k EUR", 400, 150),
        ),
    ),
    Template(
        "safer-work",
        FUNCTION,
        _("Let everybody come home unhurt"),
        (
            TemplateResult(_("Accidents with days lost"), _("accidents"), 6, 0),
            TemplateResult(_("Near misses reported a month"), _("reports"), 3, 20),
            TemplateResult(_("Risks found that are dealt with within a week"), "%", 50, 95),
        ),
    ),
    Template(
        "reliable-machines",
        FUNCTION,
        _("Keep the bottleneck running"),
        (
            TemplateResult(_("Hours lost to stops a month"), _("hours"), 38, 15),
            TemplateResult(_("Maintenance done when planned"), "%", 65, 95),
        ),
    ),
)
