"""What a cell raises that does not hold what its column wants."""

# Faults that are a question about the whole column: answered once, they are none.
QUESTIONS = frozenset({"ambiguous", "day_order", "year_span", "nothing"})


class Unreadable(ValueError):
    """The message and the way out; `proposals` are what could stand there, or the answers where it is a question."""

    def __init__(self, message: str, remedy: str = "", code: str = "invalid", proposals: tuple[str, ...] = ()):
        super().__init__(message)
        self.message, self.remedy, self.code, self.proposals = message, remedy, code, proposals
