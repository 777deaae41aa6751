"""The process that reads what others wrote; see `tracker.calendars.invitation`."""
