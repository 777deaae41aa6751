from hashlib import sha256
from typing import NamedTuple

from django.conf import settings
from django.db import models

from tracker.writing.letters import Kind, Register

REGISTER_CHOICES = [
    (Register.FORMAL, "Formal"),
    (Register.NEUTRAL, "Neutral"),
    (Register.RELAXED, "Relaxed"),
]


def text_mark(*texts: str) -> str:
    """What tells these texts from others."""
    return sha256("\0".join(texts).encode()).hexdigest()[:16]


class LetterText(NamedTuple):
    """A letter as its owner left it; without a body it is the one that the facts compose."""

    subject: str = ""
    body: str = ""
    register: str = ""

    @property
    def mark(self) -> str:
        """What tells one state of a letter from another: an editor carries the one it was filled from."""
        return text_mark(*self)


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
