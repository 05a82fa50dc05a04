"""What the apps above hear of changes here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UserAddressed:
    """A user was added with this address, or took it for another."""

    email: str


@dataclass(frozen=True, slots=True)
class TokensRevoked:
    """A user revoked all that acts in their name, because somebody else may have had their password."""

    user: int
