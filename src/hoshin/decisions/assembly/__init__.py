"""What decisions ask of the engine."""

from hoshin.decisions.assembly.pilots import PilotWorth, Stakes, worth_of_options, worth_of_pilot

__all__ = ["PilotWorth", "Stakes", "worth_of_options", "worth_of_pilot"]
