import pytest

pytestmark = pytest.mark.slow


def test_what_was_done_before_its_time_is_not_mentioned(done_and_left, mailbox):
    message = mailbox.wait_for(done_and_left.email, within=150)
    assert message["Subject"] == "Thank Grace (Southwind)"
    assert "Ada" not in message.as_string()
    assert len(mailbox.to(done_and_left.email)) == 1
