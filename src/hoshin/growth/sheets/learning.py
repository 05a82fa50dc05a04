"""Sheet learning: the catalogue, with the levels of competencies to which each entry helps."""

from collections import defaultdict
from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, whole
from hoshin.base.whole_numbers import whole_number
from hoshin.base.wordings import Said
from hoshin.growth.models import HIGHEST_LEVEL, LONGEST, LONGEST_LINE, MOST_COST, MOST_HOURS, LearningKind
from hoshin.growth.policies import learning_items_visible_to, learning_skills_visible_to
from hoshin.growth.rows import LearningItemRow
from hoshin.growth.services import upsert_learning

_REFERENCES = {"requires": "requires__code", "mandatory_in": "mandatory_in__code"}


def _stored(actor: Actor) -> Iterator[LearningItemRow]:
    skills: dict[int, list[str]] = defaultdict(list)
    for pk, competency, level in (
        learning_skills_visible_to(actor)
        .order_by("competency__code")
        .values_list("item", "competency__code", "to_level")
    ):
        skills[pk].append(f"{competency}={level}")
    names = [name for name in LearningItemRow._fields if name != "skills"]
    rows = learning_items_visible_to(actor).order_by("pk")
    for pk, *values in rows.values_list("pk", *(_REFERENCES.get(name, name) for name in names)):
        said = dict(zip(names, values, strict=True))
        said |= {name: said[name] or "" for name in _REFERENCES}
        yield LearningItemRow(**said, skills=tuple(skills[pk]))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Skills are codes of competencies with levels, and nothing is learnt before itself."""
    known = book.codes("competencies")
    before = {folded_code(row.code): [folded_code(row.requires)] for row in draft.rows if row.requires}
    circle = first_cycle(before)
    for at, row in enumerate(draft.rows):
        if at in draft.faulty:
            continue
        if folded_code(row.code) in circle:
            message = Said("Nothing can be learnt before itself: %(circle)s.", circle=in_words(circle, "needs"))
            yield draft.problem(at, "requires", row.requires, message, "Take out one of these.")
        said = []
        for text in row.skills:
            competency, _equals, level = (part.strip() for part in text.partition("="))
            if folded_code(competency) not in known:
                yield book.unknown(draft, at, "skills", competency, "competencies")
            elif not 1 <= (whole_number(level) or 0) <= HIGHEST_LEVEL:
                yield draft.problem(at, "skills", text, "This is no level.", "Write CODE=3, with ; between.")
            else:
                said.append(f"{known[folded_code(competency)]}={int(level)}")
        draft.rows[at] = row._replace(skills=tuple(sorted(said)))


LEARNING = Sheet(
    "learning",
    "entry of the catalogue",
    (
        code(required=True),
        Column("name", required=True, longest=LONGEST_LINE),
        choice("kind", LearningKind.values, LearningKind.COURSE.value),
        Column("provider", longest=LONGEST_LINE),
        Column("description", ColumnKind.TEXT, longest=LONGEST),
        Column("skills", ColumnKind.LIST, longest=110),
        number("hours", 0, MOST_HOURS),
        number("cost", 0, MOST_COST),
        code("requires", "learning"),
        whole("valid_months", 1, 120),
        Column("is_mandatory", ColumnKind.YES_NO, default=False),
        code("mandatory_in", "units"),
        Column("is_offered", ColumnKind.YES_NO, default=True),
    ),
    ("code",),
    LearningItemRow,
    after="career_moves",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_learning(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"code": "L1", "name": "Write the conclusion first", "kind": "course", "skills": "COM=3", "hours": 8},),
)
