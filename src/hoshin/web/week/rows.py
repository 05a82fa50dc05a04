"""The rows of My week: what stands in them, what was typed, what is wrong with it, and the check-ins that they say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import Conflict, Implausible, Invalid
from hoshin.base.periods import Period
from hoshin.base.whole_numbers import whole_number
from hoshin.checkins.rows import CheckInDraft
from hoshin.checkins.selectors import DueResult
from hoshin.measures.rows import ActualRow
from hoshin.web.found_field import FoundField
from hoshin.web.implausible import question
from hoshin.web.value_texts import has_parts, numbers_typed, overtaken, text_of

WORDS = ("note", "status", "why", "blocker")
TYPED = (*WORDS, "asked")


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A key result as it is drawn. `name` ends the names of its fields.

    `shown` is the value that its reader was shown, `expected` its number. `is_in`: it is to be saved. `meant` is the text
    that was asked about as odd: sent again, it is meant. `asked`: who is asked what stands in the way, as typed.
    """

    due: DueResult
    name: str
    period: Period
    shown: str
    value: str
    expected: int
    confidence: str = ""
    note: str = ""
    status: str = ""
    why: str = ""
    blocker: str = ""
    asked: str = ""
    is_in: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)
    is_first: bool = False
    meant: str = ""

    @property
    def is_meant(self) -> bool:
        return bool(self.meant) and self.meant == self.value

    @property
    def has_parts(self) -> bool:
        return has_parts(self.due.measure)

    @property
    def is_more_open(self) -> bool:
        """Whether what is seldom needed says anything, or something is wrong with it."""
        said = self.status or self.why or self.blocker or self.asked
        return bool(said) or bool({"status", "why", "blocker", "asked"} & self.errors.keys())


def rows_to_fill(results: Sequence[DueResult]) -> list[WeekRow]:
    """Rows filled with what is known; the first that is due is where one begins."""
    return _with_first([_filled(one) for one in results], lambda row: not row.due.is_done)


def rows_typed(data: QueryDict, results: Sequence[DueResult]) -> list[WeekRow]:
    """The same rows with what was typed, unread. What was sent for a period that is over by now stays of that."""
    return [_typed(data, _filled(one)) for one in results if f"expected-{_name(one)}" in data]


def read(actor: Actor, row: WeekRow) -> CheckInDraft | WeekRow:
    """The check-in that a row says; the row with its errors where it cannot be read."""
    actual = None
    people = FoundField("people")
    people.actor = actor
    try:
        asked = people.clean(row.asked)
    except forms.ValidationError as error:
        return replace(row, errors={"asked": " ".join(error.messages)})
    # What was shown and stands already need not be recorded again; what was known of before counts for now.
    if row.value and row.due.may_record and (row.value != row.shown or not row.expected):
        try:
            numbers = numbers_typed(row.value, row.due.measure)
        except forms.ValidationError as error:
            return replace(row, errors={"value": " ".join(error.messages)})
        actual = ActualRow(row.due.measure.pk, None, row.period.start, note=row.note, **numbers)
    elif not row.value and row.shown and row.expected:
        return replace(row, errors={"value": _("Write a number. A value is taken back on the page of its measure.")})
    confidence = whole_number(row.confidence, 2)
    return CheckInDraft(
        row.due.objective,
        row.due.measure,
        actual,
        expected=row.expected,
        is_meant=row.is_meant,
        confidence=confidence,
        blocker_to=asked,
        **{name: getattr(row, name) for name in WORDS},
    )


def with_problems(
    rows: Sequence[WeekRow], sent: Sequence[WeekRow], found: Invalid | Conflict, now: Sequence[DueResult]
) -> list[WeekRow]:
    """The rows with what a service said of those that were sent; what was typed stays. `now`: how all stands by now."""
    if isinstance(found, Conflict):
        fresh = {_name(one): one for one in now}
        late = {sent[number - 1].name for number in found.rows if number <= len(sent)} & fresh.keys()
        rows = [_with_theirs(row, fresh[row.name]) if row.name in late else row for row in rows]
        said = {row.name: {"value": overtaken(row.due.measure, row.due.held)} for row in rows if row.name in late}
        return with_errors(rows, said)
    errors: dict[str, dict[str, str]] = {}
    for problem in found.problems:
        if problem.row is not None and problem.row <= len(sent):
            name = problem.field if problem.field in (*TYPED, "confidence") else "value"
            is_odd = isinstance(found, Implausible)
            text = question(problem) if is_odd else f"{problem.message} {problem.remedy}".strip()
            errors.setdefault(sent[problem.row - 1].name, {})[name] = text
    if isinstance(found, Implausible):
        rows = [replace(row, meant=row.value) if row.name in errors else row for row in rows]
    return with_errors(rows, errors)


def beyond(found: Invalid | Conflict, count: int) -> Invalid | Conflict:
    """What was said of the rows behind the first so many, counted anew."""
    if isinstance(found, Conflict):
        return Conflict(str(found), rows=[row - count for row in found.rows if row > count])
    behind = [replace(one, row=one.row - count) for one in found.problems if one.row is not None and one.row > count]
    return type(found)(behind)


def with_errors(rows: Sequence[WeekRow], errors: Mapping[str, Mapping[str, str]]) -> list[WeekRow]:
    """The rows with what is wrong, the first of these being where one goes on."""
    marked = [replace(row, errors=errors[row.name]) if row.name in errors else row for row in rows]
    return _with_first(marked, lambda row: bool(row.errors))


def _filled(one: DueResult) -> WeekRow:
    today, last = one.today, one.last
    sure = last.confidence if last and last.confidence else None
    text = text_of(one.known)
    return WeekRow(
        one,
        _name(one),
        one.period,
        text,
        text,
        one.held.pk if one.held else 0,
        confidence=str(sure) if sure else "",
        note=today.note if today else "",
        status=today.status if today else "",
        why=today.why if today else "",
    )


def _typed(data: QueryDict, row: WeekRow) -> WeekRow:
    def sent(name: str, otherwise: str = "") -> str:
        return data.get(f"{name}-{row.name}", otherwise).replace("\r\n", "\n").strip()

    expected = sent("expected")
    typed = replace(
        row,
        period=_period(sent("period"), row.period),
        shown=sent("shown"),
        value=sent("value", row.value),
        expected=whole_number(expected) or 0,
        confidence=sent("confidence"),
        meant=sent("meant"),
        **{name: sent(name) for name in TYPED},
    )
    is_said = any(getattr(typed, name) != getattr(row, name) for name in TYPED)
    return replace(typed, is_in=bool(sent("in")) or is_said or typed.value != typed.shown)


def _period(text: str, otherwise: Period) -> Period:
    try:
        found = Period.parse(text)
    except ValueError:
        return otherwise
    return found if found.frequency is otherwise.frequency and found.start <= otherwise.start else otherwise


def _with_theirs(row: WeekRow, now: DueResult) -> WeekRow:
    """The row of somebody who sees by now what the other recorded, so that saving again replaces it."""
    held = now.held
    return replace(row, due=now, shown=text_of(now.known), expected=held.pk if held else 0, is_in=True)


def _name(one: DueResult) -> str:
    return f"{one.objective.pk}-{one.measure.pk}"


def _with_first(rows: Sequence[WeekRow], is_first: Callable[[WeekRow], bool]) -> list[WeekRow]:
    first = next((row for row in rows if is_first(row)), None)
    return [replace(row, is_first=True) if row is first else row for row in rows]
