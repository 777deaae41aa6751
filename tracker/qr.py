"""A QR code as the path of a drawing, so that a template can draw it without trusting anything."""

from typing import NamedTuple

import segno

QUIET = 4  # modules that stay empty around it


class QrCode(NamedTuple):
    size: int  # of its side, in modules, the empty ones around it included
    path: str  # for <path d="…" stroke-width="1">


def qr_code(text: str) -> QrCode:
    """`text` as a code that still reads when a tenth of it is spoilt."""
    code = segno.make(text, error="m", micro=False)
    rows = [[bool(module) for module in row] for row in code.matrix]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}.5h1"
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return QrCode(len(rows) + 2 * QUIET, path)
