"""People talk about a goal: who reads it, who is named, who is told, what is left of what was removed."""

import pytest

from hoshin.audit.selectors import history
from hoshin.base.errors import Conflict, Denied, Invalid, NotFound
from hoshin.base.finding import found
from hoshin.checkins.models import CheckIn
from hoshin.discussion.models import Comment
from hoshin.discussion.policies import readers_of_talk
from hoshin.discussion.selectors import comment_by_code, comments_listed, people_to_name, talk_of
from hoshin.discussion.services import change_comment, follow, react, remove_comment, write_comment
from hoshin.discussion.subjects import subject_of
from hoshin.notices.models import Notice
from hoshin.notices.selectors import notices_told
from hoshin.org.models import Person
from hoshin.org.services import add_person
from hoshin.strategy.models import Objective
from hoshin.strategy.services import change_objective

pytestmark = pytest.mark.django_db


def said_by(team, name, text, code="O1", **more):
    return write_comment(team.as_of(name), subject=team.subject(name, code), text=text, **more)


def told(team, name):
    return [one.text for one in notices_told(team.as_of(name))[0]]


def test_a_thread_reads_in_order_and_is_no_check_in(team):
    first = said_by(team, "carl", "  Why is it slower?\r\nSince June.  ")
    answer = said_by(team, "vera", "The second depot.", answers=first)
    said_by(team, "mia", "Since May, in fact.", answers=answer)
    said_by(team, "hans", "It is faster than last year.")
    talk = talk_of(team.as_of("olga"), team.subject("olga"))
    assert [one.row.text for one in talk.page] == ["It is faster than last year.", "Why is it slower?\nSince June."]
    assert [one.row.text for one in talk.page.rows[1].answers] == ["The second depot.", "Since May, in fact."]
    assert not CheckIn.objects.exists()
    for text in (" ", "x" * 4_001):
        with pytest.raises(Invalid):
            said_by(team, "carl", text)
    with pytest.raises(Invalid, match="something else"):
        write_comment(team.as_of("vera"), subject=team.subject("vera", "O2"), text="Here", answers=first)


def test_whoever_does_not_see_the_goal_reads_nothing_of_it_anywhere(team):
    row = said_by(team, "vera", "Zanzibar is closed by May.", "O2")
    react(team.as_of("vera"), to=row, word="agreed")
    assert [one.row.text for one in talk_of(team.as_of("olga"), team.subject("olga", "O2")).page]
    for name in ("carl", "mia"):
        actor = team.as_of(name)
        with pytest.raises(NotFound):
            team.subject(name, "O2")
        with pytest.raises(NotFound):
            comment_by_code(actor, row.code)
        assert not comments_listed(actor)
        assert not found(actor, "zanzibar")
    assert [one.kind for one in found(team.as_of("olga"), "zanzibar")] == ["comment"]
    assert readers_of_talk("objective", team.numbers["O2"]).names == ("Vera Viewer",)
    assert readers_of_talk("objective", team.numbers["O1"]).is_all
    with pytest.raises(NotFound):
        subject_of(team.as_of("olga"), "plan", 1)


def test_whom_a_comment_names_is_told_where_they_may_read_it(team, system):
    said_by(team, "carl", "@Vera Viewer, and @mia: please look (not @nobody, nor carl@hoshin.test).")
    assert told(team, "vera") == [
        "Carl Contributor names you in a comment on Answer within a day: @Vera Viewer, and @mia: please look (not "
        "@nobody, nor carl@hoshin.test)."
    ]
    assert len(told(team, "mia")) == 1
    row = Comment.objects.get()
    [one] = talk_of(team.as_of("carl"), team.subject("carl")).page.rows
    assert [text for text, person in one.pieces if person] == ["@Vera Viewer", "@mia"]
    change_comment(team.as_of("carl"), comment=row, text="@Vera Viewer and @Hans Muster: please look.")
    assert (len(told(team, "vera")), len(told(team, "hans"))) == (1, 1)
    with pytest.raises(Invalid, match="Carl Contributor may not see this"):
        said_by(team, "vera", "Ask @Carl Contributor.", "O2")
    add_person(system, employee_id="V2", name="Vera Viewer")
    with pytest.raises(Invalid, match="Several people are called Vera Viewer"):
        said_by(team, "carl", "@Vera Viewer: which one?")
    assert [one.employee_id for one in people_to_name(team.as_of("carl"), team.subject("carl"), "ver")] == ["VERA"]
    assert people_to_name(team.as_of("vera"), team.subject("vera", "O2"), "carl") == []


