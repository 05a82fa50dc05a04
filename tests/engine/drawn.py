"""How many organisations, updates or orders drawn by chance a property is tried on, beside Hypothesis's examples."""

from hypothesis import settings


def tries(usual: int) -> range:
    """As many as usual; a tenth of them with --hypothesis-profile=fast, ten times as many with thorough."""
    return range(max(1, usual * settings().max_examples // 100))
