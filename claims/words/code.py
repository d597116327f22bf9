"""What a stored code is: a plain string that carries its label."""

from enum import StrEnum


def _(message: str) -> str:
    """Mark a label for makemessages; translation happens where it is shown."""
    return message


class Code(StrEnum):
    """A stored string with a label. Compare with ``==``: rows carry plain strings."""

    label: str

    def __new__(cls, value: str, label: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class Language(Code):
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")
