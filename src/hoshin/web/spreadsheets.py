"""What keeps files of ours harmless in a spreadsheet."""


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> inert("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
