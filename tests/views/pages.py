"""What the tests of pages have in common: every address, one of everything, reading what is said."""

import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

from django.core import signing
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    DeliveryFactory,
    EstimateFactory,
    FollowUpFactory,
    InformationRequestFactory,
    InterviewFactory,
    MessageFactory,
    ReminderFactory,
    WorkFactory,
)
from tracker.calendars.invitation import Event, Invitation, Person
from tracker.mail_links import Act, ActionLink, StopLink, action_address, stop_address
from tracker.models import (
    Application,
    Deleted,
    DeliveryState,
    Document,
    InvitationDraft,
    MailKind,
    News,
    Offer,
    Question,
    StageChange,
    User,
)
from tracker.models.letters import LetterText
from tracker.services.documents import add_document
from tracker.services.events import rewrite_calendar
from tracker.services.feeds import make_feed
from tracker.services.lists import keep_view
from tracker.views.moved import SALT

# Addresses by name, and whose numbers or token each takes: keys of `one_of_everything`.
ADDRESSES = {
    "upcoming": None,
    "application-list": None,
    "application-board": None,
    "applications-chosen": None,
    "moves-undo": "moves",
    "view-keep": None,
    "view-forget": "view",
    "application-move": "application",
    "application-new": None,
    "old-applications": None,
    "old-applications-undo": "moment",
    "application": "application",
    "application-change": "application",
    "application-delete": "application",
    "contact-new": "application",
    "interview-new": "application",
    "message-new": "application",
    "said-when": "application",
    "rejection": "application",
    "rejection-undo": "application",
    "offer-new": "application",
    "news-new": "application news_kind",
    "news-change": "news",
    "news-delete": "news",
    "request-new": "application",
    "question-new": "application",
    "document-list": "application",
    "document": "document",
    "document-delete": "document",
    "invitation-new": None,
    "invitation": "invitation",
    "interview": "interview",
    "interview-change": "interview",
    "interview-debrief": "interview",
    "debrief-take-back": "interview",
    "debrief-put-back": "interview moment",
    "attendance-delete": "attendance",
    "estimate-delete": "estimate",
    "stage-change": "stage",
    "stage-delete": "stage",
    "interview-call-off": "interview",
    "interview-reinstate": "interview",
    "message-change": "message",
    "message-delete": "message",
    "offer-change": "offer",
    "offer-decide": "offer",
    "offer-reopen": "offer",
    "offer-rest": "offer",
    "offer-delete": "offer",
    "request-change": "request",
    "request-deliver": "request",
    "request-undeliver": "request",
    "request-delete": "request",
    "question-change": "question",
    "question-tick": "question",
    "question-untick": "question",
    "question-delete": "question",
    "company": "company",
    "company-delete": "company",
    "company-merge": "company",
    "contact-merge": "contact",
    "contact-delete": "contact",
    "interview-delete": "interview",
    "deleted-restore": "deleted",
    "contact-list": None,
    "contact": "contact",
    "follow-ups-skip": None,
    "follow-ups-skip-undo": "moment",
    "follow-up": "follow_up",
    "follow-up-done": "follow_up",
    "follow-up-skip": "follow_up",
    "follow-up-snooze": "follow_up",
    "follow-up-reopen": "follow_up",
    "letter-check": "follow_up",
    "letter-save": "follow_up",
    "letter-use": "follow_up letter_mark",
    "letter-mend": "follow_up",
    "letter-sent": "follow_up",
    "letter-unsend": "follow_up message",
    "letter-call": "follow_up",
    "letter-card": "follow_up",
    "letter-template-list": None,
    "letter-template": "letter tone",
    "letter-template-reset": "letter tone",
    "calendar": None,
    "calendar-download": None,
    "calendar-event": "event",
    "feed-make": None,
    "feed-change": "feed",
    "feed-renew": "feed",
    "feed-revoke": "feed",
    "feed-restore": "feed",
    "calendar-feed": "token",
    "outbox": None,
    "delivery": "delivery",
    "delivery-html": "delivery",
    "delivery-arrived": "delivery",
    "delivery-resend": "delivery",
    "sample-make": None,
    "sample-remove": None,
    "find": None,
    "shortcuts": None,
    "manifest": None,
    "insights": None,
    "report": None,
    "mail-link": "action",
    "mail-stop": "stop",
    "playbook": None,
    "work": "work",
    "healthz": None,
    "settings": None,
    "settings-end-pause": None,
    "settings-test-mail": None,
    "mail-server": None,
    "mail-server-forget": None,
    "login": None,
    "logout": None,
    "account-create": None,
    "password-change": None,
    "password-forgotten": None,
    "password-new": "who link",
}
MET = date(2026, 11, 17)  # just after the tests' noon
# Whoever has one of these needs no log-in.
SIGNED = {"mail-link", "mail-stop"}
NOBODYS = (None, "who link", "token", "letter tone", "action", "stop", "moment")
OWNED = [name for name, key in ADDRESSES.items() if key not in NOBODYS]
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def address(name: str, rows: dict[str, Any]) -> str:
    keys = ADDRESSES[name] or ""
    return reverse(name, args=[rows[key] for key in keys.split()])


