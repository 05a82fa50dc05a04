"""The one error of formulas: what is wrong, where in the text, and how to mend it.

FormulaError
├── text: empty · too_long · unexpected_character · bad_number · bad_reference · unclosed
├── grammar: unexpected · misplaced_comparison · unknown_function · wrong_arguments · too_deep · too_many_nodes
├── graph: unknown_reference · cycle · depth
└── units: unit_mismatch
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

ERROR_CODES: tuple[str, ...] = (
    "empty",
    "too_long",
    "unexpected_character",
    "bad_number",
    "bad_reference",
    "unclosed",
    "unexpected",
    "misplaced_comparison",
    "unknown_function",
    "wrong_arguments",
    "too_deep",
    "too_many_nodes",
    "unknown_reference",
    "cycle",
    "depth",
    "unit_mismatch",
)


class FormulaError(ValueError):
    """A formula cannot be used; `position` counts characters of `text` from 0, None where no place applies."""

    def __init__(self, code: str, message: str, position: int | None = None, hint: str = "", text: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.code = code
        self.message = message
        self.position = position
        self.hint = hint
        self.text = text

    @property
    def caret(self) -> str:
        """The line of the formula at fault and below it a caret under the place; empty without a place.

        >>> print(FormulaError("unexpected", "Oh.", 4, text="a + * b").caret)
        a + * b
            ^
        """
        if self.position is None or not self.text:
            return ""
        start = self.text.rfind("\n", 0, self.position) + 1
        line = self.text[start:].split("\n", 1)[0].replace("\t", " ")
        return f"{line}\n{' ' * (self.position - start)}^"


def near_matches(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like a word, likeliest first, ties in alphabetical order; case does not count.

    >>> near_matches("revnue", ["cost", "Revenue"])
    ['Revenue']
    """
    folded = word.casefold()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    scored: list[tuple[float, str]] = []
    for candidate in candidates:
        matcher.set_seq1(candidate.casefold())
        # The cheap upper bounds spare the quadratic comparison for nearly every code of a large library.
        if matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6:
            scored.append((-matcher.ratio(), candidate))
    return [candidate for _, candidate in sorted(scored)[:limit]]


def shortened(text: str, length: int = 40) -> str:
    """Text fit to be quoted in a message: printable characters, at most `length` of them."""
    printable = "".join(character if character.isprintable() else "·" for character in text)
    return printable if len(printable) <= length else printable[: length - 1] + "…"


def listed(words: Iterable[str], joint: str = "or") -> str:
    """Words as a person lists them.

    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {joint} {items[-1]}"
