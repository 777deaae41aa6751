"""Which kinds of mail somebody wants."""

from django.db.models import F

from tracker.models import MailKind, Preferences, User


def switch_mails(user: User, kind: MailKind, *, on: bool) -> bool:
    """Have mails of `kind` sent to `user`, or not; whether that was otherwise before.

    What is switched off stays on the dashboard; it is only mailed no more, from the next mail on. A
    form of settings that was opened before this does not undo it.
    """
    field = f"mails_{kind}"
    rows = Preferences.objects.filter(user=user, **{field: not on})
    return rows.update(**{field: on}, version=F("version") + 1) == 1
