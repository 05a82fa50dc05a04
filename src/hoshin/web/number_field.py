"""A form field for a number as people write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.base.formats import as_typed, has_decimal_comma
from hoshin.base.percentages import Percentage
from hoshin.exchange.workbook.numerals import Ambiguous, Mark, number_from


class NumberField(forms.CharField):
    """A finite number: 1,234.5, 1 234.5, −3, with or without the unit behind it; None where nothing is written.

    75 % is 75 in a unit of % (`scale` 0.01), and 0.75 where the unit is another.
    """

    def __init__(self, *, unit: str = "", scale: float = 1.0, **kwargs: Any) -> None:
        self.unit, self.scale = unit, scale
        kwargs.setdefault("required", False)
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """A number that stands in the field, as whoever reads it would type it."""
        return as_typed(value) if isinstance(value, int | float) and not isinstance(value, bool) else value

    def clean(self, value: Any) -> float | None:
        text = super().clean(value).strip()
        # A percent sign is part of the number: what it comes to depends on the unit.
        if self.unit and self.unit.strip() != "%" and text.casefold().endswith(self.unit.casefold()):
            text = text[: -len(self.unit)]
        text = text.strip()
        if not text:
            if self.required:
                raise forms.ValidationError(_("Write a number."))
            return None
        try:
            number = number_from(text, Mark.COMMA if has_decimal_comma() else Mark.POINT)
            return number.in_unit(self.scale) if isinstance(number, Percentage) else number
        except Ambiguous:
            raise forms.ValidationError(_("This can be read in two ways: write it without separators.")) from None
        except ValueError:
            raise forms.ValidationError(_("“%(text)s” is not a number."), params={"text": text[:40]}) from None
