"""Addresses as QR codes."""

import segno
from segno.encoder import DataOverflowError

# Modules of light around a code, which readers of QR codes need.
QUIET_ZONE = 4


def qr_code(link: str) -> str:
    """An SVG element, dark on light in every theme: many readers do not know the reverse.

    Empty if the address is too long for a QR code.
    """
    try:
        code = segno.make_qr(link, error="m")
    except DataOverflowError:
        return ""
    return str(code.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True))
