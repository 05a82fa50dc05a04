"""The fields of a survey of one's own, and of a question of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
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
    """Words in each language, options one a line; `earlier` are the questions of which it may depend."""

    kind = forms.ChoiceField(
        label=_("How it is answered"), choices=[(kind.value, text) for kind, text in KINDS.items()]
    )
    driver = forms.ChoiceField(
        label=_("Topic"), required=False, help_text=_("On scales. Questions of a topic make one score together.")
    )
    topic = forms.CharField(label=_("A topic of its own"), max_length=60, required=False)
    is_reversed = forms.BooleanField(label=_("Agreeing is bad: count it the other way round"), required=False)
    only_if = forms.MultipleChoiceField(
        label=_("Only of those who chose"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, earlier: Sequence[SurveyQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "driver", [("", _("the one below")), *DRIVERS.items()])
        asks = [one for one in earlier if one.options]
        pairs = [
            (f"{one.code}:{at}", f"{one.text} · {words}") for one in asks for at, words in enumerate(one.choices())
        ]
        field = self.fields["only_if"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = pairs
        if not pairs:
            del self.fields["only_if"]
        for language, name in LANGUAGES.items():
            self.fields[f"text_{language}"] = forms.CharField(
                label=_("Question (%(language)s)") % {"language": name}, max_length=300, required=False
            )
        for language, name in LANGUAGES.items():
            self.fields[f"options_{language}"] = forms.CharField(
                label=_("Options, one a line (%(language)s)") % {"language": name},
                required=False,
                max_length=5_000,
                widget=forms.Textarea({"rows": 4}),
            )
        for language, name in LANGUAGES.items():
            self.fields[f"section_{language}"] = forms.CharField(
                label=_("Begins the section (%(language)s)") % {"language": name}, max_length=120, required=False
            )
        self.order_fields(["text_en", "text_de", "text_fr", "kind", "options_en", "options_de", "options_fr"])

    @property
    def question(self) -> SurveyQuestion:
        """What was typed, as a question; the service says what is wrong with it."""
        typed = self.cleaned_data
        kind = QuestionKind(typed["kind"])
        is_choice = kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
        driver = ENPS if kind == QuestionKind.ENPS else typed["driver"]
        return SurveyQuestion(
            code="",
            driver=driver,
            text=self._texts("text"),
            kind=kind,
            is_reversed=typed["is_reversed"] and kind == QuestionKind.SCALE,
            options=self._options() if is_choice else (),
            section=self._texts("section") or "",
            topic="" if driver else typed["topic"].strip(),
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
