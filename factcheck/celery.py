"""The Celery application; all of its configuration stands in settings under ``CELERY_``."""

import gc
import logging
import os
import time

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.signals import worker_init
from django.apps import apps
from django.db import Error

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
log = logging.getLogger(__name__)


class CountedTask(DjangoTask):
    """Every task of ours: its runs, failures and seconds are counted in the database, for all workers."""

    def __call__(self, *args, **options):
        if self.request.called_directly:
            return super().__call__(*args, **options)
        started, failed = time.monotonic(), True
        try:
            result = self.run(*args, **options)
            failed = False
        finally:
            self._count(time.monotonic() - started, failed)
        return result

    def _count(self, seconds: float, failed: bool) -> None:
        try:
            apps.get_model("claims", "TaskTally").count(self.name, seconds, failed=failed)
        except Error as error:  # the task's own end is what matters
            log.warning("%s was not counted: %s", self.name, error)


app = Celery("factcheck", task_cls=CountedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def share_memory(**_) -> None:
    """Let the pool's children share what is loaded: collecting garbage would write to every object of it."""
    gc.collect()
    gc.freeze()
