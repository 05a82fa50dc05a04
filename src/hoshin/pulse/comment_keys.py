"""Keys to comments: whoever wrote one has its key, and by the comment stands a digest of it. No two keys of one person hang
together, and neither key nor digest is made of anything about them."""

from hoshin.feedback.services.nameless import digest_of, new_key


def mark_of_key(key: str) -> str:
    """What stands by a comment of the key that its author has, however it was typed."""
    return digest_of(key)[:32]


def key_with_mark() -> tuple[str, str]:
    """A new key by chance, with its mark."""
    key = new_key()
    return key, mark_of_key(key)
