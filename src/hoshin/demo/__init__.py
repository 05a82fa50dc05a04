"""The demonstration: a made-up agency that executes Canada's real national strategy for the 2030 Agenda."""

from hoshin.demo.load import load
from hoshin.demo.logins import DEMO_LOGINS, DEMO_PASSWORD, Login, logins_here

__all__ = ["DEMO_LOGINS", "DEMO_PASSWORD", "Login", "load", "logins_here"]
