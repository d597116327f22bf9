"""What a new desk starts with: the default rating scale, the four roles, the pages every site must have."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

# code, value, tone, sign, Korean and English label, Korean and English definition
RATINGS = [
    ("true", 5, "true", "✓", "사실", "True",
     "제시된 근거로 볼 때 주장이 정확하다.",
     "The evidence shows the claim to be accurate."),
    ("mostly-true", 4, "mostly-true", "✓", "대체로 사실", "Mostly true",
     "주장은 정확하나, 설명이나 보충이 필요하다.",
     "The claim is accurate but needs clarification or additional information."),
    ("half-true", 3, "half-true", "◐", "절반의 사실", "Half true",
     "일부는 정확하지만 중요한 부분이 빠졌거나 어긋난다.",
     "The claim is partly accurate but leaves out or gets wrong something that matters."),
    ("mostly-false", 2, "mostly-false", "✗", "대체로 사실 아님", "Mostly false",
     "사실의 요소가 있으나, 다른 인상을 줄 핵심 사실을 외면했다.",
     "The claim holds an element of truth but ignores facts that would give a different impression."),
    ("false", 1, "false", "✗", "전혀 사실 아님", "False",
     "제시된 근거로 볼 때 주장은 사실이 아니다.",
     "The evidence shows the claim not to be accurate."),
    ("unproven", None, "unproven", "?", "판단 유보", "Unproven",
     "지금 구할 수 있는 근거로는 사실 여부를 가릴 수 없다.",
     "The evidence available now does not decide whether the claim is true."),
    ("missing-context", None, "context", "…", "맥락 부족", "Missing context",
     "수치나 문장은 맞지만, 함께 알아야 할 맥락이 빠져 오해를 부른다.",
     "The figure or sentence is right, but without its context it misleads."),
    ("not-checkable", None, "opinion", "“", "검증 대상 아님", "Not checkable",
     "의견이나 전망이어서 참·거짓을 가리지 않는다.",
     "An opinion or a forecast: it is not rated true or false."),
]  # fmt: skip

# Role: model -> what it may do. Each role has what the ones before it have.
ALL = ("add", "change", "delete", "view")
GRANTS = {
    "Contributor": {
        "article": ("add", "change", "view"),
        "claim": ("add", "change", "view"),
        "quantity": ALL,
        "citation": ALL,
        "source": ("add", "change", "view"),
        "snapshot": ("view",),
        "check": ("view",),
        "verdict": ("add", "change", "view"),
        "correction": ("view",),
        "alert": ("view",),
        "claimant": ("add", "view"),
        "topic": ("view",),
        "rating": ("view",),
        "ratingscale": ("view",),
        "contactlog": ("add", "change", "view"),
        "outletrequest": ("add", "change", "view"),
        "sitepage": ("view",),
    },
    "Editor": {
        "verdict": ("submit",),
        "claim": ("delete",),
        "article": ("delete",),
        "alert": ("change",),
        "claimant": ("change", "delete"),
        "topic": ("add", "change", "delete"),
        "contactlog": ("delete",),
        "outletrequest": ("delete",),
    },
    "Approver": {
        "verdict": ("approve",),
        "claim": ("withdraw",),
        "sitepage": ("change",),
    },
    "Administrator": {
        "source": ("delete",),
        "rating": ALL,
        "ratingscale": ALL,
        "sitepage": ALL,
        "user": ALL,
    },
}

PAGES = {
    "methodology": (
        "검증 방법", "Methodology",
        """우리는 기사에서 **확인할 수 있는 문장**을 골라 하나의 주장으로 적고, 출처의 **정확한 인용문**에 비추어 판정합니다.

## 어떻게 고르는가
공익과 파급력이 큰 주장을 고르고, 고른 까닭을 각 주장 페이지에 적습니다. 의견과 전망은 참·거짓을 가리지 않습니다.

