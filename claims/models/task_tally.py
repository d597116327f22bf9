"""How each kind of task fares: when it last ran, how often, how often in vain, how long in all."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

COUNT = """
    INSERT INTO claims_tasktally AS kept (task, runs, failures, seconds, ran_at, failed_at)
    VALUES (%(task)s, 1, %(failed)s::int, %(seconds)s, clock_timestamp(),
        CASE WHEN %(failed)s THEN clock_timestamp() END)
    ON CONFLICT (task) DO UPDATE SET
        runs = kept.runs + 1,
        failures = kept.failures + excluded.failures,
        seconds = kept.seconds + excluded.seconds,
        ran_at = excluded.ran_at,
        failed_at = coalesce(excluded.failed_at, kept.failed_at)
"""


class TaskTally(models.Model):
    """One row for each kind of task, written at its end by whichever worker ran it.

    A task that was killed (by its hard time limit, or with its worker) is not counted.
    """

    task = models.CharField(_("task"), max_length=200, primary_key=True)
    runs = models.BigIntegerField(_("runs"), default=0)
    failures = models.BigIntegerField(_("failed"), default=0)
    seconds = models.FloatField(default=0)
    ran_at = models.DateTimeField(_("last run"))
    failed_at = models.DateTimeField(_("last failure"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return self.task

    @property
    def name(self) -> str:
        """Without the module: what an operator calls it."""
        return self.task.rpartition(".")[2]

    @property
    def mean_seconds(self) -> float:
        return self.seconds / self.runs if self.runs else 0.0

    @classmethod
    def count(cls, task: str, seconds: float, *, failed: bool) -> None:
        """One statement, by the database's clock; two workers at once lose no run."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"task": task, "seconds": seconds, "failed": failed})
