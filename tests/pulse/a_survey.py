"""A survey of one's own, on the lunch of an agency: a choice, several choices, a scale and words."""

from tests.pulse.conftest import launched

from hoshin.pulse.library import OnlyIf, QuestionKind, SurveyQuestion, Texts
from hoshin.pulse.services import add_questionnaire, set_question

CANTEEN = SurveyQuestion(
    "", "", Texts(en="Where do you eat?", fr="Où mangez-vous ?"), QuestionKind.CHOICE,
    options=(Texts(en="At home", fr="À la maison"), Texts(en="Canteen", fr="Cantine"), Texts(en="Not", fr="Pas")),
)  # fmt: skip
MISSING = SurveyQuestion(
    "", "", Texts(en="What is missing there?", fr="Qu’est-ce qui y manque ?"), QuestionKind.CHOICES,
    options=(Texts(en="Salad", fr="Salade"), Texts(en="Time", fr="Du temps")),
)  # fmt: skip
QUIET = SurveyQuestion("", "", Texts(en="I can work undisturbed.", fr="Je peux travailler au calme."), topic="Quiet")
WORDS = SurveyQuestion("", "", Texts(en="What else?", fr="Quoi d’autre ?"), QuestionKind.TEXT)


def a_survey(staff):
    """A survey with a choice, several choices for those of the canteen alone, a scale and words."""
    row = add_questionnaire(staff.office, name="Lunch", purpose="Whether the canteen stays")
    for question in (CANTEEN, MISSING, QUIET, WORDS):
        if question is MISSING:
            question = SurveyQuestion(**{**fields(MISSING), "only_if": OnlyIf(row.questions[0]["code"], (1,))})
        row = set_question(staff.office, questionnaire=row, version=None, question=question)
    return row


def fields(question):
    return {name: getattr(question, name) for name in SurveyQuestion.__slots__}


def sent(staff, row, **more):
    wave = launched(staff, survey=row.code, name="Lunch", comments_to="heads", **more)
    return wave, [kept["code"] for kept in row.questions]
