import errno
import logging
import sys

import pytest
from django.core.signing import BadSignature
from django.db import IntegrityError, InterfaceError, OperationalError

from tracker.outage import AWAY, BUSY, FULL, SHORT, InOneLine, outage_of


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("database is locked"), BUSY),
        (OperationalError("canceling statement due to lock timeout"), BUSY),
        (OperationalError("deadlock detected"), BUSY),
        (OperationalError("database or disk is full"), FULL),
        (OperationalError("could not extend file: No space left on device"), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OperationalError("unable to open database file"), SHORT),
        (OSError(errno.EMFILE, "Too many open files"), SHORT),
        (MemoryError(), SHORT),
        (OperationalError("the connection is lost"), AWAY),
        (InterfaceError("connection already closed"), AWAY),
    ],
    ids=str,
)
def test_an_outage_has_a_sentence(error, said):
    assert outage_of(error) == said


@pytest.mark.parametrize(
    "error",
    [
        None,
        KeyError("title"),
        IntegrityError("UNIQUE constraint failed"),
        InterfaceError("Error binding parameter 1"),
        FileNotFoundError(errno.ENOENT, "No such file or directory"),
    ],
    ids=str,
)
def test_a_fault_of_ours_is_no_outage(error):
    assert outage_of(error) is None


def logged(error, words="Internal Server Error: %s", name="django.request"):
    try:
        raise error
    except Exception:
        record = logging.LogRecord(name, logging.ERROR, "", 0, words, ("/",), sys.exc_info())
    InOneLine().filter(record)
    return logging.Formatter().format(record)


@pytest.mark.parametrize(
    "error", [OperationalError("server closed the line\n\tabnormally"), BadSignature("no")]
)
def test_an_outage_is_one_line_of_the_log(error):
    said = str(error).partition("\n")[0]
    assert logged(error) == f"Internal Server Error: /: {said}"


def test_a_fault_of_ours_keeps_its_traceback():
    assert "Traceback" in logged(KeyError("title"))


def test_a_task_that_met_an_outage_is_one_line_too():
    words = (
        "Failed 'sweep' - locked : Traceback (most recent call last):\n…\nOperationalError: locked"
    )
    record = logging.LogRecord("django-q", logging.ERROR, "", 0, words, (), None)
    InOneLine().filter(record)
    assert record.getMessage() == "Failed 'sweep' - locked"
