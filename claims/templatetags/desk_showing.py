"""How the desk shows numbers."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def read_only() -> bool:
    """Whether the desk can be looked at only."""
    return settings.READ_ONLY
