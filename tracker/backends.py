from django.contrib.auth.backends import ModelBackend

from tracker.models import User


class Backend(ModelBackend):
    """Logs in by address, and fetches who is logged in together with their preferences."""

    def get_user(self, user_id: int) -> User | None:
        rows = User.objects.select_related("preferences")
        return rows.filter(pk=user_id, is_active=True).first()
