"""Secrets in addresses: long enough not to be guessed, and kept only as their digest."""

import hashlib
import secrets

TOKEN_BYTES = 20  # 160 bits


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
