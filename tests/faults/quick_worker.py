"""`python -m tests.faults.quick_worker`: the real worker, whose pulse is felt twice a second."""

import os

from tracker.supervisor import worker

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from tracker import broker

    broker.EVERY = 0.5  # the queue's processes are forked from this one
    worker.main()
