"""Which failures are nobody's mistake, but something that is away, busy or full; and words for them."""

import errno
import logging

from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature
from django.db import IntegrityError, InterfaceError, OperationalError

FULL = "The disk is full, so nothing can be saved until there is room. Reading works; no mail leaves meanwhile."
BUSY = "Something else has kept the database busy for too long. Nothing of what you sent was saved: please send it again."
AWAY = "The database cannot be reached just now."
SHORT = "The machine that Heardback runs on is short of memory or of open files."

OUT_OF_ROOM = (errno.ENOSPC, errno.EDQUOT)
OUT_OF_FILES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def outage_of(error: BaseException | None) -> str | None:
    """A sentence for whoever waits for the page; None for a fault of ours."""
    if isinstance(error, MemoryError):
        return SHORT
    if isinstance(error, OperationalError):
        return _of_database(str(error))
    if isinstance(error, InterfaceError) and "closed" in str(error):
        return AWAY
    if isinstance(error, OSError):
        return {OUT_OF_ROOM: FULL, OUT_OF_FILES: SHORT}.get(_kind(error.errno))
    return None


def is_overtaken(error: BaseException | None) -> bool:
    """Whether another tab was faster: what this belongs to is gone, or what it makes is there."""
    if isinstance(error, IntegrityError):
        return any(words in str(error).lower() for words in ("foreign key", "unique"))
    return isinstance(error, ObjectDoesNotExist)


def _of_database(said: str) -> str:
    if "disk is full" in said or "No space left" in said:
        return FULL
    if "locked" in said or "lock timeout" in said or "deadlock" in said:
        return BUSY
    if "unable to open database file" in said or "too many clients" in said:
        return SHORT
    return AWAY


def _kind(number: int | None) -> tuple[int, ...]:
    return next((kind for kind in (OUT_OF_ROOM, OUT_OF_FILES) if number in kind), ())


class InOneLine(logging.Filter):
    """An outage is one line of the log, however often it is met; a fault of ours keeps its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if outage_of(error) or isinstance(
            error, BadSignature
        ):  # a queued task of another SECRET_KEY
            record.msg = f"{record.getMessage()}: {_first_line(str(error))}"
            record.args, record.exc_info, record.exc_text = (), None, None
        elif record.name == "django-q" and "OperationalError" in (said := record.getMessage()):
            # The queue logs a task that failed with the traceback in its words.
            record.msg, record.args = _first_line(said), ()
        return True


def _first_line(text: str) -> str:
    return text.partition("\n")[0].partition(" : Traceback")[0].strip()
