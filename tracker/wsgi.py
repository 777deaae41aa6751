"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()

# Imported here: there are no templates before the application is set up.
from tracker.views.errors import rehearse  # noqa: E402

rehearse()
