"""The mail server of the tests is to be believed: it takes whole mails only."""

import smtplib

import pytest

from tests.smtp_server import ScriptedServer

HALF = b"Message-ID: <1@example.com>\r\nSubject: Thank"


@pytest.mark.parametrize("sent", [HALF, b"", HALF + b" Dana\r\n\r\nHello"])
def test_a_mail_whose_sender_dies_in_the_middle_is_not_taken(sent):
    with ScriptedServer() as server:
        line = smtplib.SMTP("127.0.0.1", server.port)
        line.docmd("MAIL FROM:<a@example.com>")
        line.docmd("RCPT TO:<b@example.com>")
        line.docmd("DATA")
        line.send(sent)
        line.close()
        with smtplib.SMTP("127.0.0.1", server.port) as another:
            another.sendmail("a@example.com", "b@example.com", HALF)
        assert server.subjects() == ["Thank"]
