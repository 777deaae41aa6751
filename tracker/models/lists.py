"""How applications are sorted by hand: tags, and filters that were kept under a name."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

TAG_LENGTH = 50
MOST_TAGS = 20


class Tag(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=TAG_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="one_tag_a_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_a_name"),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """The query of an address of the list, under a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=TAG_LENGTH)
    query = models.CharField(max_length=2_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="one_view_a_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="view_has_a_name"),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