def test_followers_are_told_once_a_day_for_each_thing_until_they_stop(team, system):
    change_objective(system, objective=Objective.objects.get(code="O1"), owner=team.mia)
    said_by(team, "carl", "One.")
    said_by(team, "vera", "Two.")
    said_by(team, "hans", "Three.")
    assert told(team, "mia") == ["3 comments on Answer within a day, the last by Hans Muster: Three."]
    assert told(team, "carl") == ["2 comments on Answer within a day, the last by Hans Muster: Three."]
    assert told(team, "hans") == told(team, "olga") == []
    follow(team.as_of("mia"), subject=team.subject("mia"), is_on=False)
    follow(team.as_of("olga"), subject=team.subject("olga"))
    Notice.objects.all().delete()
    said_by(team, "carl", "Four.")
    assert (told(team, "mia"), len(told(team, "olga")), len(told(team, "vera"))) == ([], 1, 1)
    assert [talk_of(team.as_of(name), team.subject(name)).is_followed for name in ("mia", "olga", "carl", "ada")] == [
        False,
        True,
        True,
        False,
    ]
    change_objective(system, objective=Objective.objects.get(code="O1"), visibility="private")
    assert "Four" not in " ".join(told(team, "vera"))


def test_what_one_said_is_changed_with_its_history_and_removed_with_its_place(team):
    row, own = said_by(team, "carl", "It is slow."), team.as_of("carl")
    answer = said_by(team, "vera", "Is it?", answers=row)
    changed = change_comment(own, comment=row, text="It is slower.", version=row.version)
    with pytest.raises(Conflict):
        change_comment(own, comment=row, text="It is very slow.", version=row.version)
    with pytest.raises(Denied):
        change_comment(team.as_of("olga"), comment=changed, text="It is fine.")
    with pytest.raises(Denied):
        remove_comment(team.as_of("vera"), comment=changed)
    past = history(team.as_of("mia"), table="discussion_comment", row=row.pk)
    assert any("It is slow." in str(entry) for change in past.changes for entry in change.entries)
    remove_comment(own, comment=changed)
    [one] = talk_of(team.as_of("mia"), team.subject("mia")).page.rows
    assert (one.row.text, one.row.is_removed_by_office, [each.row for each in one.answers]) == ("", False, [answer])
    with pytest.raises(NotFound):
        history(team.as_of("mia"), table="discussion_comment", row=row.pk)
    assert history(own, table="discussion_comment", row=row.pk).changes
    with pytest.raises(Invalid):
        change_comment(own, comment=Comment.objects.get(pk=row.pk), text="Again.")
    assert remove_comment(team.as_of("olga"), comment=answer).is_removed_by_office


def test_reactions_are_few_words_and_say_whose(team):
    row = said_by(team, "carl", "It is faster.")
    for name in ("vera", "mia"):
        assert react(team.as_of(name), to=row, word="thanks")
    assert not react(team.as_of("mia"), to=row, word="thanks")
    react(team.as_of("mia"), to=team.subject("mia"), word="well_done")
    talk = talk_of(team.as_of("vera"), team.subject("vera"))
    [one], [thing] = talk.page.rows[0].reactions, talk.reactions
    assert (one.word, one.names, one.is_own) == ("thanks", ("Vera Viewer",), True)
    assert (thing.word, thing.names, thing.is_own) == ("well_done", ("Mia Muster",), False)
    with pytest.raises(Invalid):
        react(team.as_of("mia"), to=row, word="💩")
    Person.objects.filter(pk=team.carl.pk).update(user=None)
    with pytest.raises(Denied, match="no person"):
        react(team.as_of("carl"), to=row, word="thanks")
