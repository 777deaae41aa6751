"""The page that counts long work, and the way back from it."""

import pytest

from tests.factories import ApplicationFactory, WorkFactory
from tests.views.pages import text_of


@pytest.fixture
def work(alice):
    return WorkFactory(owner=alice)


def page_of(work):
    return f"/progress/{work.pk}/"


def test_it_says_how_far_it_is(as_alice, work):
    html = as_alice.get(page_of(work)).content.decode()
    assert "3 of 12 applications" in html
    assert '<progress id="work-progress" value="3" max="12">' in html


def test_it_looks_again_by_itself_with_htmx_and_without_javascript(as_alice, work):
    html = as_alice.get(page_of(work)).content.decode()
    assert f'hx-get="{page_of(work)}" hx-trigger="every 1s"' in html
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in html
    assert f'<a href="{page_of(work)}">Look again</a>' in html


@pytest.mark.parametrize("back", ["playbook", "settings"])
def test_when_it_is_done_it_leads_back_and_says_so(as_alice, alice, now, back):
    work = WorkFactory(owner=alice, back=back, done=12, finished_at=now)
    response = as_alice.get(page_of(work), follow=True)
    assert response.redirect_chain == [(f"/{back}/", 302)]
    assert "12 applications planned again." in text_of(response)


def test_when_it_is_done_htmx_takes_the_whole_page_along(as_alice, alice, now):
    work = WorkFactory(owner=alice, done=12, finished_at=now)
    response = as_alice.get(page_of(work), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == page_of(work)


def test_where_it_stopped_is_said_and_nothing_asks_again(as_alice, alice):
    work = WorkFactory(owner=alice, failed="It stopped at Engineer at Acme.")
    response = as_alice.get(page_of(work))
    assert "It stopped at Engineer at Acme. Those before it are planned again." in text_of(response)
    assert "every 1s" not in response.content.decode()
    assert "http-equiv" not in response.content.decode()


def test_where_it_stopped_it_can_go_on(as_alice, alice):
    ApplicationFactory(owner=alice)
    work = WorkFactory(owner=alice, total=4, failed="It stopped at Engineer at Acme.")
    response = as_alice.post(page_of(work), follow=True)
    assert "Four applications planned again." in text_of(response)


def test_what_is_under_way_is_not_begun_again(as_alice, work):
    assert as_alice.post(page_of(work))["Location"] == page_of(work)
    work.refresh_from_db()
    assert work.done == 3


def test_charlies_is_not_found(as_alice, charlie):
    assert as_alice.get(page_of(WorkFactory(owner=charlie))).status_code == 404