def one_of_everything(
    owner: User, now: datetime, words: str = "Northwind", met: date = MET
) -> dict[str, Any]:
    """A row of each kind, `words` in every text, an interview on `met`; their numbers by kind."""
    application = ApplicationFactory(
        owner=owner, company__name=words, role=words, place=words, source=words, notes=words
    )
    contact = ContactFactory(owner=owner, company=application.company, name=words, title=words)
    interview = InterviewFactory(application=application, date=met, place=words, notes=words)
    attendance = AttendanceFactory(interview=interview, contact=contact, talking_point=words)
    facts = {"application": application, "owner": owner}
    estimate = EstimateFactory(**facts, interview=interview, said_by=contact, words=words)
    asked = InformationRequestFactory(**facts, interview=interview, asked_by=contact, what=words)
    message = MessageFactory(**facts, contact=contact, text=words, at=now - timedelta(days=1))
    offer = offer_of(application, now, amount=words)
    question = question_of(application, now, words)
    follow_up = FollowUpFactory(
        **facts,
        put_aside=[LetterText("Earlier", words)],
        contact=contact,
        interview=interview,
        title=words,
        why=words,
        opens=now - timedelta(hours=1),
        due=now + timedelta(hours=11),
        closes=now + timedelta(days=2),
    )
    ReminderFactory(follow_up=follow_up)
    delivery = DeliveryFactory(
        owner=owner,
        subject=words,
        text=words,
        html=words,
        answer=words,
        state=DeliveryState.FAILED,
    )
    draft = draft_of(owner, now, words)
    feed, token = make_feed(owner, words[:100], now=now)
    rewrite_calendar(owner.pk, now=now)
    rows = {
        "application": application,
        "company": application.company,
        "contact": contact,
        "interview": interview,
        "attendance": attendance,
        "estimate": estimate,
        "stage": stage_of(application, now),
        "invitation": draft,
        "request": asked,
        "message": message,
        "offer": offer,
        "question": question,
        "document": document_of(application, now, words),
        "news": news_of(application, now),
        "follow_up": follow_up,
        "delivery": delivery,
        "feed": feed,
        "deleted": Deleted.objects.create(
            owner=owner, name=words[:300], home="/", rows="[]", links=[], at=now
        ),
        "event": interview.owner.calendar_events.get(uid=interview.uid),
        "work": WorkFactory(owner=owner, name=words[:100]),
        "view": keep_view(owner, words[:50], "stage=applied")[0],
    }
    return {kind: row.pk for kind, row in rows.items()} | {
        "token": token,
        "moves": signing.dumps([owner.pk, "board", "", []], salt=SALT),
        "action": token_of(action_address(ActionLink(Act.DONE, follow_up.uid, 0), now)),
        "stop": token_of(stop_address(StopLink(MailKind.FOLLOW_UPS, owner.pk), now)),
        "news_kind": "final-round",
        "moment": 1_700_000_000_000_000,
        "letter_mark": LetterText("Earlier", words).mark,
        "who": "MQ",
        "link": "c00000-not-a-link-that-anybody-was-sent",
        "letter": "thank-you",
        "tone": "neutral",
    }


