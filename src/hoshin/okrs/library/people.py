"""Templates of goals in people and culture."""

from django.utils.translation import gettext_lazy as _

from hoshin.okrs.library.templates import Template, TemplateResult

FUNCTION = _("People and culture")
TEMPLATES = (
    Template(
        "hire-well",
        FUNCTION,
        _("Fill the posts that hold back our plan"),
        (
            TemplateResult(_("Key posts filled"), _("posts"), 0, 6),
            TemplateResult(_("Days until a post is filled"), _("days"), 95, 60),
            TemplateResult(_("New people who stay past six months"), "%", 85, 95),
        ),
    ),
    Template(
        "keep-people",
        FUNCTION,
        _("Keep the people whom we would miss"),
        (
            TemplateResult(_("Resignations in a year"), "%", 13, 8),
            TemplateResult(_("Stay interviews held"), _("interviews"), 0, 40),
        ),
    ),
    Template(
        "lead-better",
        FUNCTION,
        _("Let every manager lead well enough that people say so"),
        (
            TemplateResult(_("1:1s held of those agreed"), "%", 60, 90),
            TemplateResult(_("People who know what is expected of them"), "%", 55, 80),
            TemplateResult(_("Managers who were trained"), "%", 30, 100),
        ),
    ),
    Template(
        "grow-skills",
        FUNCTION,
        _("Grow the skills that next year's plan asks for"),
        (
            TemplateResult(_("People with a development plan"), "%", 35, 80),
            TemplateResult(_("Critical skills held by at least two people"), "%", 50, 90),
        ),
    ),
    Template(
        "start-well",
        FUNCTION,
        _("Let new people do useful work within their first month"),
        (
            TemplateResult(_("Days to the first result of their own"), _("days"), 45, 20),
            TemplateResult(_("New people with a mentor on day one"), "%", 40, 100),
        ),
    ),
)
