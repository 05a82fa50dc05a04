"""The fields of a risk, of its assessment, controls and indicators, of closing it, and of a category."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.initiatives.models import MOST_MONEY, Initiative
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.risks.models import (
    HIGHEST,
    IMPACTS,
    LONGEST,
    LONGEST_LINE,
    MOST_A_YEAR,
    ControlKind,
    ControlWorks,
    LimitSide,
    RiskCategory,
    RiskControl,
    RiskIndicator,
    RiskKind,
    RiskSight,
)
from hoshin.risks.policies import categories_visible_to
from hoshin.risks.services.controls import ControlSaid, IndicatorSaid
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField, suggest
from hoshin.web.number_field import NumberField
from hoshin.web.risks.words import LIKELIHOODS, impacts_in

T = TypeVar("T")
_MONTHS = ((1, _("every month")), (3, _("every quarter")), (6, _("every half-year")), (12, _("every year")))


def _text(label: Any, example: Any = "", *, rows: int = 2, required: bool = False, help_text: Any = "") -> Any:
    area = forms.Textarea({"rows": rows, "placeholder": example} if example else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=help_text)


def _version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class RiskForm(forms.Form):
    """A risk as it is entered; what is at stake and what is being done by their codes."""

    name = forms.CharField(label=_("What may come"), max_length=LONGEST_LINE)
    code = forms.CharField(label=_("Code"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=RiskKind.choices)
    cause = _text(_("Cause"), _("Because our hotline runs on one contract …"))
    event = _text(_("Event"), _("… it may be down for more than a day …"))
    consequence = _text(_("Consequence"), _("… so that callers get no answer and complaints double."))
    objectives = forms.CharField(
        label=_("Objectives at stake (codes)"),
        required=False,
        max_length=2000,
        help_text=_("At least one, with ; between."),
    )
    initiatives = forms.CharField(
        label=_("Initiatives that make it smaller, or more of it (codes)"), required=False, max_length=2000
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    owner = FoundField("people", label=_("Owner"))
    unit = FoundField("units", label=_("Unit"))
    visibility = forms.ChoiceField(label=_("Visible to"), choices=RiskSight.choices)
    review_months = forms.TypedChoiceField(label=_("Looked at again"), coerce=int)
    version = _version()

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        for name in ("owner", "unit"):
            field = self.fields[name]
            assert isinstance(field, FoundField)
            field.bind_to(actor, name)
        for name in ("objectives", "initiatives"):
            suggest(self.fields[name], name, name, several=True)
        self.categories = {row.code: row for row in categories_visible_to(actor).order_by("name", "pk")}
        none = [("", translated("none"))]
        offer(self, "category", none + [(code, row.name) for code, row in self.categories.items()])
        held = self.initial.get("review_months")
        months = dict(_MONTHS) | ({held: translated("every %(count)s months") % {"count": held}} if held else {})
        offer(self, "review_months", sorted((months | dict(_MONTHS)).items()))

    def clean_objectives(self) -> list[Objective]:
        return _each(self.cleaned_data["objectives"], lambda code: objective_by_code(self.actor, code))

    def clean_initiatives(self) -> list[Initiative]:
        return _each(self.cleaned_data["initiatives"], lambda code: initiative_by_code(self.actor, code))

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"category": self.categories.get(said["category"])}


class AssessmentForm(forms.Form):
    """How likely and how grave it is, before and after controls, and why; in money if that is known."""

    likelihood_before = forms.TypedChoiceField(label=_("Likelihood before controls"), coerce=int)
    impact_before = forms.TypedChoiceField(label=_("Impact before controls"), coerce=int)
    likelihood = forms.TypedChoiceField(label=_("Likelihood after controls"), coerce=int)
    impact = forms.TypedChoiceField(label=_("Impact after controls"), coerce=int)
    reason = _text(_("Why"), required=True, help_text=_("What you looked at. It is kept with this day and your name."))
    frequency = NumberField(
        label=_("Times a year"), least=0, most=MOST_A_YEAR, help_text=_("0.1 is once in ten years.")
    )
    loss_low = NumberField(label=_("Each time, nine of ten from"), least=0, most=MOST_MONEY)
    loss_high = NumberField(label=_("to"), least=0, most=MOST_MONEY)
    version = _version()

    def __init__(self, *arguments: Any, category: RiskCategory | None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("likelihood_before", "likelihood"):
            offer(self, name, _steps(LIKELIHOODS))
        for name in ("impact_before", "impact"):
            offer(self, name, _steps(impacts_in(category)))


class ControlForm(forms.Form):
    """A control in a row of the table; an empty name takes it out."""

    name = forms.CharField(label=_("Control"), max_length=LONGEST_LINE, required=False)
    kind = forms.ChoiceField(label=_("What it does"), choices=ControlKind.choices)
    works = forms.ChoiceField(label=_("How well"), choices=ControlWorks.choices, initial=ControlWorks.UNTESTED)

    def __init__(self, data: Any = None, *, number: int, row: RiskControl | None = None) -> None:
        initial = {"name": row.name, "kind": row.kind, "works": row.works} if row else None
        super().__init__(data, prefix=f"c{number}", initial=initial)
        _label(self, row.name if row else translated("new control"))

    @property
    def said(self) -> ControlSaid | None:
        return ControlSaid(**self.cleaned_data) if self.cleaned_data["name"].strip() else None


class IndicatorForm(forms.Form):
    """A measure with its limits in a row of the table; an empty code takes it out."""

    measure = forms.CharField(label=_("Measure (code)"), max_length=100, required=False)
    side = forms.ChoiceField(label=_("Speaks"), choices=LimitSide.choices)
    warning = NumberField(label=_("Warning"))
    limit = NumberField(label=_("Limit"))

    def __init__(self, data: Any = None, *, actor: Actor, number: int, row: RiskIndicator | None = None) -> None:
        initial = None
        if row is not None:
            initial = {"measure": row.measure.code, "side": row.side, "warning": row.warning, "limit": row.limit}
        super().__init__(data, prefix=f"i{number}", initial=initial)
        self.actor = actor
        suggest(self.fields["measure"], "measure", "measures", several=True)
        _label(self, row.measure.code if row else translated("new indicator"))

    def clean_measure(self) -> Measure | None:
        found = _each(self.cleaned_data["measure"], lambda code: measure_by_code(self.actor, code))
        return found[0] if found else None

    @property
    def said(self) -> IndicatorSaid | None:
        return IndicatorSaid(**self.cleaned_data) if self.cleaned_data["measure"] else None


class RiskClosingForm(forms.Form):
    """Why a risk is closed."""

    because = _text(
        _("Why it is closed"), required=True, help_text=_("It came, it can come no more, or others bear it.")
    )
    version = _version()


class CategoryForm(forms.Form):
    """A category with its appetite, what is tolerated in money, and what its steps of impact mean."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_LINE)
    code = forms.CharField(label=_("Code"), max_length=100)
    appetite = NumberField(
        label=_("Appetite: the highest level that is taken as it is"),
        least=1,
        most=HIGHEST,
        is_whole=True,
        help_text=_("Likelihood times impact, 1 to 25. Empty: nothing is said."),
    )
    statement = _text(_("How much is wanted, and why"))
    tolerated = _text(
        _("What a year may cost, one a line"),
        "50000 = 30 %\n500000 = 5 %",
        rows=3,
        help_text=_(
            "An amount, and in how many years of a hundred more than that is borne; the smallest amount first."
        ),
    )
    version = _version()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for step, (name, usual) in enumerate(zip(IMPACTS, impacts_in(None), strict=True), 1):
            label = translated("Impact %(step)s") % {"step": step}
            field = forms.CharField(label=label, max_length=LONGEST_LINE, required=False)
            field.widget.attrs["placeholder"] = usual
            self.fields[name] = field

    @property
    def values(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        appetite = said["appetite"]
        lines = [line for line in said["tolerated"].splitlines() if line.strip()]
        return said | {"tolerated": lines, "appetite": None if appetite is None else int(appetite)}


def _steps(words: Any) -> list[tuple[Any, str]]:
    return [("", "–"), *((step, f"{step} · {word}") for step, word in enumerate(words, 1))]


def _each(text: str, find: Callable[[str], T]) -> list[T]:
    """The things that codes with ; between name."""
    found = []
    for code in (part.strip() for part in text.split(";")):
        if code:
            try:
                found.append(find(code))
            except NotFound as error:
                raise forms.ValidationError(str(error)) from None
    return found


def _label(form: forms.Form, of: str) -> None:
    for bound in form.fields.values():
        bound.widget.attrs["aria-label"] = f"{bound.label}: {of}"
