"""The fields of a survey of one's own, and of a question of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoshin.pulse.library import (
    DRIVERS,
    ENPS,
    LANGUAGES,
    SURVEYS,
    OnlyIf,
    QuestionKind,
    Survey,
    SurveyQuestion,
    Texts,
)
from hoshin.web.forms import offer

KINDS = {
    QuestionKind.SCALE: _("a scale of five steps"),
    QuestionKind.CHOICE: _("one of several options"),
    QuestionKind.CHOICES: _("several of several options"),
    QuestionKind.TEXT: _("words"),
    QuestionKind.ENPS: _("0 to 10: would you recommend us (eNPS)"),
}


_LABELS = (_("Question"), _("Options, one a line"), _("Begins the section"))
_LABELS_ELSEWHERE = (
    _("Question (%(language)s)"),
    _("Options, one a line (%(language)s)"),
    _("Begins the section (%(language)s)"),
)


class QuestionnaireForm(forms.Form):
    name = forms.CharField(label=_("What it is called"), max_length=200)
    purpose = forms.CharField(label=_("What for"), max_length=500, required=False)


class NewQuestionnaireForm(QuestionnaireForm):
    copy_of = forms.ChoiceField(label=_("Begin with a copy of"), required=False)

    def __init__(self, *args: Any, own: Sequence[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(survey.code, survey.name) for survey in (*SURVEYS.values(), *own)]
        offer(self, "copy_of", [("", _("nothing: my own questions")), *named])


class SurveyQuestionForm(forms.Form):
    """Words in each language, options one a line; `earlier` are the questions of which it may depend.

    What is rarely needed is folded: `others` in other languages, `placed` a section and a condition.
    """

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("How it is answered"), choices=[(kind.value, text) for kind, text in KINDS.items()]
    )
    driver = forms.ChoiceField(
        label=_("Topic"), required=False, help_text=_("Questions of a topic make one score together.")
    )
    topic = forms.CharField(label=_("A topic of its own"), max_length=60, required=False)
    is_reversed = forms.BooleanField(label=_("Agreeing is bad: count it the other way round"), required=False)
    only_if = forms.MultipleChoiceField(
        label=_("Only of those who chose"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, earlier: Sequence[SurveyQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "driver", [("", _("the one below")), *DRIVERS.items()])
        self._offer_conditions(earlier)
        self.language = _first_language(self.initial)
        for language in LANGUAGES:
            self._add_words(language)
        elsewhere = [one for one in LANGUAGES if one != self.language]
        typed = self.data if self.is_bound else self.initial
        self.fields[f"text_{self.language}"].required = not any(typed.get(f"text_{one}") for one in elsewhere)
        self.are_others_open = self._has(elsewhere) or any(_is_said_in(one, elsewhere) for one in earlier)

    def _add_words(self, language: str) -> None:
        area = forms.Textarea({"rows": 4})
        labels = _LABELS if language == self.language else _LABELS_ELSEWHERE
        text, options, section = (label % {"language": LANGUAGES[language]} for label in labels)
        self.fields[f"text_{language}"] = forms.CharField(label=text, max_length=300, required=False)
        self.fields[f"options_{language}"] = forms.CharField(
            label=options, required=False, max_length=5_000, widget=area
        )
        self.fields[f"section_{language}"] = forms.CharField(label=section, max_length=120, required=False)

    def _offer_conditions(self, earlier: Sequence[SurveyQuestion]) -> None:
        pairs = [
            (f"{one.code}:{at}", f"{one.text} · {words}")
            for one in earlier
            if one.options
            for at, words in enumerate(one.choices())
        ]
        if pairs:
            offer(self, "only_if", pairs)
        else:
            del self.fields["only_if"]

    def _has(self, languages: Sequence[str]) -> bool:
        return any(
            self[f"{part}_{one}"].value() or self[f"{part}_{one}"].errors
            for part in ("text", "options", "section")
            for one in languages
        )

    @property
    def asked(self) -> list[forms.BoundField]:
        """What each question needs."""
        own = (f"text_{self.language}", "kind", f"options_{self.language}", "driver", "topic", "is_reversed")
        return [self[name] for name in own]

    @property
    def others(self) -> list[forms.BoundField]:
        """The same words in other languages."""
        elsewhere = [one for one in LANGUAGES if one != self.language]
        return [self[f"{part}_{one}"] for one in elsewhere for part in ("text", "options", "section")]

    @property
    def placed(self) -> list[forms.BoundField]:
        """What it begins, and on what it depends."""
        return [self[name] for name in (f"section_{self.language}", "only_if") if name in self.fields]

    @property
    def is_placed(self) -> bool:
        """Something of that is said, rightly or wrongly."""
        return any(bound.value() or bound.errors for bound in self.placed)

    @property
    def question(self) -> SurveyQuestion:
        """What was typed, as a question; the service says what is wrong with it."""
        typed = self.cleaned_data
        kind = QuestionKind(typed["kind"])
        is_choice, is_scale = kind in (QuestionKind.CHOICE, QuestionKind.CHOICES), kind == QuestionKind.SCALE
        driver = ENPS if kind == QuestionKind.ENPS else typed["driver"] if is_scale else ""
        return SurveyQuestion(
            code="",
            driver=driver,
            text=self._texts("text"),
            kind=kind,
            is_reversed=typed["is_reversed"] and is_scale,
            options=self._options() if is_choice else (),
            section=self._texts("section") or "",
            topic=typed["topic"].strip() if is_scale and not driver else "",
            only_if=self._only_if(),
        )

    def _texts(self, name: str) -> Texts:
        typed = {language: self.cleaned_data[f"{name}_{language}"].strip() for language in LANGUAGES}
        return Texts({language: text for language, text in typed.items() if text})

    def _options(self) -> tuple[Texts, ...]:
        lines = {
            language: [line.strip() for line in self.cleaned_data[f"options_{language}"].splitlines() if line.strip()]
            for language in LANGUAGES
        }
        said = {language: options for language, options in lines.items() if options}
        count = max((len(options) for options in said.values()), default=0)
        return tuple(
            Texts({language: (options[at] if at < len(options) else "") for language, options in said.items()})
            for at in range(count)
        )

    def _only_if(self) -> OnlyIf | None:
        pairs = [pair.rpartition(":") for pair in self.cleaned_data.get("only_if", ())]
        if not pairs:
            return None
        # Options of one question: those of the first that was ticked.
        first = pairs[0][0]
        return OnlyIf(first, tuple(int(option) for code, _colon, option in pairs if code == first))


def _first_language(written: Mapping[str, Any]) -> str:
    """That of the page, where the question is written in it, or in none yet."""
    here, there = (get_language() or "en")[:2], [one for one in LANGUAGES if written.get(f"text_{one}")]
    return here if here in (there or LANGUAGES) else there[0] if there else "en"


def _is_said_in(question: SurveyQuestion, languages: Sequence[str]) -> bool:
    return isinstance(question.text, Texts) and any(question.text.get(one) for one in languages)


def chosen_before(survey: Survey) -> dict[str, str]:
    """By question the options of an earlier one of which it depends, in words."""
    options = {question.code: question.choices() for question in survey.questions}
    conditions = {question.code: question.only_if for question in survey.questions if question.only_if}
    return {
        code: ", ".join(options[one.question][at] for at in one.options if at < len(options.get(one.question, ())))
        for code, one in conditions.items()
    }


def typed_of(question: SurveyQuestion) -> dict[str, Any]:
    """A question as it is typed into the form."""
    text = question.text if isinstance(question.text, Texts) else Texts()
    section = question.section if isinstance(question.section, Texts) else Texts()
    condition = question.only_if
    return {
        "kind": question.kind.value,
        "driver": question.driver if question.driver in DRIVERS else "",
        "topic": question.topic,
        "is_reversed": question.is_reversed,
        "only_if": [f"{condition.question}:{option}" for option in condition.options] if condition else [],
        **{f"text_{language}": text.get(language, "") for language in LANGUAGES},
        **{f"section_{language}": section.get(language, "") for language in LANGUAGES},
        **{
            f"options_{language}": "\n".join(option.get(language, "") for option in question.options)
            for language in LANGUAGES
        },
    }
