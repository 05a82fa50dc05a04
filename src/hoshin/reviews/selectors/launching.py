"""How far the launch of a cycle is, for whoever looks at its page."""

from hoshin.base.tasks.queue import QueuedJob, latest_job
from hoshin.reviews.models import CycleState, ReviewCycle


def launch_of(cycle: ReviewCycle) -> QueuedJob | None:
    """The job that hands forms of a cycle out; None unless that is going on. It says how many of how many, and whether
    it failed."""
    return latest_job("reviews.launch", cycle=cycle.pk) if cycle.state == CycleState.LAUNCHING else None
