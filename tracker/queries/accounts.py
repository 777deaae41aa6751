from tracker.models import User


def account_exists() -> bool:
    return User.objects.exists()
