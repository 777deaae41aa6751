"""The letter on the page of its follow-up: written, checked, mended, and out of the house."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import errors_of, offer_of, question_of, text_of, undo_of
from tracker.models import Contact, LetterTemplate, Message
from tracker.planning.facts import ContactKind
from tracker.queries.mailto import LONGEST, mailto_of
from tracker.services.replan import replan
from tracker.writing.letters import Draft, Kind
from tracker.writing.places import PLACES

TONGUES = [
    "感谢您抽出时间与我交谈。",
    "Спасибо за разговор.",
    "شكرا على وقتك",
    "תודה על השיחה",
    "お時間をいただき、ありがとうございました。",
    "Ευχαριστώ 👩🏽\u200d💻",
]


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now.replace(hour=16), tick=False)


@pytest.fixture
def row(alice, now):
    """The thank-you that follows from an interview with Dana, who came through Rita."""
    application = ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")
    rita = ContactFactory(
        owner=alice, name="Rita", email="rita@agency.example", kind=ContactKind.AGENCY_RECRUITER
    )
    application.recruiter = rita
    application.save()
    dana = ContactFactory(owner=alice, company=application.company)
    interview = InterviewFactory(application=application)
    AttendanceFactory(interview=interview, contact=dana, talking_point="Sailing")
    replan(application, because="", now=now.replace(hour=16))
    return application.follow_ups.get(kind="thank-you")


@pytest.fixture
def page_of(as_alice, row):
    return lambda: as_alice.get(f"/follow-ups/{row.pk}/")


@pytest.fixture
def act(as_alice, row):
    def act(verb, body="Hello Dana,\n\nThank you for Sailing.", **typed):
        values = {"subject": "Thanks", "body": body, "register": "neutral", "channel": "email"}
        return as_alice.post(f"/follow-ups/{row.pk}/letter/{verb}/", values | typed, follow=True)

    return act


def editor_of(response):
    (text,) = re.findall(
        r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', page(response), re.DOTALL
    )
    return unescape(text)


def page(response):
    return response.content.decode()


def mailto(response):
    found = re.search(r'href="(mailto:[^"]*\?[^"]*)"', page(response))
    return unescape(found[1]) if found else ""


def fields_of(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


def button(response, says):
    (value,) = re.findall(rf'name="(?:mend|add)" value="([^"]*)">{re.escape(says)}', page(response))
    return unescape(value)


def test_the_draft_stands_in_an_editor(page_of):
    response = page_of()
    assert editor_of(response).startswith("Hello Dana,")
    assert "sailing" in editor_of(response)
    said = text_of(response)
    assert "To dana@example.com Copy to rita@agency.example" in said
    assert "of 150 words." in said


def test_the_link_opens_the_mail_program_with_everything_in_it(page_of):
    link = mailto(page_of())
    assert unquote(urlsplit(link).path) == "dana@example.com"
    fields = fields_of(link)
    assert fields["cc"] == "rita@agency.example"
    assert fields["subject"].startswith("Thank you for")
    assert fields["body"].startswith("Hello Dana,\r\n\r\n")


def test_a_link_brings_every_character_through():
    text = "Grüße & 1+1=2 100 % #x?\nNext “line” é 感谢 👋"
    link = mailto_of(Draft(Kind.CHECK_IN, "A & B + C", text, "d+x@example.com", ("r&b@e.example",)))
    assert link.isascii()
    assert not set(link) & set(' "<>\r\n')
    assert unquote(urlsplit(link).path) == "d+x@example.com"
    fields = fields_of(link)
    assert fields == {
        "cc": "r&b@e.example",
        "subject": "A & B + C",
        "body": text.replace("\n", "\r\n"),
    }


def test_what_mail_programs_would_cut_is_to_be_copied(act):
    long = "Hello Dana,\n\n" + "ü" * LONGEST
    assert mailto_of(Draft(Kind.CHECK_IN, "", long, "dana@example.com")) == ""
    response = act("check", body=long)
    assert mailto(response) == ""
    assert "too long for a link: copy it into a new mail to dana@example.com" in text_of(response)


@pytest.mark.parametrize("subject", ["Hi\r\nBcc: all@example.com", "Hi%0d%0aBcc", "Hi\u2028Bcc: x"])
def test_no_header_can_be_smuggled_in(act, subject):
    act("save", subject=subject)
    link = mailto(act("check", subject=subject))
    assert set(fields_of(link)) == {"cc", "subject", "body"}
    assert not re.search(r"[\r\n\u2028]", fields_of(link)["subject"])
    hostile = Draft(Kind.CHECK_IN, subject, "x", "a@b.example?bcc=c@d.example\r\n", ())
    assert set(fields_of(mailto_of(hostile))) == {"subject", "body"}


def test_the_check_speaks_of_what_is_typed_and_keeps_nothing(act, row):
    response = act("check", body="Hello Dana,\n\nI am desperate. Dear {name}, I loved Sailing.")
    said = text_of(response)
    assert "This placeholder still waits for its words." in said
    assert "<q>I am desperate</q>" in page(response)
    assert 'class="is-error">{name}<sup>' in page(response)
    row.refresh_from_db()
    assert row.draft_body == ""


def test_hints_alone_do_not_shout(act):
    said = text_of(act("check", body="Hello Dana,\n\nThank you for Sailing."))
    assert "Reads well." in said
    assert "A link to work of yours" in said


def test_one_click_mends_and_keeps_the_rest(act):
    body = "Hello Dana,\n\nThanks!!! Sailing was fine. My own words."
    response = act("mend", body=body, mend=button(act("check", body=body), "Write “!”"))
    assert editor_of(response) == body.replace("!!!", "!")


def test_a_finding_that_is_gone_mends_nothing(act):
    key = button(act("check", body="Hello Dana,\n\nThanks!!! Sailing."), "Write “!”")
    assert editor_of(act("mend", body="Hello Dana,\n\nSailing.", mend=key)).endswith("\n\nSailing.")


def test_the_link_and_the_questions_are_put_in_before_the_close(act, row, alice, now):
    question_of(row.application, now, "How large is the team?")
    alice.preferences.work_link = "https://alice.example/work"
    alice.preferences.save()
    body = "Hello Dana,\n\nSailing.\n\nKind regards,\nAlice"
    for add in ("https://alice.example/work", "How large is the team?", "Something smuggled"):
        body = editor_of(act("mend", body=body, add=add))
    assert body == (
        "Hello Dana,\n\nSailing.\n\nhttps://alice.example/work\n\nHow large is the team?\n\n"
        "Kind regards,\nAlice"
    )


def test_a_letter_is_kept_and_begun_again(act):
    assert editor_of(act("save", body="My words.")) == "My words."
    response = act("save", body="Other words.", register="formal", compose="thank-you")
    assert editor_of(response).startswith("Dear Dana Reyes,")
    assert "Written anew from what is known." in text_of(response)


def test_what_was_not_touched_follows_the_facts(act, page_of, row):
    response = page_of()
    (subject,) = re.findall(r'name="subject" value="([^"]*)"', page(response))
    act("save", body=editor_of(response).replace("\n", "\r\n"), subject=unescape(subject))
    row.refresh_from_db()
    assert row.draft_body == ""


@pytest.mark.parametrize("verb", ["save", "mend", "sent"])
def test_a_letter_of_100_kb_is_refused_and_kept_on_the_page(act, verb):
    response = act(verb, body="x" * 100_000)
    assert response.status_code == 422
    assert "Keep it under 10,000 characters." in errors_of(response)["body"]
    assert editor_of(response) == "x" * 100_000
    assert not Message.objects.exists()


def test_the_check_of_100_kb_looks_at_what_a_letter_holds(act):
    assert act("check", body="word " * 20_000).status_code == 200


def test_an_empty_letter_is_not_kept(act):
    response = act("save", body=" \n ")
    assert response.status_code == 422
    assert "body" in errors_of(response)


@pytest.mark.parametrize("text", TONGUES)
def test_every_script_comes_through(act, text):
    body = f"{text}\n\nSailing"
    response = act("save", body=body, subject=text)
    assert editor_of(response) == body
    assert fields_of(mailto(response))["subject"] == text
    act("sent", body=body)
    assert Message.objects.get().text == body


def test_markup_in_a_letter_stays_text(act):
    response = act("save", body="<script>alert(1)</script> {{ 7 }} Sailing!!")
    assert "<script>alert" not in page(response)
    assert editor_of(response) == "<script>alert(1)</script> {{ 7 }} Sailing!!"


def test_sent_logs_it_and_goes_to_the_application(act, row):
    response = act("sent", body="Bye.", channel="post")
    assert f"{row.title}: logged and done." in text_of(response)
    message = Message.objects.get()
    assert (message.text, message.channel) == ("Bye.", "post")
    row.refresh_from_db()
    assert row.status == "done"


def test_sent_twice_logs_once(act):
    act("sent")
    assert "Nothing was logged" in text_of(act("sent"))
    assert Message.objects.count() == 1


def test_undo_brings_the_letter_back_as_it_was_sent(act, as_alice):
    response = act("sent", body="My very own words.")
    response = as_alice.post(undo_of(response), follow=True)
    assert "open again, and the message is taken out" in text_of(response)
    assert editor_of(response) == "My very own words."
    assert not Message.objects.exists()


def test_only_its_own_message_is_taken_out(act, as_alice, row, alice, now):
    act("sent")
    other = FollowUpFactory(application=ApplicationFactory(owner=alice))
    path = f"/follow-ups/{other.pk}/letter/unsend/{Message.objects.get().pk}/"
    assert as_alice.post(path).status_code == 404
    assert Message.objects.exists()


def test_without_an_address_the_page_says_where_to_add_one(page_of, row):
    Contact.objects.filter(pk=row.contact_id).update(email="")
    response = page_of()
    assert mailto(response) == ""
    assert "We do not know their address; add it, or call." in text_of(response)
    assert "Add an address for Dana Reyes" in text_of(response)


def test_the_letters_to_the_others_stand_beside_it(act, as_alice, row, now):
    noor = ContactFactory(owner=row.owner, company=row.application.company, name="Noor Haddad")
    AttendanceFactory(interview=row.interview, contact=noor, talking_point="Maps")
    replan(row.application, because="", now=now.replace(hour=16))
    act("sent", body="Dana's own letter.")
    to_noor = row.application.follow_ups.get(kind="thank-you", contact=noor)
    response = as_alice.get(f"/follow-ups/{to_noor.pk}/")
    assert "To the others Dana Reyes Dana's own letter." in text_of(response)
    path = f"/follow-ups/{to_noor.pk}/letter/check/"
    twin = as_alice.post(path, {"body": "Dana's own letter."})
    assert "the same as your letter to Dana Reyes" in text_of(twin)


@pytest.fixture
def check_in(row, now):
    return FollowUpFactory(
        application=row.application,
        contact=row.contact,
        kind="check-in",
        key="check-in:1",
        title="Check in with Dana Reyes",
        closes=now + timedelta(days=3),
    )


def test_on_the_phone_answers_become_facts(as_alice, check_in, now):
    team = question_of(check_in.application, now, "How large is the team?")
    path = f"/follow-ups/{check_in.pk}/call/"
    said = text_of(as_alice.get(path))
    assert "Hello, this is Alice." in said
    assert "How large is the team?" in said
    response = as_alice.post(
        path, {"answer-2": "On Friday", "answer-4": "Six", "body": "Kind."}, follow=True
    )
    assert "Did they name a day? Note it with They said when." in text_of(response)
    assert f'<a href="/applications/{check_in.application_id}/said-when/">' in page(response)
    message = Message.objects.get()
    assert message.channel == "phone"
    assert message.text == (
        "When do you expect to decide?\nOn Friday\n\nHow large is the team?\nSix\n\nKind."
    )
    team.refresh_from_db()
    assert team.asked_at is not None
    as_alice.post(undo_of(response))
    team.refresh_from_db()
    assert team.asked_at is None


def test_an_answer_too_long_is_refused_with_what_was_typed(as_alice, check_in):
    response = as_alice.post(f"/follow-ups/{check_in.pk}/call/", {"answer-1": "x" * 1_001})
    assert response.status_code == 422
    assert "x" * 1_001 in page(response)
    assert not Message.objects.exists()


def test_a_thank_you_has_no_phone_script(as_alice, row):
    assert as_alice.get(f"/follow-ups/{row.pk}/call/").status_code == 404


def test_a_card_is_kept_printed_and_posted(as_alice, row, now):
    card = FollowUpFactory(
        application=row.application,
        contact=row.contact,
        interview=row.interview,
        kind="thank-you-card",
        channel="post",
    )
    typed = {"body": "A card by hand.", "register": "neutral", "channel": "post", "then": "card"}
    response = as_alice.post(f"/follow-ups/{card.pk}/letter/save/", typed, follow=True)
    assert response.redirect_chain[-1][0] == f"/follow-ups/{card.pk}/card/"
    assert '<div class="card-text">A card by hand.</div>' in page(response)
    handed = {"body": "A card by hand.", "channel": "in person"}
    as_alice.post(f"/follow-ups/{card.pk}/letter/sent/", handed)
    assert Message.objects.get().channel == "in person"


def test_an_offer_is_accepted_or_declined_in_writing(as_alice, row, now):
    offer_of(row.application, now)
    replan(row.application, because="", now=now)
    answer = row.application.follow_ups.get(kind="answer-offer")
    path = f"/follow-ups/{answer.pk}/"
    assert "delighted to accept" in editor_of(as_alice.get(path))
    typed = {"body": "x", "register": "neutral", "channel": "email", "compose": "decline-offer"}
    response = as_alice.post(f"{path}letter/save/", typed, follow=True)
    assert "decided not to accept" in editor_of(response)
    response = as_alice.post(
        f"{path}letter/save/", typed | {"compose": "accept-offer"}, follow=True
    )
    assert "delighted to accept" in editor_of(response)


def test_whoever_has_answered_an_offer_is_led_to_deciding_it_here(as_alice, row, now):
    offer_of(row.application, now)
    replan(row.application, because="", now=now)
    answer = row.application.follow_ups.get(kind="answer-offer")
    typed = {"body": "Hello,\n\nI am delighted to accept.", "channel": "email"}
    response = as_alice.post(f"/follow-ups/{answer.pk}/letter/sent/", typed)
    assert response["Location"] == f"/applications/{row.application_id}/#offers"
    page = text_of(as_alice.get(response["Location"]))
    assert "Accept or decline the offer here as well." in page
    assert "Decline It lapsed" in page


def test_contract_work_is_offered_where_it_is_wanted(as_alice, row, alice):
    nurture = FollowUpFactory(application=row.application, contact=row.contact, kind="nurture")
    path = f"/follow-ups/{nurture.pk}/"
    assert "on contract" not in editor_of(as_alice.get(path))
    alice.preferences.contract_work = True
    alice.preferences.save()
    assert "on contract" in editor_of(as_alice.get(path))


def test_a_template_is_made_ones_own_and_reset(as_alice, page_of):
    path = "/letters/thank-you/neutral/"
    assert "This one is ours" in text_of(as_alice.get(path))
    typed = {
        "subject": "Ahoy {company}",
        "body": "{greeting}\n\nAhoy about {talking_point}.\n\n{close}",
    }
    response = as_alice.post(path, typed, follow=True)
    assert "Yours: Thank-you e-mail, Neutral" in text_of(response)
    assert editor_of(page_of()) == "Hello Dana,\n\nAhoy about sailing.\n\nKind regards,\nAlice"
    assert "This one is yours" in text_of(as_alice.get(path))
    response = as_alice.post(f"{path}reset/", follow=True)
    assert "Ours is back." in text_of(response)
    assert "Ahoy" not in editor_of(page_of())
    as_alice.post(undo_of(response))
    assert "Ahoy" in editor_of(page_of())


def test_every_placeholder_is_listed(as_alice):
    said = text_of(as_alice.get("/letters/check-in/formal/"))
    for place in PLACES:
        assert f"{{{place.name}}} {place.explains}" in said


@pytest.mark.parametrize("field", ["subject", "body"])
def test_an_unknown_placeholder_is_refused_and_what_was_typed_stays(as_alice, field):
    typed = {"subject": "Hi {company}", "body": "My {greeting}"} | {
        field: "Dear {nmae} {Talking point}"
    }
    response = as_alice.post("/letters/thank-you/neutral/", typed)
    assert response.status_code == 422
    assert errors_of(response)[field].startswith("Nobody knows {nmae}, {Talking point}.")
    assert editor_of(response) == typed["body"]
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    "path", ["/letters/x/neutral/", "/letters/thank-you/x/", "/letters/x/y/reset/"]
)
def test_a_letter_that_nobody_writes_is_not_found(as_alice, path):
    assert as_alice.post(path).status_code == 404


def test_a_template_of_alices_is_not_charlies(as_alice, client, charlie):
    as_alice.post("/letters/thank-you/neutral/", {"body": "Secret Northwind words"})
    client.force_login(charlie)
    assert "Secret" not in page(client.get("/letters/thank-you/neutral/"))
    client.post("/letters/thank-you/neutral/reset/")
    assert LetterTemplate.objects.count() == 1


def test_the_tone_to_a_person_is_set_with_them(as_alice, row, page_of):
    contact = row.contact
    typed = {"version": contact.version, "name": contact.name, "kind": contact.kind}
    typed |= {"company": contact.company.name, "register": "formal"}
    response = as_alice.post(f"/contacts/{contact.pk}/", typed)
    assert response.status_code == 302
    assert editor_of(page_of()).startswith("Dear Dana Reyes,")


def test_what_letters_draw_on_is_set_in_the_settings(as_alice, alice):
    said = as_alice.get("/settings/")
    assert 'href="/letters/"' in page(said)
    assert "Link to your work" in text_of(said)
