"""What makes rules speak: each detector looks at everything of its kind with a bounded number of statements."""

from collections.abc import Callable, Iterator

from hoshin.signals.findings import Look, RuleSaid
from hoshin.signals.services.detectors.at_stake import look_at_what_is_at_stake
from hoshin.signals.services.detectors.bunching import look_for_bunching
from hoshin.signals.services.detectors.engagement import look_at_engagement
from hoshin.signals.services.detectors.forecasts import look_at_forecasts
from hoshin.signals.services.detectors.gaming import look_for_gaming
from hoshin.signals.services.detectors.gaps import look_for_gaps
from hoshin.signals.services.detectors.leaders import look_at_leaders
from hoshin.signals.services.detectors.own import look_at_own_rules
from hoshin.signals.services.detectors.plans import look_at_plans
from hoshin.signals.services.detectors.process import look_at_process
from hoshin.signals.services.detectors.reviewing import look_at_reviewers
from hoshin.signals.services.detectors.staleness import look_at_updates
from hoshin.signals.services.detectors.statistics import look_at_series
from hoshin.signals.services.detectors.statuses import look_at_statuses
from hoshin.signals.services.detectors.unanswered import look_for_answers

DETECTORS: tuple[Callable[[Look], Iterator[RuleSaid]], ...] = (
    look_at_statuses,
    look_at_series,
    look_at_forecasts,
    look_at_updates,
    look_for_answers,
    look_at_what_is_at_stake,
    look_at_plans,
    look_for_gaming,
    look_for_bunching,
    look_for_gaps,
    look_at_process,
    look_at_leaders,
    look_at_reviewers,
    look_at_engagement,
    look_at_own_rules,
)
