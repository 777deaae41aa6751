"""Files of an application: taken by what they are, kept apart from pages, gone when nobody can undo."""

import io
import stat
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import ApplicationFactory
from tests.hostile import HOSTILE
from tests.views.pages import document_of, errors_of, text_of, token, undo_of
from tracker.models import Application, Document
from tracker.reminders.tasks import prune

PDF = b"%PDF-1.7 my life"


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


def archive(*names, first=b""):
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        if first:
            file.writestr("mimetype", first)
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("content.xml", first=b"application/vnd.oasis.opendocument.text")


def bring(client, application, name="cv.pdf", content=PDF, kind="cv", **values):
    file = {"file": SimpleUploadedFile(name, content)} if name else {}
    typed = {"form_token": token(), "kind": kind} | values | file
    return client.post(f"/applications/{application.pk}/files/", typed, follow=True)


def bytes_kept(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.pdf", PDF),
        ("CV.PDF", PDF),
        ("letter.docx", DOCX),
        ("letter.odt", ODT),
        ("notes.txt", "Grüße".encode()),
        ("notes.md", b"# Me"),
        ("me.png", b"\x89PNG\r\n\x1a\n..."),
        ("me.jpg", b"\xff\xd8\xff..."),
    ],
)
def test_a_file_comes_back_byte_for_byte(as_alice, application, name, content):
    assert f"{name} is kept as version 1." in text_of(bring(as_alice, application, name, content))
    response = as_alice.get(f"/files/{Document.objects.get().pk}/")
    assert response.content == content
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("", b"", "Choose a file."),
        ("cv.pdf", b"", "The file is empty."),
        ("cv.exe", b"MZ", "Choose a PDF, DOCX or ODT"),
        ("cv", PDF, "Choose a PDF, DOCX or ODT"),
        ("cv.pdf", b"<script>", "Its name ends in .pdf, but"),
        ("cv.docx", archive("evil"), "Its name ends in .docx, but"),
        ("cv.docx", b"PK\x03\x04 no more", "Its name ends in .docx, but"),
        ("cv.odt", DOCX, "Its name ends in .odt, but"),
        ("cv.txt", b"\xff\xfe\x00", "Its name ends in .txt, but"),
        ("cv.txt", b"a\0b", "Its name ends in .txt, but"),
        ("cv.pdf", PDF + bytes(5_000_000), "It is larger than 5 MB."),
    ],
)
def test_what_is_not_taken_is_said_at_the_field(
    as_alice, application, settings, name, content, said
):
    response = bring(as_alice, application, name, content, kind="letter")
    assert response.status_code == 422
    assert errors_of(response)["file"].startswith(said)
    assert '<option value="letter" selected>' in response.content.decode()
    assert bytes_kept(settings) == []


def test_five_megabytes_are_taken(as_alice, application):
    content = PDF.ljust(5_000_000, b"x")
    assert "is kept" in text_of(bring(as_alice, application, content=content))


def test_versions_are_counted_by_application_and_kind(as_alice, application, alice):
    other = ApplicationFactory(owner=alice)
    for place, kind in [(application, "cv")] * 2 + [(application, "letter"), (other, "cv")]:
        bring(as_alice, place, kind=kind)
    found = Document.objects.order_by("pk").values_list("kind", "number")
    assert list(found) == [("cv", 1), ("cv", 2), ("letter", 1), ("cv", 1)]


def test_the_page_lists_the_newest_version_first(as_alice, application):
    bring(as_alice, application, "old.pdf")
    page = text_of(bring(as_alice, application, "new.pdf"))
    assert page.index("Version 2") < page.index("Version 1, 16 bytes, added today")


def test_the_application_leads_to_its_files(as_alice, application):
    page = as_alice.get(f"/applications/{application.pk}/").content.decode()
    assert f'href="/applications/{application.pk}/files/"' in page


def test_r22_a_form_that_is_sent_twice_keeps_one_file(as_alice, application, settings):
    once = token()
    for _ in range(2):
        bring(as_alice, application, form_token=once)
    assert len(bytes_kept(settings)) == Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/cv.pdf", "cv.pdf"),
        ("..\\..\\cv.pdf", "cv.pdf"),
        (".pdf", "pdf"),
        ("c\x00v.pdf", "cv.pdf"),
        ('my "best" cv.pdf', 'my "best" cv.pdf'),
        ("Lebenslauf für Zoë.pdf", "Lebenslauf für Zoë.pdf"),
        ("é" * 200 + ".pdf", "é" * 146 + ".pdf"),
    ],
)
def test_r24_a_name_is_shown_and_offered_but_never_a_path(
    as_alice, application, settings, name, kept
):
    bring(as_alice, application, name)
    row = Document.objects.first()
    if kept == "pdf":
        assert row is None  # a name that is an ending alone says nothing of what it is
        return
    assert row.name == kept
    [path] = bytes_kept(settings)
    assert path.parent == Path(settings.MEDIA_ROOT) / "documents"
    assert len(path.name) == 32
    header = as_alice.get(f"/files/{row.pk}/")["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not set(header) & set("\r\n\0/")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_r24_a_hostile_name_breaks_neither_page_nor_header(as_alice, application, alice, now, text):
    row = document_of(application, now)
    name = " ".join(text.split())[:100]
    Document.objects.filter(pk=row.pk).update(name=name.replace("\0", "") + ".pdf")
    assert (
        "<script>alert"
        not in as_alice.get(f"/applications/{application.pk}/files/").content.decode()
    )
    assert as_alice.get(f"/files/{row.pk}/")["Content-Disposition"].startswith("attachment")


def test_the_bytes_are_for_their_owner_alone(as_alice, application, settings):
    bring(as_alice, application)
    [path] = bytes_kept(settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_bytes_that_are_lost_are_said_to_be(as_alice, application, settings):
    bring(as_alice, application)
    bytes_kept(settings)[0].unlink()
    response = as_alice.get(f"/files/{Document.objects.get().pk}/", follow=True)
    assert "The content of cv.pdf is not here any more." in text_of(response)


def test_what_was_deleted_comes_back_with_its_bytes(as_alice, application, settings):
    bring(as_alice, application)
    number = Document.objects.get().pk
    undo = undo_of(as_alice.post(f"/files/{number}/delete/", follow=True))
    prune()
    as_alice.post(undo)
    assert as_alice.get(f"/files/{number}/").content == PDF


def test_the_number_of_what_may_come_back_is_not_given_away(as_alice, application):
    bring(as_alice, application)
    undo = undo_of(as_alice.post(f"/files/{Document.objects.get().pk}/delete/", follow=True))
    assert "version 2" in text_of(bring(as_alice, application))
    as_alice.post(undo)
    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("what", ["file", "application", "sample"])
@pytest.mark.django_db(transaction=True)
def test_after_the_hour_the_bytes_are_gone(
    as_alice, application, settings, now, time_machine, what
):
    Application.objects.update(is_sample=what == "sample")
    bring(as_alice, application)
    addresses = {
        "file": f"/files/{Document.objects.get().pk}/delete/",
        "application": f"/applications/{application.pk}/delete/",
        "sample": "/sample/remove/",
    }
    as_alice.post(addresses[what])
    assert not Document.objects.exists()
    prune()
    assert len(bytes_kept(settings)) == 1
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    prune()
    assert bytes_kept(settings) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_back_keeps_its_bytes_for_good(as_alice, application, settings, now, time_machine):
    bring(as_alice, application)
    as_alice.post(undo_of(as_alice.post(f"/applications/{application.pk}/delete/", follow=True)))
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    prune()
    assert len(bytes_kept(settings)) == 1
