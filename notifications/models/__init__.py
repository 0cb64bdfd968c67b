from notifications.models.notification import Notification
from notifications.models.outgoing import OutgoingEmail, OutgoingText
from notifications.models.preference import Preference

__all__ = ["Notification", "OutgoingEmail", "OutgoingText", "Preference"]
