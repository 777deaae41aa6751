"""The worker reminds by mail, without anybody asking it to: real queue, real SMTP."""

import re

import pytest

from tests.live.visitor import Visitor

pytestmark = [
    pytest.mark.slow,
    # Its minute passes while the others run; test_what_was_done_is_not_mentioned.py looks what came of it.
    pytest.mark.usefixtures("done_and_left"),
]


@pytest.fixture
def interview(visitor, clock):
    """Ended two and a half hours ago, so that thanks are due."""
    return visitor.have_met("Ada", "Northwind", clock.minutes_ago(30))


def test_thanks_are_called_to_mind_in_one_mail(visitor, interview, mailbox):
    message = mailbox.wait_for(visitor.email, within=30)
    assert message["Subject"] == "Thank Ada (Northwind)"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for part in message.iter_parts():
        words = part.get_content()
        assert "You met Ada on " in words
        assert "Thanks go out the same day, and on " in words
        assert re.search(r"Due today, \w{3} \d+ \w{3}; at the latest ", words)
    assert len(mailbox.to(visitor.email)) == 1


def test_the_link_in_the_mail_leads_to_the_follow_up(visitor, interview, instance, mailbox):
    text = mailbox.wait_for(visitor.email, within=30).get_body(("plain",)).get_content()
    (link,) = re.findall(rf"{instance.url}/follow-ups/\d+/", text)
    page = visitor.get(link)
    assert (page.status, page.url) == (200, link)
    assert "Thank Ada" in page.text


def test_the_outbox_says_that_it_was_sent(visitor, interview, mailbox):
    mailbox.wait_for(visitor.email, within=30)
    outbox = visitor.wait_until("/outbox/", says="Sent 250 Delivered")
    mail = visitor.follow(outbox, "Thank Ada (Northwind)")
    assert "Attempts 1" in mail.text
    assert "You met Ada on " in mail.text


def test_from_the_mail_it_is_done_without_a_log_in(visitor, interview, instance, mailbox):
    text = mailbox.wait_for(visitor.email, within=30).get_body(("plain",)).get_content()
    (link,) = re.findall(rf"^Done: ({instance.url}/m/\S+)", text, re.MULTILINE)
    stranger = Visitor(instance.url)
    asked = stranger.get(link)
    assert "Is it done?" in asked.text
    assert "It is done" in stranger.submit(asked).text
    assert "This has changed" in stranger.get(link).text
    assert "Thank Ada" not in visitor.get("/").text
