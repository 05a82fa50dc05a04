"""Templates of goals in IT and security."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult

FUNCTION = _("IT and security")
TEMPLATES = (
    Template(
        "always-there",
        FUNCTION,
        _("Keep the services that people rely on available"),
        (
            TemplateResult(_("Availability in working hours"), "%", 99.2, 99.8),
            TemplateResult(_("Minutes until a failure is noticed"), _("minutes"), 25, 3),
            TemplateResult(_("Failures of a kind that happened before"), _("failures"), 6, 1),
        ),
    ),
    Template(
        "recover",
        FUNCTION,
        _("Know that we can recover what we would lose"),
        (
            TemplateResult(_("Systems restored in a test this year"), "%", 20, 100),
            TemplateResult(_("Hours to restore the most important system"), _("hours"), 16, 4),
        ),
    ),
    Template(
        "close-gaps",
        FUNCTION,
        _("Close known security gaps before somebody uses them"),
        (
            TemplateResult(_("Days until a critical gap is closed"), _("days"), 30, 7),
            TemplateResult(_("Devices with current updates"), "%", 78, 98),
            TemplateResult(_("People who report a false mail"), "%", 22, 60),
        ),
    ),
    Template(
        "retire-old",
        FUNCTION,
        _("Retire the systems that cost most and serve least"),
        (
            TemplateResult(_("Old systems switched off"), _("systems"), 0, 4),
            TemplateResult(_("Cost of running old systems a year"), "k EUR", 600, 350),
        ),
    ),
    Template(
        "trusted-figures",
        FUNCTION,
        _("Let everybody work from the same figures"),
        (
            TemplateResult(_("Measures read from their source by themselves"), "%", 15, 60),
            TemplateResult(_("Measures up to date on the day"), "%", 55, 90),
        ),
    ),
)
