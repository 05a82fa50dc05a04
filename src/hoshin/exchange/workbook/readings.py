"""What was answered once about how a column is to be read, kept for the next file that leaves it open as well."""

from collections.abc import Iterable

from hoshin.base import clock
from hoshin.exchange.models import ColumnReading
from hoshin.exchange.workbook.conventions import with_answer
from hoshin.exchange.workbook.mending import Mend, MendKind


def kept_readings() -> dict[tuple[str, str], str]:
    """The answers of before, by sheet and column."""
    return {(one.sheet, one.column): one.answer for one in ColumnReading.objects.all()}


def keep_readings(mends: Iterable[Mend]) -> dict[tuple[str, str], str]:
    """Keep the answers among mends; returns them. Within the transaction of the import: they last where it does."""
    given = [mend for mend in mends if mend.kind is MendKind.READING]
    kept, answers = kept_readings() if given else {}, dict[tuple[str, str], str]()
    for mend in given:
        place = mend.sheet, mend.column
        answers[place] = with_answer(answers.get(place, kept.get(place, "")), mend.wanted)
    for (sheet, column), answer in answers.items():
        ColumnReading.objects.update_or_create(
            sheet=sheet, column=column, defaults={"answer": answer, "answered_at": clock.now()}
        )
    return answers
