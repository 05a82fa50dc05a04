"""All rules of the house, with their words."""

from django.utils.translation import gettext_lazy as _

from hoshin.signals.kinds import CutPoint, RuleKind
from hoshin.signals.rules_of_people import KINDS_OF_PEOPLE
from hoshin.signals.saying import said_by_rule as _said

OWN = "own"

STATUS_CHANGED = RuleKind(
    "status_changed",
    _("A status that changed"),
    _said(
        "status_changed",
        _(
            "%(name)s fell from %(was)s to %(now)s in %(period)s: score %(after)s after %(before)s, the line is %(line)s"
        ),
    ),
    _(
        "Open the explanation of the score: it names what moved it. Ask whoever owns the largest part what happened, and "
        "write down what comes next before the next period ends."
    ),
    good=_said(
        "status_changed_up",
        _(
            "%(name)s rose from %(was)s to %(now)s in %(period)s: score %(after)s after %(before)s, the line is %(line)s"
        ),
    ),
    severity=3,
    cuts=(
        CutPoint("hysteresis", _("points beyond the line"), 2.0, 0.0, 20.0),
        CutPoint("lasts", _("periods until it is no news any more"), 3.0, 1.0, 12.0),
    ),
)
STALE = RuleKind(
    "stale",
    _("A value outside its promise"),
    _said(
        "stale",
        _("%(name)s has no value for %(period)s: the last is of %(last)s"),
        _("%(name)s has no value for %(period)s, nor for any period before"),
    ),
    _("Late is not red: ask for the value, not for the result. A source that is read by itself is never late."),
    severity=1,
    # Whoever supplies the value finds it among the values that are due of them.
    is_told=False,
)
SILENT = RuleKind(
    "silent_owner",
    _("A measure not updated twice in a row"),
    _said(
        "silent_owner",
        _("%(name)s was not updated %(missed)s times in a row: the last value is of %(last)s"),
        _("%(name)s was never updated, %(missed)s times in a row"),
    ),
    _("Talk to its owner. Hand the measure to somebody who uses it, read it from a source, or retire it."),
    severity=2,
)
UNTOUCHED = RuleKind(
    "plan_untouched",
    _("A plan that nobody touched"),
    _said("plan_untouched", _("%(name)s was not touched for %(days)s days")),
    _(
        "Put it on the agenda of the next meeting: keep it, change it, or end it. A plan that nobody reads steers nothing."
    ),
    cuts=(CutPoint("days", _("days without a change, value or word"), 45.0, 7.0, 366.0),),
)
TOO_LARGE = RuleKind(
    "plan_too_large",
    _("A plan larger than what was ever finished"),
    _said(
        "plan_too_large",
        _("%(name)s has %(running)s goals that run; most that were ever finished in a cycle are %(most)s"),
    ),
    _("Choose the few that matter most in this cycle, and say aloud which of the others wait."),
    cuts=(
        CutPoint("times", _("times the most that was finished"), 1.5, 1.0, 10.0),
        CutPoint("at_least", _("goals at least"), 10.0, 1.0, 10_000.0),
    ),
)
LATE_TARGET = RuleKind(
    "late_target",
    _("A target eased late in its period"),
    _said(
        "late_target",
        _(
            "The target of %(name)s moved from %(before)s to %(after)s on %(day)s, towards %(actual)s, when %(share)s of "
            "%(period)s were over"
        ),
    ),
    _("Ask why. A scope that was agreed anew is a good reason; write it beside the target, where readers see it."),
    severity=1,
    cuts=(CutPoint("share", _("share of the period that was over"), 0.8, 0.5, 1.0),),
    amounts=("before", "after", "actual"),
)
ON_TARGET = RuleKind(
    "on_target",
    _("Results that lie just on the good side of the target"),
    _said("on_target", _("%(name)s: %(near)s results lie near the target, and %(met)s of them just on the good side")),
    _("Ask how the value is found. A counter-measure beside it shows what else moved."),
    severity=1,
    cuts=(
        CutPoint("p", _("p-value below"), 0.01, 0.0001, 0.1),
        CutPoint("near", _("results near the target at least"), 16.0, 8.0, 200.0),
    ),
)
RESTATED = RuleKind(
    "restated",
    _("Figures corrected for the better after closing"),
    _said("restated", _("%(name)s: of %(all)s corrections after closing %(better)s were for the better")),
    _("Look at what was corrected and why. If values come late, give them more days until a period closes."),
    severity=1,
    cuts=(
        CutPoint("p", _("p-value below"), 0.01, 0.0001, 0.1),
        CutPoint("all", _("corrections at least"), 10.0, 5.0, 200.0),
    ),
)
MISSING_WHEN_BAD = RuleKind(
    "missing_when_bad",
    _("Values that go missing after bad news"),
    _said(
        "missing_when_bad",
        _(
            "%(name)s: of %(after)s values due while something unfavourable stood %(missing)s are missing, of %(others)s "
            "others %(others_missing)s"
        ),
    ),
    _(
        "Ask what stood in the way. A system that was down or somebody who was away is a good reason; a figure that is read "
        "from its source comes on bad days as well."
    ),
    severity=1,
    cuts=(CutPoint("p", _("p-value below"), 0.01, 0.0001, 0.1),),
)
BUNCHED = RuleKind(
    "bunched",
    _("Events that bunch at the end of a quarter"),
    _said(
        "bunched",
        _(
            "%(name)s: %(events)s in the last %(days)s days of %(period)s, where the days before let %(expected)s be "
            "expected"
        ),
    ),
    _(
        "Ask what happens at the end of a quarter. A season and a date on which things fall due are good reasons; work that "
        "is brought forward or kept back is missing in the days around."
    ),
    severity=1,
    cuts=(CutPoint("p", _("p-value below"), 0.001, 0.000001, 0.05),),
    amounts=("events", "expected"),
)
UNUSUAL = RuleKind(
    "unusual",
    _("A value that is unusual for its measure"),
    _said(
        "unusual",
        _("%(name)s was %(value)s in %(period)s, outside its usual range of %(low)s to %(high)s"),
        _("%(count)s values of %(name)s in a row lie on one side of %(centre)s, the last in %(period)s at %(value)s"),
        _("%(name)s was %(value)s in %(period)s, which is unusual after what came before"),
    ),
    _(
        "Ask first whether the value is right. Then ask what was different in this period: one cause that can be named is "
        "worth more than a plan against chance."
    ),
    severity=3,
    amounts=("value", "low", "high", "centre"),
)
TREND = RuleKind(
    "trend",
    _("A trend"),
    _said("trend", _("%(name)s %(way)s over %(periods)s periods, by %(slope)s a period: %(value)s in %(period)s")),
    _("A trend is slow and sure. Reckon where it leads by the due date, and decide now whether you want to be there."),
    amounts=("value", "slope"),
)
LEVEL_SHIFT = RuleKind(
    "level_shift",
    _("A level that changed"),
    _said(
        "level_shift",
        _("The level of %(name)s moved from %(before)s to %(after)s since %(since)s"),
        _("The level of %(name)s changed, up to %(value)s in %(period)s"),
    ),
    _("Find the day on which it changed, and what changed that day: a process, a way of counting, somebody who left."),
    amounts=("value", "before", "after"),
)
FORECAST_CROSSED = RuleKind(
    "forecast_crossed",
    _("A target that became unlikely"),
    _said(
        "forecast_crossed",
        _(
            "%(name)s: reaching the target by %(due)s became unlikely, %(now_likely)s after %(was_likely)s; expected are "
            "%(value)s, the target is %(target)s"
        ),
        _("%(name)s: reaching the target by %(due)s became unlikely, %(now_likely)s after %(was_likely)s"),
    ),
    _(
        "There is still time: ask what would have to change for the target to be reached, act on that, or agree on another "
        "target while it can still be explained."
    ),
    severity=2,
    cuts=(
        CutPoint("below", _("probability below"), 0.4, 0.05, 0.9),
        CutPoint("hysteresis", _("until it is so much above again"), 0.1, 0.0, 0.5),
    ),
    amounts=("value", "target"),
)
RED_WITHOUT_ACTION = RuleKind(
    "red_without_action",
    _("Off track without an action"),
    _said(
        "red_without_action",
        _("%(name)s stands off track or at risk in %(period)s for longer than its plan allows, and nobody acts on it"),
    ),
    _("Open an action: what happened, why, who does what by when. Or have it accepted for a time, with a reason."),
    # Its owner finds it among what they owe.
    is_told=False,
)
LATE_MILESTONE = RuleKind(
    "late_milestone",
    _("A milestone that is late"),
    _said(
        "late_milestone",
        _("%(name)s waits for %(initiative)s: %(milestone)s was due on %(due)s, and %(more)s more milestones are late"),
        _("%(name)s waits for %(initiative)s: %(milestone)s was due on %(due)s"),
    ),
    _("Ask what stands in the way, not when it will be done. See what waits for it before a new date is set."),
)
RISK_ABOVE = RuleKind(
    "risk_above_appetite",
    _("A risk above appetite"),
    _said(
        "risk_above_appetite",
        _(
            "%(name)s is at stake: %(risk)s stands at level %(level)s, above the appetite of %(appetite)s in %(category)s, "
            "and so do %(more)s more risks"
        ),
        _(
            "%(name)s is at stake: %(risk)s stands at level %(level)s, above the appetite of %(appetite)s in %(category)s"
        ),
    ),
    _(
        "Ask what would bring it back: a control that works, an initiative, or a target that may be missed. Or say that "
        "more is borne."
    ),
)
RISK_UNREVIEWED = RuleKind(
    "risk_review_late",
    _("A risk that nobody looked at again"),
    _said(
        "risk_review_late",
        _("%(name)s is at stake: %(risk)s was to be looked at again by %(due)s, and so were %(more)s more risks"),
        _("%(name)s is at stake: %(risk)s was to be looked at again by %(due)s"),
    ),
    _("Ask its owner for half an hour. A register that is not looked at tells of last year."),
    severity=1,
    cuts=(CutPoint("days", _("days after it was due"), 14.0, 0.0, 366.0),),
)
KINDS: tuple[RuleKind, ...] = (
    STATUS_CHANGED,
    UNUSUAL,
    TREND,
    LEVEL_SHIFT,
    FORECAST_CROSSED,
    RED_WITHOUT_ACTION,
    LATE_MILESTONE,
    RISK_ABOVE,
    RISK_UNREVIEWED,
    SILENT,
    STALE,
    UNTOUCHED,
    TOO_LARGE,
    LATE_TARGET,
    ON_TARGET,
    RESTATED,
    MISSING_WHEN_BAD,
    BUNCHED,
    *KINDS_OF_PEOPLE,
)
OWN_WORDING = _said(
    "own",
    _("%(name)s is %(value)s in %(period)s, %(beyond)s %(line)s for %(periods)s periods in a row"),
    _("%(name)s is %(value)s in %(period)s, %(beyond)s %(line)s"),
)
