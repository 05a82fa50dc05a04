"""A form field for a number as people write it: every form that asks for one has this field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.base.amounts import number_text
from hoshin.base.formats import as_typed, has_decimal_comma
from hoshin.base.percentages import Percentage
from hoshin.exchange.workbook.numerals import Ambiguous, Mark, number_from


class NumberField(forms.CharField):
    """A finite number: 1,234.5, 1 234.5, −3, with or without the unit behind it; None where nothing is written.

    75 % is 75 in a unit of % (`scale` 0.01), and 0.75 where the unit is another. `least`, `most`: the number lies between
    these; one that `is_whole` has no decimals.
    """

    default_error_messages = {
        "required": _("Write a number."),
        "invalid": _("“%(text)s” is not a number."),
        "ambiguous": _("This can be read in two ways: write it without separators."),
        "least": _("It is %(least)s or more."),
        "most": _("It is %(most)s or less."),
        "whole": _("Write a whole number."),
    }

    def __init__(
        self,
        *,
        unit: str = "",
        scale: float = 1.0,
        least: float | None = None,
        most: float | None = None,
        is_whole: bool = False,
        **kwargs: Any,
    ) -> None:
        self.unit, self.scale = unit, scale
        self.least, self.most, self.is_whole = least, most, is_whole
        kwargs.setdefault("required", False)
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric" if is_whole else "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """A number that stands in the field, as whoever reads it would type it."""
        return as_typed(value) if isinstance(value, int | float) and not isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another number is written than the one that stood there."""
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> float | None:
        text = super().clean(value).strip()
        # A percent sign is part of the number: what it comes to depends on the unit.
        if self.unit and self.unit.strip() != "%" and text.casefold().endswith(self.unit.casefold()):
            text = text[: -len(self.unit)]
        text = text.strip()
        if not text:
            if self.required:
                raise self._fault("required")
            return None
        try:
            number = number_from(text, Mark.COMMA if has_decimal_comma() else Mark.POINT)
        except Ambiguous:
            raise self._fault("ambiguous") from None
        except ValueError:
            raise self._fault("invalid", text=text[:40]) from None
        return self._within(number.in_unit(self.scale) if isinstance(number, Percentage) else number)

    def _within(self, number: float) -> float:
        if self.is_whole and not number.is_integer():
            raise self._fault("whole")
        if self.least is not None and number < self.least:
            raise self._fault("least", least=number_text(self.least))
        if self.most is not None and number > self.most:
            raise self._fault("most", most=number_text(self.most))
        return int(number) if self.is_whole else number

    def _fault(self, code: str, **facts: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=facts)


def as_people_write(field: forms.IntegerField) -> NumberField:
    """The field for a column of numbers, whole ones or not, that reads them as people write them."""
    return NumberField(
        is_whole=not isinstance(field, forms.FloatField),
        least=field.min_value,
        most=field.max_value,
        label=field.label,
        required=field.required,
        initial=field.initial,
        help_text=field.help_text,
    )


def weight_field(*, required: bool = True) -> NumberField:
    """The field for a weight."""
    negative = {"least": _("A weight cannot be negative.")}
    return NumberField(label=_("Weight"), required=required, least=0, error_messages=negative)
