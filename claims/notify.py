"""Tells people of alerts, once."""


def send_alerts() -> None:
    pass
