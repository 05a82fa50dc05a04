"""Templates of goals in strategy and leadership."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult
from hoshin.okrs.rows import ResultKind

FUNCTION = _("Strategy and leadership")
TEMPLATES = (
    Template(
        "clear-expectations",
        FUNCTION,
        _("Agree with everybody on what is expected of them this quarter"),
        (
            TemplateResult(_("People whose goals are agreed"), "%", 50, 90),
            TemplateResult(_("Goals that serve an objective of the plan"), "%", 60, 95),
            TemplateResult(_("Days from the start of the quarter to the last agreement"), _("days"), 45, 15),
        ),
    ),
    Template(
        "decide-faster",
        FUNCTION,
        _("Decide open questions of the leadership while they still matter"),
        (
            TemplateResult(_("Days from a question to its decision"), _("days"), 21, 7),
            TemplateResult(_("Decisions with an owner and a day"), "%", 60, 100),
        ),
    ),
    Template(
        "fewer-priorities",
        FUNCTION,
        _("Stop work that serves none of our objectives"),
        (
            TemplateResult(_("Running initiatives without an objective"), _("initiatives"), 12, 2),
            TemplateResult(_("Share of the budget behind the three first objectives"), "%", 40, 65),
        ),
    ),
    Template(
        "listen-to-teams",
        FUNCTION,
        _("Know what hinders the teams and clear it away"),
        (
            TemplateResult(_("Blockers answered within three days"), "%", 40, 90),
            TemplateResult(_("Blockers older than two weeks"), _("blockers"), 15, 3),
        ),
    ),
    Template(
        "bring-in-a-partner",
        FUNCTION,
        _("Win a partner who opens a region that we cannot reach alone"),
        (
            TemplateResult(_("Partners met and assessed"), _("partners"), 0, 8),
            TemplateResult(_("The contract is signed"), kind=ResultKind.MILESTONE),
            TemplateResult(_("Orders that came through the partner"), _("orders"), 0, 20),
        ),
    ),
)
