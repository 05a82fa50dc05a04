"""What a cell raises that does not hold what its column wants."""


class Unreadable(ValueError):
    """The message and the way out; `proposals` are the answers where it is a question about the whole column."""

    def __init__(self, message: str, remedy: str = "", code: str = "invalid", proposals: tuple[str, ...] = ()):
        super().__init__(message)
        self.message, self.remedy, self.code, self.proposals = message, remedy, code, proposals
