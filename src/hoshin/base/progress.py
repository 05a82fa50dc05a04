"""How those who wait hear of long work."""

from collections.abc import Callable

# Hears how much is done, how much there is in all (0: nobody knows), and what it is at.
TellProgress = Callable[[int, int, str], None]
