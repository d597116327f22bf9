"""How many requests the web processes answered, and how fast: counted in mapped files in ``METRICS_DIR``.

Without the folder nothing is counted: each web process would know of its own requests only.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

# A page kept rendered takes a millisecond or two, its first rendering tens, an export whole seconds.
BUCKETS = (0.002, 0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10)
requests = Histogram(
    "factcheck_request_seconds",
    "Time to answer, by the name of the view (as in urls.py) and the status",
    ["view", "status"],
    buckets=BUCKETS,
    registry=CollectorRegistry(),  # what is told comes from the files, of all processes
)


def count_requests(get_response: Callable) -> Callable:
    """Middleware: time each request. Few names: what no view answers (static files, 404) is one."""
    if not settings.METRICS_DIR:
        raise MiddlewareNotUsed

    def counted_response(request):
        started = time.perf_counter()
        response = get_response(request)
        view = request.resolver_match.view_name if request.resolver_match else ""
        requests.labels(view or "none", response.status_code).observe(time.perf_counter() - started)
        return response

    return counted_response


def counted() -> bytes:
    """What all web processes counted, in Prometheus' words."""
    if not settings.METRICS_DIR:
        return b""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_DIR))
    return generate_latest(registry)
