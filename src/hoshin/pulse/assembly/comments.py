"""Comments by theme."""

from collections.abc import Sequence

from hoshin.engine.surveys import TextTheme, themes


def themes_of(texts: Sequence[str]) -> list[TextTheme]:
    """Comments that share words, the largest theme first; what shares none stands at the end, without a name."""
    return themes(texts)
