"""Which characters stand in very long texts, at the speed at which memory is read: a pattern takes ten times as long."""


def holds_only(text: str, allowed: bytes) -> bool:
    """Whether no other characters stand in a text than these of ASCII.

    >>> holds_only("12.5", b"0123456789."), holds_only("12,5", b"0123456789."), holds_only("é", b"e")
    (True, False, False)
    """
    return text.isascii() and not text.encode().translate(None, allowed)


def holds_none(text: str, unwanted: bytes) -> bool:
    """Whether a text is of ASCII alone, and none of these stand in it. False says nothing of one that is not.

    >>> holds_none("abc", b";"), holds_none("a;c", b";"), holds_none("é", b";")
    (True, False, False)
    """
    return text.isascii() and len(text.encode().translate(None, unwanted)) == len(text)
