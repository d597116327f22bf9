"""How a value is shown: text in a language, Markdown, times, verdicts, links to a passage."""

import json
from datetime import datetime

import nh3
from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from markdown_it import MarkdownIt

from claims.text.highlights import spans
from claims.text.links import display, text_fragment
from claims.words import Code, Language

register = template.Library()

# Raw HTML is off in the parser, and nh3 sees what is left: two locks, since editors paste from anywhere.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_ALLOWED = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"} | {
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td")
}


@register.simple_tag
def publisher_name() -> str:
    return settings.PUBLISHER_NAME


@register.simple_tag
def site_url() -> str:
    return settings.SITE_URL


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as harmless HTML; headings start below the page's own."""
    html = _markdown.render(text or "").replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    schemes = {"http", "https", "mailto"}
    clean = nh3.clean(html, tags=_ALLOWED, attributes={"a": {"href"}}, url_schemes=schemes)
    return mark_safe(clean)  # noqa: S308 - sanitised by the line above


@register.filter
def text(thing, name: str) -> str:
    """``{{ claim|text:"wording" }}``: in the reader's language, else in the other."""
    return thing.text(name) if thing else ""


@register.filter
def marked(text: str, words: str) -> SafeString:
    """The text with the words of a search in ``<mark>``; everything is escaped."""
    shown, last = SafeString(), 0
    for start, end in spans(words, text):
        shown += format_html("{}<mark>{}</mark>", text[last:start], text[start:end])
        last = end
    return shown + format_html("{}", text[last:])


@register.simple_tag
def lang_of(thing, name: str) -> str:
    """`` lang="…"`` where the text shown is not in the page's language, so that it is read out rightly."""
    language = thing.language_of(name)
    return "" if language == (get_language() or "")[:2] else format_html(' lang="{}"', language)


@register.filter
def label(code: str, codes: str = "") -> str:
    """The translated label of a stored code: ``{{ citation.stance|label:"Stance" }}``."""
    enum = {cls.__name__: cls for cls in Code.__subclasses__()}[codes]
    return gettext(enum(code).label) if code else ""


@register.filter
def when(moment: datetime | None) -> str:
    """A ``<time>`` with the day and minute in the site's time zone."""
    if moment is None:
        return ""
    local = localtime(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), minute(local))


@register.filter
def day(value) -> str:
    """A ``<time>`` with the day alone; takes dates and datetimes."""
    if value is None:
        return ""
    value = localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day(value))


def _day(value) -> str:
    if (get_language() or "")[:2] == Language.KOREAN:
        return f"{value.year}년 {value.month}월 {value.day}일"
    return f"{value.day} {value:%B} {value.year}"


def minute(value: datetime) -> str:
    return f"{_day(value)} {value:%H:%M}"


@register.inclusion_tag("claims/_verdict.html")
def verdict(verdict):
    """The verdict as sign, word and colour; *not rated yet* where there is none."""
    return {"rating": verdict.rating if verdict else None}


@register.filter
def passage_url(citation) -> str:
    """The source's address with a text fragment that makes a browser scroll to the quote."""
    if not citation.source.url:
        return ""
    return text_fragment(citation.source.url, citation.exact, citation.prefix, citation.suffix)


@register.filter
def shown_url(url: str) -> str:
    """An address as a person reads it: no scheme, Hangul decoded."""
    return display(url)


@register.filter
def json_script_ld(document: dict) -> SafeString:
    """JSON for a ``<script type="application/ld+json">``: nothing in it can end the block."""
    escapes = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
    body = json.dumps(document, ensure_ascii=False, indent=1).translate(escapes)
    return mark_safe(f'<script type="application/ld+json">\n{body}\n</script>')  # noqa: S308 - escaped above
