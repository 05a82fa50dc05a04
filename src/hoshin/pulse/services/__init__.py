"""Everything that changes surveys: launching, answering, reminding, closing."""

from hoshin.pulse.services.answering import cast_ballot
from hoshin.pulse.services.closing import close_wave
from hoshin.pulse.services.launching import launch_wave
from hoshin.pulse.services.reminding import remind_of_wave

__all__ = ["cast_ballot", "close_wave", "launch_wave", "remind_of_wave"]
