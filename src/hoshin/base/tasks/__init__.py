"""Work that happens beside the answers, by workers: asked for within a change, done once that change is there.

`Job` says what kinds of work there are (in the card of their app), `defer` asks for one. The queue lies in the
database (procrastinate); nothing outside of this package knows the library.
"""

from hoshin.base.tasks.deferring import defer
from hoshin.base.tasks.jobs import Job, JobProgress, Stopped

__all__ = ["Job", "JobProgress", "Stopped", "defer"]
