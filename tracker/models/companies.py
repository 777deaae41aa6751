from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

NAME_LENGTH = 200


class Company(models.Model):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="companies")
    name = models.CharField(max_length=NAME_LENGTH)
    is_sample = models.BooleanField(default=False)  # made for the sample search, goes with it

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="one_company_a_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="company_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
