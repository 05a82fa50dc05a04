"""Comments are grouped by what they share: planted themes are found, in whatever order texts come."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.engine.surveys import themes

LOUD = [
    f"The office is loud {rest}" for rest in ("today", "at noon", "by the door", "near the lift", "and dark", "again")
]
PAY = [f"Pay is {rest}, the salary lags" for rest in ("low", "unfair", "late", "too small", "not explained", "secret")]
TOOLS = [f"The case system {rest} and crashes" for rest in ("hangs", "is slow", "is old", "stops", "fails", "waits")]
words = st.sampled_from(["pay", "loud", "system", "manager", "hours", "team", "und", "der", "the", "Übung", "été"])


def test_planted_themes_are_found_and_named_by_their_words():
    texts = [*LOUD, *PAY, *TOOLS]
    found = themes(texts)
    assert {frozenset(theme.members) for theme in found} == {
        frozenset(range(6)), frozenset(range(6, 12)), frozenset(range(12, 18))
    }  # fmt: skip
    by_first = {min(theme.members): set(theme.words) for theme in found}
    assert by_first[0] >= {"office", "loud"}
    assert by_first[6] >= {"pay", "salary"}
    assert by_first[12] >= {"case", "system", "crashes"}


@settings(max_examples=60)
@given(st.lists(st.lists(words, max_size=7).map(" ".join), max_size=25), st.randoms())
def test_every_text_belongs_to_one_theme_whatever_the_order(texts, chance):
    order = list(range(len(texts)))
    chance.shuffle(order)
    shuffled = [texts[at] for at in order]
    one, other = themes(texts), themes(shuffled)
    assert sorted(at for theme in one for at in theme.members) == list(range(len(texts)))

    def named(found, said):
        return sorted((theme.words, sorted(said[at] for at in theme.members)) for theme in found)

    assert named(one, texts) == named(other, shuffled)


def test_few_or_empty_texts_are_one_group_without_a_name():
    assert themes([]) == []
    assert [theme.words for theme in themes(["loud", "loud"])] == [()]
    assert [theme.words for theme in themes(["!"] * 12)] == [()]
