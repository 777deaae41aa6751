"""The secret key: made on first start, readable by nobody else."""

import os
import secrets
from pathlib import Path


def secret_key_from(path: Path) -> str:
    """The key kept in `path`; made, with mode 0600, if there is none yet.

    Two processes that start together agree: only one can create the file, and it is linked into
    place whole, so that the other never reads half a key.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
