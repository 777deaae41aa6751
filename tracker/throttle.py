"""Guessing a password is slow: after some wrong ones, further tries are refused for a while. So is
having links mailed to somebody, which is counted by itself.

The counts are kept by each web process for itself; two processes allow twice as many tries.
"""

from django.core.cache import BaseCache, caches

from tracker.tokens import digest

WINDOW = 15 * 60  # seconds
# From one machine; and from everywhere, which is more, so that a stranger can't easily lock one out.
LIMITS = {"machine": 10, "everywhere": 100}
# A machine's links are counted over all addresses, or it would have as many mailed as it can name.
LINK_LIMITS = {"machine": 3, "everywhere": 6}


def is_throttled(email: str, machine: str) -> bool:
    """Whether `machine` has to wait before it may try to log in as `email` again."""
    return _is_reached(caches["default"], _login_keys(email, machine), LIMITS)


def note_failure(email: str, machine: str) -> None:
    """Count a wrong password."""
    _count(caches["default"], _login_keys(email, machine))


def forget_failures(email: str, machine: str) -> None:
    """Let `machine` try anew, as after a new password."""
    caches["default"].delete_many(_login_keys(email, machine).values())


def may_ask_for_link(email: str, machine: str) -> bool:
    """Whether a link for a new password may be mailed to `email` again; counts that it was asked."""
    keys = {
        "machine": f"link-machine-{digest(machine)}",
        "everywhere": f"link-{digest(email.lower())}",
    }
    if _is_reached(caches["links"], keys, LINK_LIMITS):
        return False
    _count(caches["links"], keys)
    return True


def _is_reached(counts_in: BaseCache, keys: dict[str, str], limits: dict[str, int]) -> bool:
    counts = counts_in.get_many(keys.values())
    return any(counts.get(key, 0) >= limits[name] for name, key in keys.items())


def _count(counts_in: BaseCache, keys: dict[str, str]) -> None:
    for key in keys.values():
        counts_in.add(key, 0, WINDOW)
        counts_in.incr(key)


def _login_keys(email: str, machine: str) -> dict[str, str]:
    return {
        "machine": f"login-{digest(f'{email.lower()} {machine}')}",
        "everywhere": f"login-{digest(email.lower())}",
    }
