"""Templates of goals in sales and marketing."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult
from hoshin.okrs.rows import ResultKind

FUNCTION = _("Sales and marketing")
TEMPLATES = (
    Template(
        "win-customers",
        FUNCTION,
        _("Win new customers in a segment that grows"),
        (
            TemplateResult(_("New customers in the segment"), _("customers"), 0, 12),
            TemplateResult(_("First talks with decision makers"), _("talks"), 4, 30),
            TemplateResult(_("Days from first talk to order"), _("days"), 90, 60),
        ),
    ),
    Template(
        "keep-customers",
        FUNCTION,
        _("Keep the customers whose contracts end this year"),
        (
            TemplateResult(_("Contracts renewed of those that end"), "%", 82, 92),
            TemplateResult(_("Customers at risk with a plan of their own"), "%", 20, 100),
        ),
    ),
    Template(
        "raise-margin",
        FUNCTION,
        _("Sell at prices that carry our cost"),
        (
            TemplateResult(_("Average discount"), "%", 14, 9),
            TemplateResult(_("Gross margin of new orders"), "%", 31, 36),
        ),
    ),
    Template(
        "be-found",
        FUNCTION,
        _("Be found by those who look for what we do"),
        (
            TemplateResult(_("Visitors from searches a month"), _("visitors"), 4000, 8000),
            TemplateResult(_("Requests from the website a month"), _("requests"), 25, 60),
            TemplateResult(_("Requests that become a talk"), "%", 20, 35),
        ),
    ),
    Template(
        "launch-offer",
        FUNCTION,
        _("Bring the new offer to its first paying customers"),
        (
            TemplateResult(_("Price list and terms are approved"), kind=ResultKind.MILESTONE),
            TemplateResult(_("Paying customers of the new offer"), _("customers"), 0, 10),
            TemplateResult(_("Pilot customers who would recommend it"), "%", 0, 80),
        ),
    ),
)
