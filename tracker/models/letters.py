from django.conf import settings
from django.db import models

from tracker.writing.letters import Kind, Register

REGISTER_CHOICES = [
    (Register.FORMAL, "Formal"),
    (Register.NEUTRAL, "Neutral"),
    (Register.RELAXED, "Relaxed"),
]


class LetterTemplate(models.Model):
    """The owner's own template, instead of ours, for one kind of letter in one register."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letter_templates"
    )
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in Kind])
    register = models.CharField(max_length=10, choices=REGISTER_CHOICES)
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(max_length=10_000)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "register"], name="one_template_a_kind_and_register"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.register}"
