from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Heardback"

    def ready(self) -> None:
        from tracker.models.full_text import ensure_full_text
        from tracker.reminders.schedules import ensure_schedules

        # The schedules are data that belong to the code: whatever migrates the database makes them.
        post_migrate.connect(ensure_schedules, sender=self, dispatch_uid="tracker.schedules")
        post_migrate.connect(ensure_full_text, sender=self, dispatch_uid="tracker.full_text")
