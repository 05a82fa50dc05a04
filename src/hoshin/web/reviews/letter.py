"""The letter: what the page of somebody's review says, for paper."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base.amounts import number_text
from hoshin.reviews.models import ChangeVerdict, ReviewAppeal, ReviewResult
from hoshin.reviews.questions import ReviewQuestion
from hoshin.web.jinja import dated
from hoshin.web.papers import PaperBlock, PaperHeading, PaperItems, PaperRows, PaperWords, paper
from hoshin.web.wording import percent_text

_CHANGED = 0.005
Answered = Sequence[tuple[ReviewQuestion, Any]]


def letter(read: Mapping[str, Any]) -> bytes:
    """A PDF of what is read on the page of a person's review; `read` is what that page is made of, with a result."""
    cycle, person = read["cycle"], read["person"]
    title = _("Review of %(name)s") % {"name": person.name}
    return paper(title, list(_blocks(read)), foot=f"{cycle.name} · {title}")


def _blocks(read: Mapping[str, Any]) -> Iterator[PaperBlock]:
    cycle, person, result = read["cycle"], read["person"], read["result"]
    time = {"since": dated(cycle.starts_on, "j M Y"), "until": dated(cycle.ends_on, "j M Y")}
    yield PaperWords(f"{cycle.name} · " + _("%(since)s to %(until)s") % time, "note")
    yield PaperHeading(_("Result"))
    yield from _score(result)
    if result.sources:
        yield _by_source(result, read["sources"])
    yield from _evidence(result)
    yield from _changes(read["changes"])
    if read["appeal"]:
        yield from _appeal(read["appeal"])
    if result.comment:
        yield PaperHeading(_("Comment of %(name)s") % {"name": person.name}, 3)
        yield PaperWords(result.comment)
    for form, cited, rows in read["read"]:
        source = form.get_source_display()
        yield PaperHeading(f"{source[:1].upper()}{source[1:]}: {form.by.name}")
        yield from _answers(rows, cited)
    for form, rows in read["outside"]:
        yield PaperHeading(_("Outside: %(name)s") % {"name": form.name})
        yield from _answers(rows, {})
    if read["voices"]:
        yield PaperHeading(_("Peers and reports, together"))
        yield PaperWords(_("Sorted by their first letter, so that nobody's words are told by their order."), "note")
        for text, said in read["voices"]:
            yield PaperHeading(text, 3)
            yield from (PaperWords(words) for words in said)


def _score(result: ReviewResult) -> Iterator[PaperBlock]:
    if result.score is None:
        if result.reason:
            yield PaperWords(_("There is no score: %(reason)s.") % {"reason": _(result.reason)})
        return
    yield PaperWords(number_text(result.score, 2), "large")
    if result.raw is not None and abs(result.score - result.raw) >= _CHANGED:
        words = _("It was computed as %(raw)s and changed for the reasons below.")
        yield PaperWords(words % {"raw": number_text(result.raw, 2)})
    elif result.error:
        words = _("Give or take %(error)s: raters of one person lie that far apart.")
        yield PaperWords(words % {"error": number_text(result.error, 2)})
    if result.adjusted is not None:
        words = _(
            "Without the leniency of its raters it would be %(score)s. "
            "Those who looked at it saw that, and it counts for nothing."
        )
        yield PaperWords(words % {"score": number_text(result.adjusted, 2)}, "note")


def _evidence(result: ReviewResult) -> Iterator[PaperBlock]:
    if result.completeness is None:
        return
    words = _("Of the evidence that applies %(share)s was there when writing ended.")
    said = words % {"share": percent_text(result.completeness)}
    missing = _("Missing: %(parts)s.") % {"parts": result.missing} if result.missing else ""
    yield PaperWords(f"{said} {missing}".strip(), "note")


def _by_source(result: ReviewResult, names: Mapping[str, Any]) -> PaperRows:
    rows = []
    for one in result.sources:
        name = _rater(str(names[one["source"]]), one.get("left_out", 0))
        if one["is_hidden"]:
            rows.append([f"{name} ({_('too few to be shown')})", "–", "–", "–", "–"])
            continue
        weight = percent_text(one["weight"] or None)
        rows.append([name, number_text(one["n"]), _mean(one), _range(one), weight])
    head = [_("Who rated"), _("People"), _("Mean"), _("Range"), _("Weight")]
    return PaperRows(head, rows, numbers=(1, 2, 3, 4))


def _rater(name: str, left_out: int) -> str:
    if not left_out:
        return name
    said = ngettext("%(num)s left out: too few days together", "%(num)s left out: too few days together", left_out)
    return f"{name} ({said % {'num': left_out}})"


def _mean(source: Mapping[str, Any]) -> str:
    mean = number_text(source["mean"], 2)
    if source["trimmed"] is None:
        return mean
    trimmed = _("%(mean)s without the outermost") % {"mean": number_text(source["trimmed"], 2)}
    return f"{mean} ({trimmed})"


def _range(source: Mapping[str, Any]) -> str:
    """From the lowest to the highest, and how far they lie apart; a dash for one rater."""
    if source["low"] is None or source["n"] < 2:
        return "–"
    spread = f" ± {number_text(source['sd'], 2)}" if source["sd"] is not None else ""
    return f"{number_text(source['low'], 1)}–{number_text(source['high'], 1)}{spread}"


def _changes(changes: Sequence[Any]) -> Iterator[PaperBlock]:
    for change in changes:
        if change.verdict == ChangeVerdict.APPROVED:
            said = {
                "before": number_text(change.before, 2),
                "after": number_text(change.after, 2),
                "reason": change.get_reason_display(),
            }
            yield PaperWords(_("%(before)s to %(after)s: %(reason)s.") % said + f" {change.evidence}")


def _appeal(appeal: ReviewAppeal) -> Iterator[PaperBlock]:
    yield PaperHeading(_("Appeal"), 3)
    yield PaperWords(appeal.text)
    if appeal.decided_at is None:
        yield PaperWords(_("answered until %(day)s") % {"day": dated(appeal.answer_by, "j M Y")}, "note")
    else:
        yield PaperHeading(_("Answer"), 3)
        yield PaperWords(appeal.answer)


def _answers(rows: Answered, cited: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[PaperBlock]:
    for question, said in rows:
        yield PaperHeading(str(question.text), 3)
        if said is None or said == "":
            yield PaperWords(_("Not judged") if question.is_rated else _("Nothing was written"), "note")
        elif question.is_rated:
            yield PaperWords(f"{said} {question.steps[said - 1][1]}".rstrip())
        else:
            yield PaperWords(str(said))
        if question.code in cited:
            yield PaperItems([f"{one['text']} ({dated(one['on'], 'j M Y')})" for one in cited[question.code]])
