"""Guessing a password is slow: after some wrong ones, further tries are refused for a while.

The counts are kept by each web process for itself; two processes allow twice as many tries.
"""

from django.core.cache import cache

from tracker.tokens import digest

WINDOW = 15 * 60  # seconds
# From one machine; and from everywhere, which is more, so that a stranger can't easily lock one out.
LIMITS = {"machine": 10, "everywhere": 100}


def is_throttled(email: str, machine: str) -> bool:
    """Whether `machine` has to wait before it may try to log in as `email` again."""
    keys = _keys(email, machine)
    failures = cache.get_many(keys.values())
    return any(failures.get(key, 0) >= LIMITS[name] for name, key in keys.items())


def note_failure(email: str, machine: str) -> None:
    """Count a wrong password."""
    for key in _keys(email, machine).values():
        cache.add(key, 0, WINDOW)
        cache.incr(key)


def _keys(email: str, machine: str) -> dict[str, str]:
    return {
        "machine": f"login-{digest(f'{email.lower()} {machine}')}",
        "everywhere": f"login-{digest(email.lower())}",
    }
