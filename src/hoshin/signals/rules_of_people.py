"""The rules of the house about how people work together: units, whoever leads, and whoever writes reviews."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.sight import Relation
from hoshin.signals.kinds import Bar, CutPoint, RuleKind
from hoshin.signals.saying import said_by_rule as _said

ADOPTION = RuleKind(
    "adoption",
    _("A unit in which few use it"),
    _said(
        "adoption",
        _("%(name)s: %(share)s of %(all)s people did anything in the week of %(day)s, %(earlier)s four weeks before"),
    ),
    _(
        "Ask what would make it worth their while: fewer things asked for, values that are read from a source, a manager "
        "who uses it in the meeting of the week."
    ),
    severity=1,
    cuts=(
        CutPoint("share", _("share of people in a week, at least"), 0.4, 0.05, 1.0),
        CutPoint("fall", _("fall within four weeks, at most"), 0.2, 0.05, 1.0),
    ),
)
LAST_MINUTE = RuleKind(
    "last_minute",
    _("Check-ins made at the last minute"),
    _said(
        "last_minute", _("%(name)s: %(share)s of %(all)s check-ins of %(cycle)s were made in its last %(days)s days")
    ),
    _("Ask what would make two minutes a week easier: fewer goals, another day, values that are read from a source."),
    severity=1,
    cuts=(CutPoint("share", _("share in the last tenth of the days"), 0.5, 0.2, 1.0),),
)
ENGAGEMENT_FALL = RuleKind(
    "engagement_fall",
    _("Engagement fell in a unit"),
    _said(
        "engagement_fall",
        _("%(name)s: engagement fell by %(points)s points to %(score)s in %(survey)s, which is no chance"),
    ),
    _(
        "Ask your people in the next meeting what changed, and listen: twenty minutes, no defence. Then plan one action on "
        "the page of the survey that they will notice within a month, and say what became of it."
    ),
    is_of_heads=True,
    cuts=(
        CutPoint("points", _("points of fall, at least"), 5.0, 1.0, 50.0),
        CutPoint("days", _("days for which it is told"), 183.0, 14.0, 732.0),
    ),
)
SPAN = RuleKind(
    "span_of_control",
    _("Very many report to one, or each leads one"),
    _said(
        "span_of_control",
        _("%(reports)s people report to %(name)s: more than %(most)s"),
        _("From %(name)s down %(layers)s people in a row lead one person each: %(least)s are many already"),
    ),
    _(
        "Twelve good talks every other week are a working week a month: share the load, or make a second line. Where each "
        "leads one, news and decisions pass through many hands: ask which of them would not be missed."
    ),
    severity=1,
    cuts=(
        CutPoint("reports", _("people at most"), 12.0, 3.0, 60.0),
        CutPoint("layers", _("people in a row who lead one each, from"), 3.0, 2.0, 10.0),
    ),
    bars=(
        Bar(_("People who report to them"), "reports", "most"),
        Bar(_("People in a row who lead one each"), "layers", "least"),
    ),
)
FEEDBACK_ONE_WAY = RuleKind(
    "feedback_one_way",
    _("Those who report to somebody hear little from them"),
    _said(
        "feedback_one_way",
        _(
            "%(name)s gave feedback or recognition %(count)s times in %(period)s; to those who report to them (%(reports)s) "
            "it would be at least %(least)s times"
        ),
        of_one=_(
            "%(name)s gave feedback or recognition once in %(period)s; to those who report to them (%(reports)s) it would "
            "be at least %(least)s times"
        ),
    ),
    _(
        "Say one thing that you saw and what it did, today, to one of them: two sentences are enough. Next week to another."
    ),
    severity=1,
    seen_beside=(),
    cuts=(CutPoint("each", _("for each person in a quarter, at least"), 1.0, 0.25, 12.0),),
    bars=(Bar(_("Times in the quarter"), "count", "least"),),
)
REVIEW_BOTTLENECK = RuleKind(
    "review_bottleneck",
    _("Reviews that pile up for one person"),
    _said(
        "review_bottleneck",
        _(
            "%(count)s forms of reviews wait for %(name)s: more than %(most)s. Half of them wait for %(days)s days or longer"
        ),
        _(
            "%(count)s forms of reviews wait for %(name)s, half of them for %(days)s days or longer: more than %(limit)s, "
            "and longer than for nearly all of %(writers)s writers"
        ),
        of_one=_(
            "One form of a review has waited for %(name)s for %(days)s days: more than %(limit)s, and longer than for "
            "nearly all of %(writers)s writers"
        ),
    ),
    _(
        "Give some of them to somebody who knows the work as well: the page of the cycle does that in one step. Then write "
        "the shortest first."
    ),
    severity=1,
    seen_beside=(Relation.HR_OF_UNIT,),
    cuts=(
        CutPoint("forms", _("forms that wait at most"), 10.0, 2.0, 100.0),
        CutPoint("days", _("days for which half of them wait at most"), 7.0, 1.0, 60.0),
        CutPoint("share", _("where no larger share of writers is as slow"), 0.05, 0.01, 0.5),
    ),
    bars=(Bar(_("Forms that wait"), "count", "most"), Bar(_("Days for which half of them wait"), "days", "limit")),
)
KINDS_OF_PEOPLE: tuple[RuleKind, ...] = (
    LAST_MINUTE,
    ADOPTION,
    ENGAGEMENT_FALL,
    SPAN,
    FEEDBACK_ONE_WAY,
    REVIEW_BOTTLENECK,
)
