from tracker.models import Preferences
from tracker.planning.words import say_day


def pause_sentence(preferences: Preferences) -> str:
    """The pause in words; nothing where none is set."""
    since, until = preferences.paused_from, preferences.paused_until
    if not (since and until):
        return ""
    return f"Your search pauses from {say_day(since)} until {say_day(until)}."