def token_of(address: str) -> str:
    """What stands at the end of the address of a link in a mail."""
    return address.rpartition("/")[2]


def draft_of(owner: User, now: datetime, words: str) -> InvitationDraft:
    """An invitation that is being looked at."""
    event = Event(
        uid=words,
        starts=(now + timedelta(days=7)).replace(tzinfo=None),
        zone="Europe/Berlin",
        summary=words,
        description=words,
        place=words,
        attendees=(Person(words, "sam@example.com"),),
    )
    said = Invitation((event,), remarks=(words,)).as_json()
    return InvitationDraft.objects.create(owner=owner, said=said, made_at=now)


def offer_of(application: Any, now: datetime, **values: Any) -> Offer:
    """An offer of yesterday, open unless it says otherwise."""
    facts = {"application": application, "owner": application.owner, "entered_at": now}
    return Offer.objects.create(**facts | {"received_at": now - timedelta(days=1)} | values)


def news_of(application: Any, now: datetime, **values: Any) -> News:
    """A final round there, in two weeks, of which nobody is to be told yet."""
    facts = {"application": application, "owner": application.owner, "entered_at": now}
    day = (now + timedelta(days=14)).date()
    return News.objects.create(**facts | {"kind": "final-round", "day": day} | values)


def stage_of(application: Any, now: datetime, old: str = "saved") -> StageChange:
    """It came to its stage yesterday, from `old`, with which it had begun."""
    first = now - timedelta(days=2)
    StageChange.objects.create(application=application, new=old, at=first)
    changed = {"old": old, "new": application.stage, "at": now - timedelta(days=1)}
    return StageChange.objects.create(application=application, **changed)


def question_of(application: Any, now: datetime, text: str, **values: Any) -> Question:
    """A question that is still to be asked."""
    facts = {"application": application, "owner": application.owner, "entered_at": now}
    return Question.objects.create(**facts, text=text, **values)


def document_of(application: Application, now: datetime, name: str = "cv.pdf") -> Document:
    """A CV that was sent there."""
    return add_document(
        application, kind="cv", name=name[:100] or "cv.pdf", content=b"%PDF-1.7", now=now
    )


def everything_stored() -> dict[str, list[str]]:
    """All rows of all tables, to be compared with how they are later."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        stored = {}
        for table in tables:
            if table.startswith("full_text_"):
                continue  # made from the others
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored[table] = sorted(map(repr, cursor.fetchall()))
    return stored


def errors_of(response: HttpResponse) -> dict[str, str]:
    """What is said to be wrong, by the field at which it is said."""
    page = response.content.decode()
    found = re.findall(r'<p class="error" id="id_([^"]*)_error">(.*?)</p>', page, re.DOTALL)
    return {field: unescape(said) for field, said in found}


def text_of(response: HttpResponse) -> str:
    """The page as it is read: without tags, on one line."""
    lines = re.sub(r"</(?:dd|dt|h\d|header|li|p|td|th|label)>", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]*>", "", lines)).split())


NASTY = {
    "NUL and control characters": "Nort\x00hw\x1bin\x7fd\x85",
    "marks that turn the line around": "\u202eNorth\u2066wind\u2069\u202c",
    "right-to-left letters and a mark": "\u200fנורת'ווינד شمال",
    "emoji": "Northwind 👩🏽\u200d💻🇩🇪",
    "a tag": "<script>alert(1)</script>",
}
# As a browser cannot send it, but anybody else can.
LONE_SURROGATE = "North%ED%A0%80wind"
URLENCODED = "application/x-www-form-urlencoded"


def token() -> str:
    """What a form carries so that it is taken once."""
    return str(uuid4())


def undo_of(response: HttpResponse) -> str:
    """The address that takes back what has just been done."""
    (undo,) = re.findall(
        r'<form method="post" action="([^"]*)">(?:(?!</form>).)*Undo</button>',
        response.content.decode(),
        re.DOTALL,
    )
    return unescape(undo)
