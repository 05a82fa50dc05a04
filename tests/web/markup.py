"""HTML as a browser takes it: how its source is laid out over lines means nothing."""

import re


def squeezed(html: str | bytes) -> str:
    """The same markup with single spaces, and none between tags or at their edges."""
    text = html.decode() if isinstance(html, bytes) else html
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", re.sub(r"\s+", " ", text))
