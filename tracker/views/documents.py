"""Files of an application: brought, listed by their versions, taken away again. Never shown here."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.documents import DocumentForm
from tracker.models import Application
from tracker.queries.documents import documents_of
from tracker.services.documents import add_document, delete_document
from tracker.uploads import LARGEST_FILE, file_was_too_large
from tracker.views.access import own_application, own_document
from tracker.views.answers import sent, show_form, take
from tracker.views.deleted import delete_with_undo


@require_http_methods(["GET", "HEAD", "POST"])
def document_list(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_application(request, pk)
    form = DocumentForm(
        sent(request), request.FILES or None, was_too_large=file_was_too_large(request)
    )
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _add(request, application, form))
    context = {
        "application": application,
        "kinds": documents_of(application, timezone.now()),
        "form": form,
        "most_bytes": LARGEST_FILE,
    }
    return show_form(request, "documents/list.html", context, form)


def _add(request: HttpRequest, application: Application, form: DocumentForm) -> str:
    values = form.cleaned_data
    row = add_document(
        application,
        kind=values["kind"],
        name=values["name"],
        content=values["content"],
        now=timezone.now(),
    )
    undo = reverse("document-delete", args=[row.pk])
    messages.success(request, f"{row.name} is kept as version {row.number}.", extra_tags=undo)
    return reverse("document-list", args=[application.pk])


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The file to be saved: a browser shows nothing of it as a page of ours."""
    row = own_document(request, pk)
    try:
        with default_storage.open(row.stored_as) as file:
            content = file.read()
    except FileNotFoundError:
        messages.error(request, f"The content of {row.name} is not here any more.")
        return redirect("document-list", row.application_id)
    saved_as = content_disposition_header(as_attachment=True, filename=row.name)
    headers = {"Content-Disposition": saved_as, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


@require_POST
def document_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_document(request, pk)
    home = reverse("document-list", args=[row.application_id])
    said = f"{row.name} is deleted."
    return delete_with_undo(request, row, delete_document, said=said, home=home, then=home)
