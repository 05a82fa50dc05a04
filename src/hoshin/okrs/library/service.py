"""Templates of goals in customer service."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult

FUNCTION = _("Customer service")
TEMPLATES = (
    Template(
        "answer-sooner",
        FUNCTION,
        _("Answer customers before they ask a second time"),
        (
            TemplateResult(_("Hours until the first answer"), _("hours"), 16, 4),
            TemplateResult(_("Requests solved at first contact"), "%", 55, 70),
        ),
    ),
    Template(
        "shorten-waiting",
        FUNCTION,
        _("Reduce the waiting time for an appointment"),
        (
            TemplateResult(_("Days until an appointment"), _("days"), 9, 4),
            TemplateResult(_("Appointments that are missed"), "%", 11, 6),
            TemplateResult(_("Open requests older than two weeks"), _("requests"), 120, 30),
        ),
    ),
    Template(
        "solve-for-good",
        FUNCTION,
        _("Solve what customers write about again and again"),
        (
            TemplateResult(_("Share of the five most frequent causes"), "%", 48, 30),
            TemplateResult(_("Requests for each hundred customers"), _("requests"), 18, 12),
        ),
    ),
    Template(
        "happier-customers",
        FUNCTION,
        _("Let customers leave a contact satisfied"),
        (
            TemplateResult(_("Contacts rated good or very good"), "%", 74, 85),
            TemplateResult(_("Answers that were read by a second person"), "%", 0, 10),
            TemplateResult(_("Complaints answered within five days"), "%", 60, 95),
        ),
    ),
    Template(
        "help-themselves",
        FUNCTION,
        _("Let customers help themselves where they want to"),
        (
            TemplateResult(_("Requests solved by the help pages"), "%", 15, 35),
            TemplateResult(_("Articles older than a year"), _("articles"), 80, 10),
        ),
    ),
)
