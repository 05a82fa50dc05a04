"""Comments and reactions as sheets: out as far as one reads them, and in to the same state."""

import pytest

from hoshin.base.errors import Invalid
from hoshin.discussion.models import Comment, Mention, Reaction
from hoshin.discussion.services import react, remove_comment, write_comment
from hoshin.exchange.workbook import export, import_workbook

pytestmark = pytest.mark.django_db


def test_what_one_reads_goes_out_and_comes_back_the_same(team, tmp_path):
    first = write_comment(team.as_of("carl"), subject=team.subject("carl"), text="Ask @Vera Viewer.\nSoon.")
    answer = write_comment(team.as_of("vera"), subject=team.subject("vera"), text="Gone.", answers=first)
    remove_comment(team.as_of("vera"), comment=answer)
    write_comment(team.as_of("vera"), subject=team.subject("vera", "O2"), text="Zanzibar.")
    react(team.as_of("mia"), to=first, word="thanks")
    react(team.as_of("mia"), to=team.subject("mia"), word="agreed")
    export(team.as_of("carl"), tmp_path / "carl")
    assert "Zanzibar" not in (tmp_path / "carl" / "comments.csv").read_text()
    export(team.as_of("olga"), tmp_path / "out")
    again = import_workbook(team.as_of("olga"), tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)

    def state():
        rows = Comment.objects.order_by("code")
        names = ("code", "kind", "thing", "answers__code", "author", "written_by", "written_at", "text", "removed_at")
        said = [list(rows.values_list(*names)), sorted(Mention.objects.values_list("comment__code", "person"))]
        return said, sorted(Reaction.objects.values_list("kind", "person", "word"))

    before = state()
    Reaction.objects.all().delete()
    Comment.objects.all().delete()
    import_workbook(team.as_of("olga"), tmp_path / "out")
    assert state() == before


def test_a_file_names_what_is_not_there_and_rewrites_nobodys_words(team, tmp_path):
    row = write_comment(team.as_of("carl"), subject=team.subject("carl"), text="Mine.")
    folder = tmp_path / "in"
    folder.mkdir()
    sheet = folder / "comments.csv"
    head = "code,kind,about,text\n"
    sheet.write_text(f"{head}a,objective,O7,One\nb,plan,P,Two\nc,objective,O1,\nd,objective,o1,Four\n")
    with pytest.raises(Invalid) as found:
        import_workbook(team.as_of("olga"), folder)
    assert [(one.row, one.field) for one in found.value.problems] == [(2, "about"), (3, "kind"), (4, "text")]
    sheet.write_text(f"{head}{row.code},objective,O1,Never what he said.\n")
    with pytest.raises(Invalid, match="somebody else"):
        import_workbook(team.as_of("olga"), folder)
    sheet.write_text(f"{head}d,objective,o1,Four\n")
    assert import_workbook(team.as_of("olga"), folder).total.created == 1
    assert Comment.objects.get(code="d").written_by == "Olga Office"
