"""The worker reminds by mail, without anybody asking it to: real queue, real SMTP."""

import re

import pytest

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
    outbox = visitor.wait_until("/outbox/", says=" Sent")
    mail = visitor.follow(outbox, "Thank Ada (Northwind)")
    assert "Attempts 1" in mail.text
    assert "You met Ada on " in mail.text
