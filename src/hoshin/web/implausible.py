"""How a page asks whether a value is meant: once sent again as it was, it is.

The text that was asked about stands in a hidden field. Who writes another one is asked anew.
"""

from django.utils.translation import gettext as _

from hoshin.base.errors import Implausible, Problem


def question(found: Implausible | Problem) -> str:
    """What is odd, and the way on, as it stands beside the field."""
    problems = found.problems if isinstance(found, Implausible) else (found,)
    said = " ".join(problem.message for problem in problems)
    return _("%(doubt)s Save again if it is meant, or correct it.") % {"doubt": said}
