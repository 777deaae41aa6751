"""The search over everything that was written down; on the database that the suite runs on."""

import re

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    InformationRequestFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import question_of
from tracker.folding import FOLDED, fold
from tracker.models import Application, Company, Message
from tracker.models.full_text import SEARCHED, ensure_full_text
from tracker.queries.full_text import excerpts, matching


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind Atlas", role="Cartographer")


@pytest.fixture(autouse=True)
def other(alice):
    return ApplicationFactory(owner=alice, company__name="Acme", role="Baker")


def found(words):
    return list(matching(Application.objects.all(), words))


WRITTEN = {
    "a note": lambda row, now: Application.objects.filter(pk=row.pk).update(notes="Ask for Zebra"),
    "the posting": lambda row, now: Application.objects.filter(pk=row.pk).update(posting="zebra"),
    "the company": lambda row, now: Company.objects.filter(pk=row.company_id).update(name="Zebra"),
    "someone there": lambda row, now: ContactFactory(
        owner=row.owner, company=row.company, name="Zoe Zebra"
    ),
    "the recruiter": lambda row, now: Application.objects.filter(pk=row.pk).update(
        recruiter=ContactFactory(owner=row.owner, company__owner=row.owner, name="Zebra")
    ),
    "a message": lambda row, now: MessageFactory(application=row, text="About the zebra."),
    "an interview": lambda row, now: InterviewFactory(application=row, notes="They like zebras"),
    "a request": lambda row, now: InformationRequestFactory(application=row, what="a zebra"),
    "a question": lambda row, now: question_of(row, now, "Why a zebra?"),
    "a letter": lambda row, now: FollowUpFactory(application=row, draft_body="Dear Zebra"),
}


@pytest.mark.parametrize("where", WRITTEN)
def test_a_word_is_found_wherever_it_was_written(application, now, where):
    assert found("zebra") == []
    WRITTEN[where](application, now)
    assert found("zebra") == [application]


@pytest.mark.parametrize("words", ["cartographer", "CARTO", "north", "atlas north", "carto nor"])
def test_every_word_begins_a_word_somewhere(application, words):
    assert found(words) == [application]


@pytest.mark.parametrize("words", ["wind", "cartographer acme", "%", "'", '"', "* OR", "\\", "()"])
def test_what_is_nowhere_is_not_found(application, words):
    assert found(words) == []


def test_words_around_a_dot_or_a_dash_are_words(application):
    Application.objects.filter(pk=application.pk).update(notes="node.js, back-end, C_sharp")
    for words in ("js", "end", "node.js", "back-end", "sharp"):
        assert found(words) == [application], words


def test_what_was_changed_or_deleted_is_not_found_any_more(application):
    message = MessageFactory(application=application, text="zebra")
    Message.objects.filter(pk=message.pk).update(text="horse")
    assert found("zebra") == []
    assert found("horse") == [application]
    message.delete()
    assert found("horse") == []


def test_words_of_other_letters_than_ours_are_found(application):
    Application.objects.filter(pk=application.pk).update(notes="Gespräch über Łódź, 東京 и Москва")
    for words in ("gespräch", "łódź", "東京", "москва"):
        assert found(words) == [application], words


@pytest.mark.parametrize("written", ["Gespräch mit Müller", "Gespra\u0308ch mit Mu\u0308ller"])
@pytest.mark.parametrize("words", ["muller", "Müll", "MÜLLER", "mu\u0308ller", "gesprach mull"])
def test_accents_make_no_difference_on_either_side(application, written, words):
    Application.objects.filter(pk=application.pk).update(notes=written)
    assert found(words) == [application]


def test_a_letter_without_accents_takes_the_place_of_one_with():
    assert {len(base) for base in FOLDED.values()} == {1}
    assert fold("Žluťoučký kůň İstanbul Ångström") == "zlutoucky kun istanbul angstrom"
    assert fold("'東京' Łódź") == "'東京' łodz"


def around(application, words):
    return excerpts([application.pk], words).get(application.pk, "")


@pytest.mark.parametrize("where", WRITTEN)
def test_the_words_around_a_hit_are_shown_with_it_marked(application, now, where):
    WRITTEN[where](application, now)
    shown = around(application, "zeb")
    if where == "the company":  # it stands beside each hit anyway
        assert shown == ""
    else:
        assert re.search(r"<mark>zebras?</mark>", shown, re.I), shown


def test_what_was_written_is_shown_as_text_and_not_as_markup(application):
    MessageFactory(application=application, text="<b>a & zebra</b> <script>")
    shown = around(application, "zebra")
    assert shown == "A message: &lt;b&gt;a &amp; <mark>zebra</mark>&lt;/b&gt; &lt;script&gt;"


def test_of_a_long_text_only_what_is_near_is_shown(application):
    text = "one two " * 2_000 + "Café Müller is loud. " + "three four " * 2_000
    Application.objects.filter(pk=application.pk).update(posting=text)
    shown = around(application, "cafe muller")
    assert "<mark>Café</mark> <mark>Müller</mark> is loud. three" in shown
    assert shown.startswith("Notes or posting: … ")
    assert shown.endswith(" …")
    assert len(shown) < 400


def test_each_application_gets_what_was_written_about_it(application, other, alice):
    MessageFactory(application=application, text="zebra one")
    FollowUpFactory(application=other, draft_body="zebra two")
    shown = excerpts([application.pk, other.pk], "zebra")
    assert "one" in shown[application.pk]
    assert "two" in shown[other.pk]
    assert excerpts([other.pk], "zebra").keys() == {other.pk}
    assert excerpts([], "zebra") == excerpts([other.pk], "%") == {}


def test_an_emptied_text_can_be_filled_again(application):
    message = MessageFactory(application=application, text="zebra")
    for text in ("", "horse", "", "zebra"):
        message.text = text
        message.save()
    assert found("zebra") == [application]
    assert found("horse") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_of_the_index_is_made_anew(application):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite writes tables anew, and loses their triggers")
    with connection.cursor() as cursor:
        for ending in ("insert", "delete", "change_old", "change_new"):
            cursor.execute(f"DROP TRIGGER full_text_message_on_{ending}")
    MessageFactory(application=application, text="zebra")
    assert found("zebra") == []
    ensure_full_text(using="default")
    assert found("zebra") == [application]


def test_the_index_fits_what_it_was_made_from(application):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its indexes itself")
    MessageFactory(application=application, text="zebra")
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for searched in SEARCHED:
            cursor.execute(
                f"INSERT INTO {searched.index_name}({searched.index_name}, rank) VALUES ('integrity-check', 0)"
            )
