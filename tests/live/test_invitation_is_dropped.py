"""An invitation is dropped on the page, looked at, and saved, in a real browser."""

import pytest

from tests.calendars.invited import invitation_at
from tests.live.browsing import Browsing, browsing
from tests.live.test_main_job import make_account

pytestmark = [pytest.mark.slow, pytest.mark.browser]

DROP = """([text, type]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], "invite.ics", {type}));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true});
    document.body.dispatchEvent(event);
  }
}"""


def test_an_invitation_is_dropped_and_becomes_an_interview(instance, browser, clock):
    with browsing(browser, instance.url, clock.city, scripts=True) as b:
        b.open("/accounts/create/")
        make_account(b, "alice-is-invited@example.com")
        b.open("/interviews/invitation/")
        drop(b, "x" * 1_000_001)
        b.sees("invite.ics is larger than 1 MB")
        drop(b, invitation_at(clock.ten_o_clock(days_ahead=7)).decode())
        b.sees("Interview with Northwind", "This is new", "sam@northwind.example")
        b.fill(role="Engineer")
        b.press("Log the interview")
        b.told("The interview is logged")
        b.sees("Video interview at Northwind", "Dana Reyes", "Sam Okafor")


def drop(b: Browsing, text: str) -> None:
    b.page.evaluate(DROP, [text, "text/calendar"])
