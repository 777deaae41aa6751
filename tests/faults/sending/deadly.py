"""A template filter that ends the process which renders it: as good as a crash in somebody's C code."""

import os
import signal

from django import template

register = template.Library()


@register.filter
def deadly(name: str) -> str:
    if name == "Deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return name
