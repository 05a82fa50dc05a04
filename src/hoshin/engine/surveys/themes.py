"""Texts grouped by what they are about, without a language model: words weighed, factors of the matrix, names by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.arrays import Bools, Floats, Indices

LEAST_TEXTS, TEXTS_PER_THEME, MOST_THEMES, NAMED_BY, ROUNDS = 8, 6, 6, 3, 200
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    """about after again all also always and any are because been before being but can cannot could did does
    doing don down each even every few for from get gets got had has have having here how into its itself just
    less like made make many may more most much must never nobody not nothing now off often one only other
    others our out over own people really said same say should since some still such than that the their them
    then there these they thing things this those through too two under until upon very was way well were what
    when where which while who whom why will with without would yet you your aber alle allem allen aller alles
    als also am an auch auf aus bei beim bin bis da das dass dem den denn der des dich die dies diese diesem
    diesen dieser doch dort durch ein eine einem einen einer eines er es etwas für gegen hab habe haben hat
    hatte hier ich ihr ihre im immer in ist ja jede jeder jetzt kann kein keine man mehr mein meine mir mit muss
    nach nicht nichts noch nur oder ohne sehr sein seine sich sie sind so über um und uns unser unter vom von
    vor war warum was weil wenn wer werden wie wir wird wo zu zum zur alors après au aucun aussi autre autres
    aux avec avoir bien car cela ces cet cette chaque comme dans de depuis des donc du elle elles en encore
    entre est et être fait faut ici il ils je jamais la le les leur leurs lui mais me même mes moins mon ne nos
    notre nous on ont ou où par parce pas peu peut plus pour pourquoi qu quand que qui quoi rien sa sans se ses
    si son sont sur ta te tes toi ton tous tout toute toutes très trop tu un une vos votre vous""".split()
)


@dataclass(frozen=True, slots=True)
class TextTheme:
    """Texts of one theme, by their places; `words` name it, the most telling first: none of what belongs to no theme."""

    words: tuple[str, ...]
    members: tuple[int, ...]


def themes(texts: Sequence[str]) -> list[TextTheme]:
    """Group texts by the words that they share, the largest theme first, what belongs to none at the end.

    Words of two texts or more are weighed by ``tf·ln(N/df)``, rows have length 1; the matrix is factored as ``X ≈ W·H``
    without negative parts (Lee and Seung 2001, multiplicative steps) from a start that is no chance (Boutsidis and
    Gallopoulos 2008). A text belongs to its greatest weight. The same texts make the same themes in any order.
    Fewer than eight texts are one group without a name.

    >>> said = ["the office is loud", "loud office, no rest", "so loud in the office", "loud at every desk",
    ...         "pay is low", "my pay is too low", "low pay again", "nobody speaks of pay"]
    >>> [theme.words[0] for theme in themes(said)]
    ['loud', 'pay']
    """
    if len(texts) < LEAST_TEXTS:
        return [TextTheme((), tuple(range(len(texts))))] if texts else []
    order = sorted(range(len(texts)), key=lambda at: texts[at])
    words, weights = _weighed([texts[at] for at in order])
    count = min(max(len(texts) // TEXTS_PER_THEME, 2), MOST_THEMES, min(weights.shape) if weights.size else 0)
    if count < 2:
        return [TextTheme((), tuple(range(len(texts))))]
    W, H = _factors(weights, count)
    best = np.where(W.max(axis=1) > 1e-6, W.argmax(axis=1), -1)
    found = [
        TextTheme(_name(words, H[theme]), _places(order, best == theme))
        for theme in range(count)
        if (best == theme).any()
    ]
    found.sort(key=lambda theme: (-len(theme.members), theme.words))
    rest = _places(order, best == -1)
    return [*found, TextTheme((), rest)] if rest else found


def _places(order: Sequence[int], chosen: Bools) -> tuple[int, ...]:
    return tuple(sorted(order[at] for at in np.flatnonzero(chosen).tolist()))


def _weighed(texts: Sequence[str]) -> tuple[list[str], Floats]:
    """The words of two texts at least, in order, and their weights in each text (N, M)."""
    said = [[word for word in _WORD.findall(text.casefold()) if word not in _EMPTY] for text in texts]
    spread: dict[str, int] = {}
    for each in said:
        for word in set(each):
            spread[word] = spread.get(word, 0) + 1
    words = sorted(word for word, count in spread.items() if count > 1 and count < len(texts))
    place = {word: at for at, word in enumerate(words)}
    weights = np.zeros((len(texts), len(words)))
    for row, each in enumerate(said):
        for word in each:
            if word in place:
                weights[row, place[word]] += np.log(len(texts) / spread[word])
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return words, weights / np.where(lengths > 0, lengths, 1.0)


def _factors(X: Floats, count: int) -> tuple[Floats, Floats]:
    """``X ≈ W·H`` with so many themes; nothing in it is negative."""
    W, H = _start(X, count)
    tiny = 1e-12
    for _ in range(ROUNDS):
        H *= (W.T @ X) / (W.T @ W @ H + tiny)
        W *= (X @ H.T) / (W @ (H @ H.T) + tiny)
    sizes = np.linalg.norm(H, axis=1)
    return W * sizes, H / np.where(sizes > 0, sizes, 1.0)[:, None]


def _start(X: Floats, count: int) -> tuple[Floats, Floats]:
    """The larger of the positive and the negative part of each pair of singular vectors."""
    U, sizes, V = np.linalg.svd(X, full_matrices=False)
    W, H = np.zeros((len(X), count)), np.zeros((count, X.shape[1]))
    for at in range(count):
        sides = [(np.maximum(sign * U[:, at], 0.0), np.maximum(sign * V[at], 0.0)) for sign in (1.0, -1.0)]
        strengths = [float(np.linalg.norm(left) * np.linalg.norm(right)) for left, right in sides]
        left, right = sides[int(strengths[1] > strengths[0])]
        W[:, at], H[at] = np.sqrt(sizes[at]) * left, np.sqrt(sizes[at]) * right
    mean = float(X.mean())
    # Zeros would stay zeros for ever.
    return np.where(W > 0, W, mean / 100), np.where(H > 0, H, mean / 100)


def _name(words: Sequence[str], weights: Floats) -> tuple[str, ...]:
    order: Indices = np.lexsort((np.arange(len(words)), -weights.round(9)))
    return tuple(words[at] for at in order[:NAMED_BY].tolist() if weights[at] > 1e-6)
