"""How much is read before it is refused, and how long it may take."""

from contextlib import suppress

MOST_BYTES = 1_000_000
MOST_EVENTS = 500
MOST_PEOPLE = 500  # to attend one event
MOST_COMPONENTS = 5_000
PEOPLE_KEPT = 50  # of one event
LINE_LENGTH, TEXT_LENGTH = 500, 10_000
SECONDS_OF_CPU = 5
SECONDS_TO_WAIT = 15  # on a machine that is busy with other things
SECONDS_OF_SERIES = 1.0  # for all the series of a file together
BYTES_OF_MEMORY = 512 * 1024 * 1024
EARLIEST_YEAR, LATEST_YEAR = 1970, 2100
GREATEST_NUMBER = 2**62  # of a SEQUENCE: some count milliseconds


class RefusedError(Exception):
    """Nothing can be taken from it; its text is a sentence that says why."""


def limit_this_process() -> None:
    """From here on, too much time or memory ends this process, and nothing else."""
    try:
        import resource  # there is none on Windows
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CPU, SECONDS_OF_CPU),
        (resource.RLIMIT_AS, BYTES_OF_MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows no limit on memory
            resource.setrlimit(kind, (most, most))
