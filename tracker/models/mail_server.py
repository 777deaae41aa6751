"""The mail server, where it is set in the settings and not by EMAIL_URL."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q

SALT = "tracker.mail-server"


class Security(models.TextChoices):
    STARTTLS = "starttls", "STARTTLS (often port 587)"
    TLS = "tls", "TLS (often port 465)"
    NONE = "none", "None: only on this machine, or in its own network"


class MailServerSettings(models.Model):
    """One row, or none. Who set it owns it; it holds for all."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_servers")
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=587)
    security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    user = models.CharField(max_length=254, blank=True)
    signed_password = models.TextField(blank=True)  # can be read; not changed by others unnoticed
    sender = models.EmailField(max_length=254)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="one_mail_server"),
            models.CheckConstraint(
                condition=Q(port__gte=1, port__lte=65535), name="mail_port_is_one"
            ),
        ]
        verbose_name_plural = "mail server settings"

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def password(self) -> str:
        """Empty also where the secret key has changed since: then it is to be typed again."""
        try:
            password: str = signing.loads(self.signed_password, salt=SALT)
        except signing.BadSignature:
            return ""
        return password


def signed(password: str) -> str:
    """As it is stored."""
    return signing.dumps(password, salt=SALT) if password else ""
