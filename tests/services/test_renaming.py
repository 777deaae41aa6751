"""Whoever is called otherwise is called so everywhere: also elsewhere, and in what is over."""

from datetime import date

import pytest

from tests.factories import ApplicationFactory, CompanyFactory, ContactFactory, FollowUpFactory
from tests.services.doings import at, debrief, schedule, standing, the
from tracker.models import CalendarEvent, FollowUp
from tracker.planning.facts import Stage
from tracker.services.applications import change_application, change_stage
from tracker.services.contacts import change_contact, delete_contact
from tracker.services.debriefs import Said
from tracker.services.follow_ups import complete
from tracker.services.merging import merge_companies, merge_contacts, rename_company
from tracker.services.offers import log_offer

pytestmark = pytest.mark.django_db
THEN = at(19, 9)


@pytest.fixture(params=[Stage.INTERVIEWING, Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN])
def lived(request, application, dana):
    """Dana was met, thanked and asked here, is to be met again, and attends elsewhere as well."""
    application.posting_link = "https://example.com"
    first = schedule(application, dana, day=17, hour=10, now=at(16, 9))
    said = Said("next week", date(2026, 11, 24), by=dana.pk)
    debrief(first, met=[dana], said=said, now=at(17, 12))
    complete(the("thank-you", application), now=at(17, 13))
    schedule(application, dana, day=25, now=at(17, 14))
    log_offer(
        application,
        values={"received_at": at(18, 9), "answer_by": date(2026, 11, 27)},
        now=at(18, 9),
    )
    there = ApplicationFactory(owner=application.owner, company=application.company)
    schedule(there, dana, day=26, now=at(18, 10))
    elsewhere = ApplicationFactory(owner=application.owner, company__name="Globex")
    schedule(elsewhere, dana, day=27, now=at(18, 10))
    for each in (application, there, elsewhere):
        change_stage(each, request.param, now=at(18, 11))
    return application


def quoting(name):
    """Where the name is still read, of all that is stored to be shown."""
    tasks = FollowUp.objects.values_list("title", "why", "kind")
    events = CalendarEvent.objects.filter(cancelled_at=None).values_list("title", "about", "full")
    shown = [" ".join(map(str, row)) for row in (*tasks, *events)]
    return [words for words in shown if name in words]


def test_a_person_has_their_new_name_everywhere(lived, dana):
    before = standing(lived)
    assert quoting("Dana Reyes")
    change_contact(dana, values={"name": "Dana Smith"}, version=dana.version, now=THEN)
    assert quoting("Dana Reyes") == []
    assert quoting("Dana Smith")
    assert standing(lived) == before


def test_a_company_has_its_new_name_everywhere(lived):
    before = standing(lived)
    assert quoting("Acme")
    rename_company(lived.company, "Umbrella", now=THEN)
    assert quoting("Acme") == []
    assert standing(lived) == before


def test_so_have_those_that_were_merged(lived, alice, dana):
    umbrella = CompanyFactory(owner=alice, name="Umbrella")
    merge_companies(umbrella, lived.company, now=THEN)
    same = ContactFactory(owner=alice, company=umbrella, name="D. Smith")
    merge_contacts(same, dana, now=THEN)
    assert quoting("Acme") == quoting("Dana Reyes") == []


def test_somebody_deleted_is_named_in_nothing_to_come(lived, dana):
    delete_contact(dana, now=THEN)
    tasks = FollowUp.objects.open().values_list("title", "why")
    assert not [words for words in tasks if "Dana Reyes" in " ".join(words)]
    assert not [
        row for row in CalendarEvent.objects.filter(cancelled_at=None) if "Dana" in row.about
    ]


def test_a_word_that_only_begins_like_the_name_is_left_alone(application, dana, interview):
    dana.name = "Tha"
    dana.save()
    change_contact(dana, values={"name": "Dana"}, version=dana.version, now=THEN)
    assert the("thank-you", application).title == "Thank Dana"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("May", "On Tue 5 May May said: by the end of May, or early in May."),
        ("Jan", "On Sat 16 Jan Jan said: soon."),
        ("Sun", "On Sun 15 Nov Sun said: soon."),
    ],
)
def test_a_day_is_not_renamed_with_somebody_who_is_called_so(application, dana, name, why):
    row = FollowUpFactory(application=application, contact=dana, status="withdrawn", why=why)
    dana.name = name
    dana.save()
    change_contact(dana, values={"name": "Wei Lin"}, version=dana.version, now=THEN)
    row.refresh_from_db()
    assert row.why == why.replace(f"{name} said", "Wei Lin said")


def test_what_somebody_is_stands_where_their_name_was_the_same(application, dana):
    FollowUpFactory(application=application, contact=dana, status="withdrawn", title="Ask HR (HR)")
    dana.name = "HR"
    dana.save()
    change_contact(dana, values={"name": "Priya"}, version=dana.version, now=THEN)
    assert application.follow_ups.get(status="withdrawn").title == "Ask Priya (HR)"


def test_a_slip_in_the_companys_name_is_mended_in_what_was_done(application, dana):
    schedule(application, dana, day=17, hour=10, now=at(16, 9))
    log_offer(application, values={"received_at": at(18, 9)}, now=at(18, 9))
    complete(the("answer-offer", application), now=at(18, 10))
    application.refresh_from_db()
    change_application(
        application, company="Acme Ltd", values={}, version=application.version, now=THEN
    )
    assert the("answer-offer", application).title == "Answer the offer of Acme Ltd"
