"""Who runs this, for locks and history."""

from __future__ import annotations

import getpass
import socket


def person() -> str:
    """``user@host``; the user is ``?`` where the system knows no name."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = "?"
    return f"{user}@{socket.gethostname()}"
