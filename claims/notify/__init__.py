"""Tells people what re-checking found: by mail at the pace each has chosen, and in chat.

    hand_out   an alert becomes one row for each person and channel to be told, once
    mail       one letter a person, of all that is due
    chat       one message a channel, by Apprise; sockets are watched by the guard

Every row is sent, then marked, under a lock of its recipient: two senders at once never tell twice, a crash
between sending and marking tells again rather than never.
"""

from datetime import datetime

from claims.notify.chat import ask_for_test, send_to_channels, try_channel
from claims.notify.hand_out import hand_out
from claims.notify.mail import letter, send_letters


def send_alerts(now: datetime) -> int:
    """Hand out what is to be told by now, and mail what is due; how many letters went out."""
    hand_out(now)
    return send_letters(now)


__all__ = [
    "ask_for_test",
    "hand_out",
    "letter",
    "send_alerts",
    "send_letters",
    "send_to_channels",
    "try_channel",
]
