"""Several check-ins to one recruiter of an agency: one letter that names all roles (decision 13)."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.factories import ApplicationFactory, ContactFactory, InterviewFactory
from tests.views.pages import text_of, undo_of
from tracker.models import Application, FollowUp, Message
from tracker.planning.facts import ContactKind
from tracker.services.replan import replan

ROLES = {"Northwind": "Engineer", "Initech": "Engineer", "Acme": "Cook"}


@pytest.fixture
def later(now, time_machine):
    """Two weeks after the interviews, when nobody has said a word."""
    later = now.replace(hour=16) + timedelta(days=14)
    time_machine.move_to(later, tick=False)
    return later


@pytest.fixture
def as_alice(later, as_alice):
    """Has logged in since."""
    return as_alice


@pytest.fixture
def rita(alice):
    return ContactFactory(
        owner=alice, name="Rita", email="rita@agency.example", kind=ContactKind.AGENCY_RECRUITER
    )


@pytest.fixture
def rows(alice, rita, later):
    """A check-in with Rita for each of the three, due by now; by company."""
    for company, role in ROLES.items():
        application = ApplicationFactory(
            owner=alice, company__name=company, role=role, recruiter=rita
        )
        InterviewFactory(application=application)
        replan(application, because="", now=later)
    check_ins = FollowUp.objects.filter(kind="check-in", status="open", contact=rita)
    return {row.application.company.name: row for row in check_ins}


@pytest.fixture
def path(rows):
    return f"/follow-ups/{rows['Northwind'].pk}/"


def editor_of(response):
    (text,) = re.findall(
        r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', response.content.decode(), re.DOTALL
    )
    return unescape(text)


def ticks_of(response):
    """The numbers of the other check-ins, and whether each is ticked."""
    found = re.findall(r'name="also" value="(\d+)"( checked)?', response.content.decode())
    return {int(pk): bool(checked) for pk, checked in found}


def all_in_one(client, path):
    typed = {"body": "Begun.", "register": "neutral", "channel": "email"}
    return client.post(f"{path}letter/save/", typed | {"compose": "check-in-all"}, follow=True)


def send(client, path, response, also):
    typed = {"body": editor_of(response), "channel": "email", "also": also}
    return client.post(f"{path}letter/sent/", typed, follow=True)


def test_one_letter_for_all_roles_is_offered(as_alice, rows, path):
    page = as_alice.get(path)
    assert "Rita is to be asked about 3 roles by now." in text_of(page)
    assert ticks_of(page) == {rows["Initech"].pk: False, rows["Acme"].pk: False}


def test_none_of_a_sample_search_is_among_them(as_alice, rows, path):
    Application.objects.filter(pk=rows["Acme"].application_id).update(is_sample=True)
    page = as_alice.get(path)
    assert "Rita is to be asked about 2 roles by now." in text_of(page)
    assert ticks_of(page) == {rows["Initech"].pk: False}


def test_it_names_all_roles_and_can_be_taken_back(as_alice, rows, path):
    page = all_in_one(as_alice, path)
    for company, role in ROLES.items():
        assert f"- {role} at {company}" in editor_of(page)
    assert ticks_of(page) == {rows["Initech"].pk: True, rows["Acme"].pk: True}
    assert "is to be asked about" not in text_of(page)
    assert editor_of(as_alice.post(undo_of(page), follow=True)) == "Begun."


def test_sent_it_is_logged_with_each_that_is_ticked(as_alice, rows, path):
    page = all_in_one(as_alice, path)
    said = text_of(send(as_alice, path, page, [rows["Initech"].pk]))
    assert "logged and done, for 2 roles." in said
    assert set(Message.objects.values_list("application__company__name", "text")) == {
        ("Northwind", editor_of(page)),
        ("Initech", editor_of(page)),
    }
    states = {company: FollowUp.objects.get(pk=row.pk).status for company, row in rows.items()}
    assert states == {"Northwind": "done", "Initech": "done", "Acme": "open"}


def test_undo_takes_it_out_of_each(as_alice, rows, path):
    others = [rows["Initech"].pk, rows["Acme"].pk]
    response = send(as_alice, path, all_in_one(as_alice, path), others)
    assert Message.objects.count() == 3
    page = as_alice.post(undo_of(response), follow=True)
    assert not Message.objects.exists()
    assert {FollowUp.objects.get(pk=row.pk).status for row in rows.values()} == {"open"}
    assert "- Cook at Acme" in editor_of(page)


def test_sent_a_second_time_nothing_is_logged_with_anyone(as_alice, rows, path):
    page = all_in_one(as_alice, path)
    send(as_alice, path, page, [])
    assert "Nothing was logged" in text_of(send(as_alice, path, page, [rows["Acme"].pk]))
    assert Message.objects.count() == 1


def test_what_is_not_to_this_recruiter_cannot_be_smuggled_in(as_alice, alice, rows, path, later):
    foreign = ApplicationFactory(owner=alice)
    InterviewFactory(application=foreign)
    replan(foreign, because="", now=later)
    other = foreign.follow_ups.get(kind="check-in")
    send(as_alice, path, as_alice.get(path), [other.pk, "nonsense", 10**30])
    assert Message.objects.count() == 1


@pytest.mark.parametrize("kind", [ContactKind.HR, ContactKind.HIRING_MANAGER])
def test_others_than_recruiters_get_a_letter_for_each_role(as_alice, rows, path, rita, kind):
    rita.kind = kind
    rita.save()
    assert ticks_of(as_alice.get(path)) == {}
    typed = {"body": "Begun.", "register": "neutral", "channel": "email"}
    page = as_alice.post(f"{path}letter/save/", typed | {"compose": "check-in-all"}, follow=True)
    assert "- Cook at Acme" not in editor_of(page)


def test_what_is_put_off_or_not_due_yet_stays_out_of_it(as_alice, rows, path, later):
    FollowUp.objects.filter(pk=rows["Acme"].pk).update(snoozed_until=later + timedelta(days=2))
    FollowUp.objects.filter(pk=rows["Initech"].pk).update(
        opens=later + timedelta(days=1),
        due=later + timedelta(days=2),
        closes=later + timedelta(days=3),
    )
    assert ticks_of(as_alice.get(path)) == {}