## 무엇을 근거로 삼는가
서로 독립된 두 곳 이상의 출처를 원칙으로 하며, 1차 자료를 앞세웁니다. 예외가 있으면 그 이유를 밝힙니다. 주장에 맞서는 근거도 함께 찾습니다.

## 누가 판정하는가
판정을 쓴 사람과 승인한 사람은 서로 다릅니다.

## 근거는 계속 확인합니다
인용문이 출처에 그대로 있는지 정기적으로 다시 확인하고, 마지막으로 확인한 때를 적습니다. 바뀌거나 사라지면 그 사실을 알립니다.""",
        """We pick **checkable statements** out of news articles, write each down as one claim, and hold it against **exact quotes** from sources.

## How we choose
We choose claims of public interest and reach, and say on each claim page why. Opinions and forecasts are not rated true or false.

## What counts as evidence
We ask for at least two independent sources and prefer primary ones. Where there are fewer, we say why. We also look for evidence against.

## Who decides
The person who writes a verdict is never the one who approves it.

## Evidence stays verified
We look again, regularly, whether each quote still stands in its source, and say when it was last seen. When it changes or disappears, the page says so.""",
    ),
    "corrections-policy": (
        "정정 원칙", "Corrections policy",
        """잘못을 발견하면 고치고, 무엇을 왜 고쳤는지 날짜와 함께 남깁니다. 이전 판정은 지우지 않습니다.

정정은 오탈자, 명확화, 새 정보 반영, 정정, 판정 변경, 철회로 나누어 표시하며 모두 정정 목록과 피드에 실립니다.

잘못된 점은 각 주장 페이지의 ‘오류 알리기’로 알려 주세요.""",
        """When we find a mistake we correct it and leave a dated note of what changed and why. The earlier verdict stays visible.

Corrections are marked as typo, clarification, update, correction, change of verdict or retraction; all stand in the list of corrections and its feed.

Please tell us of mistakes with “Report an error” on each claim page.""",
    ),
    "about": (
        "소개", "About us",
        """누가 이 사이트를 만들고 어떤 돈으로 운영하는지 여기에 적습니다.""",
        """Who makes this site and what it is paid with is said here.""",
    ),
}  # fmt: skip


def start_desk(apps, schema_editor):
    scale = apps.get_model("claims", "RatingScale").objects.create(
        name="Factcheck", worst=1, best=5, is_default=True
    )
    rating = apps.get_model("claims", "Rating")
    for order, (code, value, tone, sign, label_ko, label_en, about_ko, about_en) in enumerate(RATINGS):
        rating.objects.create(
            scale=scale, code=code, value=value, is_on_scale=value is not None, tone=tone, sign=sign,
            label_ko=label_ko, label_en=label_en, definition_ko=about_ko, definition_en=about_en, order=order,
        )  # fmt: skip
    page = apps.get_model("claims", "SitePage")
    for slug, (title_ko, title_en, body_ko, body_en) in PAGES.items():
        page.objects.create(slug=slug, title_ko=title_ko, title_en=title_en, body_ko=body_ko, body_en=body_en)


def make_roles(apps, schema_editor):
    # Django makes permissions only after all migrations; the roles need them now.
    config = installed.get_app_config("claims")
    create_contenttypes(config, verbosity=0)
    create_permissions(config, verbosity=0)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    granted = []
    for role, models in GRANTS.items():
        names = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        found = list(permission_model.objects.filter(content_type__app_label="claims", codename__in=names))
        if len(found) != len(names):
            missing = sorted(set(names) - {permission.codename for permission in found})
            raise RuntimeError(f"no such permissions: {missing}")
        granted += found
        group, _ = group_model.objects.get_or_create(name=role)
        group.permissions.set(granted)


def forget(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GRANTS).delete()
    apps.get_model("claims", "Rating").objects.all().delete()
    apps.get_model("claims", "RatingScale").objects.all().delete()
    apps.get_model("claims", "SitePage").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(start_desk, forget),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
