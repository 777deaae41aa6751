"""Secrets in addresses: long enough not to be guessed, and kept only as their digest."""

import hashlib
import logging
import re
import secrets

TOKEN_BYTES = 20  # 160 bits
# Of feeds, and of the links in mails.
IN_ADDRESSES = re.compile(r"(/(?:calendar|m|u|accounts/forgotten/[\w-]+)/)[A-Za-z0-9_-]{20,}")


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def without_tokens(text: str) -> str:
    """`text` as it may be kept where others read it: addresses that let one in are cut short."""
    return IN_ADDRESSES.sub(r"\1…", text)


class DiscreetFormatter(logging.Formatter):
    """Whoever reads the log, or a copy of it, is not let in by what it says."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
