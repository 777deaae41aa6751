"""What the tests of pages have in common: every address, one of everything, reading what is said."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

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
from tracker.models import DeliveryState, Offer, Question, User
from tracker.services.feeds import make_feed

# Addresses by name, and whose numbers or token each takes: keys of `one_of_everything`.
ADDRESSES = {
    "upcoming": None,
    "application-list": None,
    "application-new": None,
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
    "request-new": "application",
    "question-new": "application",
    "interview": "interview",
    "interview-change": "interview",
    "interview-debrief": "interview",
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
    "question-tick": "question",
    "question-untick": "question",
    "question-delete": "question",
    "contact-list": None,
    "contact": "contact",
    "follow-up": "follow_up",
    "follow-up-done": "follow_up",
    "follow-up-skip": "follow_up",
    "follow-up-snooze": "follow_up",
    "follow-up-reopen": "follow_up",
    "letter-check": "follow_up",
    "letter-save": "follow_up",
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
    "feed-make": None,
    "feed-revoke": "feed",
    "calendar-feed": "token",
    "outbox": None,
    "delivery": "delivery",
    "delivery-resend": "delivery",
    "playbook": None,
    "work": "work",
    "healthz": None,
    "settings": None,
    "settings-end-pause": None,
    "settings-test-mail": None,
    "login": None,
    "logout": None,
    "account-create": None,
}
OWNED = [name for name, key in ADDRESSES.items() if key not in (None, "token", "letter tone")]
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")


def address(name: str, rows: dict[str, Any]) -> str:
    keys = ADDRESSES[name] or ""
    return reverse(name, args=[rows[key] for key in keys.split()])


def one_of_everything(owner: User, now: datetime, words: str = "Northwind") -> dict[str, Any]:
    """A row of each kind, `words` in every text; their numbers by kind."""
    application = ApplicationFactory(
        owner=owner, company__name=words, role=words, place=words, source=words, notes=words
    )
    contact = ContactFactory(owner=owner, company=application.company, name=words, title=words)
    interview = InterviewFactory(application=application, place=words, notes=words)
    AttendanceFactory(interview=interview, contact=contact, talking_point=words)
    facts = {"application": application, "owner": owner}
    EstimateFactory(**facts, interview=interview, said_by=contact, words=words)
    asked = InformationRequestFactory(**facts, interview=interview, asked_by=contact, what=words)
    message = MessageFactory(**facts, contact=contact, text=words, at=now - timedelta(days=1))
    offer = offer_of(application, now, amount=words)
    question = question_of(application, now, words)
    follow_up = FollowUpFactory(
        **facts,
        contact=contact,
        interview=interview,
        title=words,
        why=words,
        opens=now - timedelta(hours=1),
    )
    ReminderFactory(follow_up=follow_up)
    delivery = DeliveryFactory(
        owner=owner, subject=words, text=words, answer=words, state=DeliveryState.FAILED
    )
    feed, token = make_feed(owner, words[:100], now=now)
    rows = {
        "application": application,
        "contact": contact,
        "interview": interview,
        "request": asked,
        "message": message,
        "offer": offer,
        "question": question,
        "follow_up": follow_up,
        "delivery": delivery,
        "feed": feed,
        "work": WorkFactory(owner=owner, name=words[:100]),
    }
    return {kind: row.pk for kind, row in rows.items()} | {
        "token": token,
        "letter": "thank-you",
        "tone": "neutral",
    }


def offer_of(application: Any, now: datetime, **values: Any) -> Offer:
    """An offer of yesterday, open unless it says otherwise."""
    facts = {"application": application, "owner": application.owner, "entered_at": now}
    return Offer.objects.create(**facts | {"received_at": now - timedelta(days=1)} | values)


def question_of(application: Any, now: datetime, text: str, **values: Any) -> Question:
    """A question that is still to be asked."""
    facts = {"application": application, "owner": application.owner, "entered_at": now}
    return Question.objects.create(**facts, text=text, **values)


def everything_stored() -> dict[str, list[str]]:
    """All rows of all tables, to be compared with how they are later."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        stored = {}
        for table in tables:
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
    return undo
