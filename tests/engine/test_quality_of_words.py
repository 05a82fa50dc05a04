"""Text cues of methods.md 6.10: worked sentences, and what holds for any text."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.engine.quality import Cue, CuePrompt, read_cues

LINES = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
NEUTRAL = st.lists(st.sampled_from("table window report river paper garden".split()), max_size=30)


def prompts(text, **more):
    return {prompt.value: terms for prompt, terms in read_cues(text, **more).prompts}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On Tuesday you let everybody finish. We decided in half an hour.", {}),
        ("You reduced the waiting time from 9 to 4 days, and three clinics copied it.", {}),
        ("Sometimes you are abrasive in our meetings with the regional offices.", {"trait": ("abrasive",)}),
        ("You set an aggressive target of 40 and reached it in March.", {}),
        ("Great job, keep it up, you really are awesome!", {"vague_praise": ("great job", "keep it up", "awesome")}),
        ("Great job on Tuesday: you let everybody finish and we decided.", {}),
        ("You always interrupt people and never listen to what they say.", {"loaded": ("always", "never")}),
        (
            "Maybe you could perhaps speak a bit louder in the hall on Monday.",
            {"hedged": ("maybe", "perhaps", "a bit")},
        ),
        (
            "You bring people of all units together and give each of them room to say what they think of our work here",
            {"no_outcome": ()},
        ),
        ("Thank you very much.", {"short": ()}),
        ("You", {}),
        ("", {}),
        ("Tu es paresseux et la réunion a duré longtemps pour nous.", {"trait": ("paresseux",)}),
        ("Un objectif agressif pour le trimestre, et nous avons tenu le délai de 12 jours.", {}),
        ("Bon travail, tu es super avec les collègues !", {"vague_praise": ("bon travail", "tu es super")}),
        ("Tu n'écoutes jamais les collègues de la région nord.", {"loaded": ("jamais",)}),
        ("Lundi tu as laissé parler chacun et nous avons décidé en 30 minutes.", {}),
    ],
)  # fmt: skip
def test_worked_sentences(text, wanted):
    assert prompts(text) == wanted


def test_a_measure_by_its_name_is_evidence():
    text = "Great job, net promoter score went up like the whole team had hoped."
    assert "vague_praise" in prompts(text)
    assert prompts(text, measures=["Net promoter score"]) == {}


def test_a_text_of_more_than_250_words_is_long():
    assert "long" not in prompts("On Monday you spoke " + "and listened " * 123)
    assert "long" in prompts("On Monday you spoke " + "and listened " * 124)


def test_counts_are_per_100_words():
    result = read_cues("You are abrasive and bossy with us all the way up")
    assert (result.words, result.per_100_words(Cue.TRAIT)) == (11, pytest.approx(200 / 11))
    assert isnan(read_cues("").per_100_words(Cue.TRAIT))


@given(LINES)
def test_any_text_is_read_and_the_same_again(text):
    result = read_cues(text)
    assert result == read_cues(text)
    assert all(len(terms) <= result.words for terms in result.found.values())
    assert all(0 <= result.per_100_words(cue) <= 100 for cue in Cue) or result.words == 0
    assert len({prompt for prompt, _terms in result.prompts}) == len(result.prompts)


@given(LINES)
def test_case_changes_nothing(text):
    english = "the " + text.lower()
    assert read_cues(english).found == read_cues("THE " + text.lower()).found


@given(NEUTRAL)
def test_neutral_words_thin_cues_out_and_add_none(words):
    text = "You are abrasive in the hall on Monday. " + " ".join(words)
    result = read_cues(text)
    assert result.found[Cue.TRAIT] == ("abrasive",)
    assert result.per_100_words(Cue.TRAIT) == pytest.approx(100 / (8 + len(words)))
    assert [prompt for prompt, _terms in result.prompts] == [CuePrompt.TRAIT]
