"""What a pasted text becomes: lines with kind, level and marker, and tables. Pure; writes nothing."""

from plans.pasting.limits import TooMuchPasted
from plans.pasting.lines import Pasted, PastedLine, Setting, pasted_lines

__all__ = ["Pasted", "PastedLine", "Setting", "TooMuchPasted", "pasted_lines"]
