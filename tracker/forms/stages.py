"""The day on which an application came to a stage."""

from datetime import datetime
from typing import Any

from tracker.forms.happened import HappenedForm
from tracker.forms.once import VersionForm
from tracker.forms.times import BoundedDateField, moment_on


class StageForm(HappenedForm, VersionForm):
    came_on = BoundedDateField(label="On which day")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.refuse_future("came_on")
        return values

    def moment(self, before: datetime) -> datetime:
        """The one of `before`, if its day was left as it was."""
        if "came_on" not in self.changed_data:
            return before
        return moment_on(self.cleaned_data["came_on"], self.now)
