"""How much may be sent to us: small files are kept in memory, larger ones are not kept at all."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST_FILE = 5_000_000  # of any kind; invitations may have less
LARGEST_BODY = 8_000_000
TOO_LARGE = "heardback.file-was-too-large"


def file_was_too_large(request: HttpRequest) -> bool:
    """Whether a file was left out of `request.FILES`; for the form to say so at its field."""
    return bool(request.META.get(TOO_LARGE))


class BoundedUpload(FileUploadHandler):
    """Reads past what is too large and goes on, so that the rest of the form still arrives."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_FILE:
            assert self.request is not None
            self.request.META[TOO_LARGE] = "1"
            raise SkipFile
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
