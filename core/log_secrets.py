"""Secrets of links stand in their addresses; no line of a log keeps them."""

from __future__ import annotations

import logging
import re

# Addresses that open something by a secret alone: the calendar of a phone, the page of a village, an invitation.
_SECRET = re.compile(r"/(lich|thon|moi)/([A-Za-z0-9_-]{3})[A-Za-z0-9_-]{13,}")


class WithoutSecrets(logging.Filter):
    """Leaves three letters, by which two lines can be told to speak of the same link."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        masked = _SECRET.sub(r"/\1/\2…", text)
        if masked != text:
            record.msg, record.args = masked, ()
        return True
