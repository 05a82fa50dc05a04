"""Between the sockets and Django: bodies are read before a thread is taken, and no kind of request takes all threads.

A room of its own, that knows nothing of Hoshin.
"""

from hoshin.serving.application import Application, Lanes
from hoshin.serving.following import MOST_FOLLOWERS

__all__ = ["MOST_FOLLOWERS", "Application", "Lanes"]
