"""One factory a table. What a test does not say is the plainest value that is valid."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from tracker import models
from tracker.planning.facts import Channel, ContactKind, Direction

BERLIN = ZoneInfo("Europe/Berlin")
ENTERED = datetime(2026, 11, 2, 9, tzinfo=BERLIN)


class PreferencesFactory(DjangoModelFactory):
    class Meta:
        model = models.Preferences

    time_zone = "Europe/Berlin"


class CalendarFactory(DjangoModelFactory):
    class Meta:
        model = models.Calendar

    changed_at = ENTERED


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"owner{n}@example.com")
    name = "Owner"
    joined_at = ENTERED
    password = factory.django.Password("a-long-enough-password")
    preferences = factory.RelatedFactory(PreferencesFactory, factory_related_name="user")
    calendar = factory.RelatedFactory(CalendarFactory, factory_related_name="owner")


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = models.Company

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Company {n}")


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = models.Application

    owner = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory, owner=factory.SelfAttribute("..owner"))
    role = "Engineer"
    stage = "interviewing"
    entered_at = ENTERED
    changed_at = ENTERED


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = models.Contact

    owner = factory.SubFactory(UserFactory)
    company = factory.SubFactory(CompanyFactory, owner=factory.SelfAttribute("..owner"))
    name = "Dana Reyes"
    kind = ContactKind.INTERVIEWER
    email = "dana@example.com"
    entered_at = ENTERED


class InterviewFactory(DjangoModelFactory):
    """Tuesday 17 November 2026, 14:00 to 15:00 in Berlin."""

    class Meta:
        model = models.Interview

    application = factory.SubFactory(ApplicationFactory)
    owner = factory.SelfAttribute("application.owner")
    date = date(2026, 11, 17)
    time = time(14)
    minutes = 60
    zone_name = "Europe/Berlin"
    starts_at = factory.LazyAttribute(
        lambda row: datetime.combine(row.date, row.time, ZoneInfo(row.zone_name))
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(minutes=row.minutes))
    entered_at = ENTERED
    changed_at = ENTERED


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    interview = factory.SubFactory(InterviewFactory)
    contact = factory.SubFactory(
        ContactFactory,
        owner=factory.SelfAttribute("..interview.owner"),
        company=factory.SelfAttribute("..interview.application.company"),
    )
    entered_at = ENTERED


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = models.Message

    application = factory.SubFactory(ApplicationFactory)
    owner = factory.SelfAttribute("application.owner")
    direction = Direction.IN
    at = datetime(2026, 11, 18, 10, tzinfo=BERLIN)
    entered_at = factory.SelfAttribute("at")


class EstimateFactory(DjangoModelFactory):
    class Meta:
        model = models.Estimate

    application = factory.SubFactory(ApplicationFactory)
    owner = factory.SelfAttribute("application.owner")
    said_on = date(2026, 11, 17)
    latest = date(2026, 11, 20)
    entered_at = ENTERED


class InformationRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.InformationRequest

    application = factory.SubFactory(ApplicationFactory)
    owner = factory.SelfAttribute("application.owner")
    what = "references"
    asked_at = datetime(2026, 11, 17, 15, tzinfo=BERLIN)
    entered_at = factory.SelfAttribute("asked_at")


class FollowUpFactory(DjangoModelFactory):
    """A thank-you, open since the interview and due that day."""

    class Meta:
        model = models.FollowUp

    application = factory.SubFactory(ApplicationFactory)
    owner = factory.SelfAttribute("application.owner")
    key = factory.Sequence(lambda n: f"thank-you:interview-{n}")
    kind = "thank-you"
    title = "Thank Dana Reyes"
    channel = Channel.EMAIL
    opens = datetime(2026, 11, 17, 15, tzinfo=BERLIN)
    due = datetime(2026, 11, 17, 23, 59, 59, tzinfo=BERLIN)
    closes = datetime(2026, 11, 19, 23, 59, 59, tzinfo=BERLIN)
    why = "You met Dana Reyes on Tue 17 Nov. Thanks go out the same day."
    advice = factory.LazyFunction(lambda: ["A3", "C1"])
    entered_at = ENTERED
    changed_at = ENTERED


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = models.Reminder

    follow_up = factory.SubFactory(FollowUpFactory)
    owner = factory.SelfAttribute("follow_up.owner")
    send_at = datetime(2026, 11, 17, 17, tzinfo=BERLIN)


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = models.Delivery

    owner = factory.SubFactory(UserFactory)
    state = models.DeliveryState.SENT
    try_at = ENTERED
    entered_at = ENTERED
    recipient = factory.SelfAttribute("owner.email")
    subject = "Thank Dana Reyes"


class WorkFactory(DjangoModelFactory):
    """Three applications of twelve are planned again."""

    class Meta:
        model = models.Work

    owner = factory.SubFactory(UserFactory)
    name = "Planning by the changed playbook"
    because = "the playbook was changed"
    back = "playbook"
    done = 3
    total = 12
    started_at = ENTERED
    moved_at = ENTERED
