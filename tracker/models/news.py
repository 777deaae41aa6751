"""News of the owner's own search that others are to be told: a final round, a new first day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.models.applications import Application
from tracker.planning.facts import NewsKind


class News(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news")
    kind = models.CharField(
        max_length=20,
        choices=[
            (NewsKind.FINAL_ROUND, "A final round elsewhere"),
            (NewsKind.AVAILABILITY, "When I can begin"),
        ],
    )
    # Where the final round is: with its end the news is none. Empty: not logged here.
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="news"
    )
    day = models.DateField()  # of the final round, or from which the owner can begin
    until = models.DateField(null=True, blank=True)  # the last day on which it helps to know
    told = models.ManyToManyField(Application, related_name="news_to_tell")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in NewsKind]), name="news_kind_is_known"
            ),
        ]
        ordering = ["entered_at", "pk"]
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.day}"
