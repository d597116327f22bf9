"""What a member of the desk is told in person: on the morning page, and as a list of their own."""

from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from claims.letters import desk_page
from claims.models import Article, Claim, Notice, User
from claims.words import NoticeKind

from . import my_notices
from .lists import MachineWritten, minute


def notices_of(user: User):
    """What this person has not read yet, newest first."""
    rows = Notice.objects.unread().filter(user=user).order_by("-made_at", "-pk")
    return rows.select_related("claim", "article", "by")


def mention(request, text: str, *, claim: Claim | None = None, article: Article | None = None) -> None:
    """Tell everybody whom a note of the desk names as ``@user``, and say to whom it went."""
    if claim is None and article is None:
        return
    about = {"claim": claim, "article": None if claim else article}
    told = Notice.objects.mention(text, by=request.user, now=timezone.now(), **about)
    if told:
        names = ", ".join(str(notice.user) for notice in told)
        messages.info(request, gettext("Told: %(names)s.") % {"names": names})


def assignee_of(thing: Claim | Article) -> int | None:
    """Whose it is as stored: what a form says of before is the browser's word."""
    return type(thing).objects.filter(pk=thing.pk).values_list("assignee", flat=True).first()


def tell_assignee(request, thing: Claim | Article, *, before: int | None) -> None:
    """Whoever is given a claim or an article by somebody else is told."""
    if thing.assignee_id != before:
        about = {"claim" if isinstance(thing, Claim) else "article": thing}
        Notice.objects.tell(
            [thing.assignee], NoticeKind.ASSIGNED, by=request.user, now=timezone.now(), **about
        )


@require_safe
def open_notice(request, pk: int) -> HttpResponse:
    """Go where it leads; who has been there has read it."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    Notice.objects.unread().filter(pk=pk).update(read_at=timezone.now())
    return redirect(desk_page(notice))


@require_POST
def read_all(request) -> HttpResponse:
    count = Notice.objects.unread().filter(user=request.user).update(read_at=timezone.now())
    if count:
        messages.success(request, gettext("Marked as read."))
    return redirect("admin:index")


@admin.register(Notice)
class NoticeAdmin(MachineWritten):
    """Everybody sees their own, and nobody else's."""

    list_display = ["kind", "about_shown", "by", "made", "read"]
    list_display_links = None
    list_filter = ["kind"]
    list_select_related = ["claim", "article", "by"]
    ordering = ["-made_at", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user=request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        number = str(object_id)
        return open_notice(request, int(number) if number.isdecimal() and len(number) < 19 else 0)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("how/", wrap(my_notices.page), name="my_notices"),
            path("read/", wrap(read_all), name="claims_notice_read"),
            path("<int:pk>/open/", wrap(open_notice), name="claims_notice_open"),
            *super().get_urls(),
        ]

    @admin.display(description=_("about"))
    def about_shown(self, notice: Notice) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:claims_notice_open", args=[notice.pk]), notice.about
        )

    @admin.display(description=_("made"), ordering="made_at")
    def made(self, notice: Notice) -> str:
        return minute(notice.made_at)

    @admin.display(description=_("read"), ordering="read_at")
    def read(self, notice: Notice) -> str:
        return minute(notice.read_at)
