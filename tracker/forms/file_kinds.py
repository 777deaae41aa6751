"""What a file is, by its content: its name is a claim that has to hold."""

from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

# What a hostile archive makes the standard library raise.
BROKEN = (BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def _is_docx(content: bytes) -> bool:
    return {"[Content_Types].xml", "word/document.xml"} <= _members(content)


def _is_odt(content: bytes) -> bool:
    """Its kind is its first member, by the standard not compressed."""
    return "content.xml" in _members(content) and OPEN_DOCUMENT in content[:100]


def _members(content: bytes) -> set[str]:
    """Their names alone are read: nothing is unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return set(archive.namelist())
    except BROKEN:
        return set()


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


KINDS: dict[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "docx": _is_docx,
    "odt": _is_odt,
    "txt": _is_text,
    "md": _is_text,
    "png": _is_png,
    "jpg": _is_jpeg,
    "jpeg": _is_jpeg,
}


def what_is_wrong(name: str, content: bytes) -> str:
    """Why a file of that name and content is not taken, in a sentence; empty if it is."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in KINDS:
        return "Choose a PDF, DOCX or ODT, a text (.txt, .md) or a picture (.png, .jpg)."
    if not content:
        return "The file is empty."
    if not KINDS[ending](content):
        return f"Its name ends in .{ending}, but what is in it is something else."
    return ""
