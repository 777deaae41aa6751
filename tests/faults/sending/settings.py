"""The settings of processes that these tests start: as in real life, but quicker to give up and to tell.

QUEUE and DEADLY_MAIL, both in the environment, are for the tests that need a queue set up badly and
a mail that kills whoever writes it; PATIENCE is for those whose server never answers.
"""

import json
import os
from typing import Any

from tracker import settings as usual
from tracker.settings import *  # noqa: F403

EMAIL_TIMEOUT = int(os.environ.get("PATIENCE", "10"))
Q_CLUSTER = usual.Q_CLUSTER | {"poll": 0.05} | json.loads(os.environ.get("QUEUE", "{}"))

# Each process of the cluster then says which it is.
_logging: dict[str, Any] = usual.LOGGING
_logging["loggers"]["django-q"]["level"] = "INFO"

_templates: dict[str, Any] = usual.TEMPLATES[0]
if os.environ.get("DEADLY_MAIL"):
    _templates["DIRS"].insert(0, usual.BASE_DIR / "tests/faults/sending/templates")
    _templates["OPTIONS"]["builtins"] += ["tests.faults.sending.deadly"]
