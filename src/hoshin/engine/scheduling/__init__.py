"""Networks of dated steps: what is critical among them, how much time each has to spare, and what a slip moves."""

from hoshin.engine.scheduling.network import DependencyCycle, Network, ScheduleResult, network, schedule
from hoshin.engine.scheduling.slips import SlipResult, slip

__all__ = ["DependencyCycle", "Network", "ScheduleResult", "SlipResult", "network", "schedule", "slip"]
