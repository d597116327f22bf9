"""The readers' stylesheet at an address that never changes its content (made in ``templatetags/style``)."""

import gzip

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from claims.templatetags.style import made

from .reading import reading

FOREVER = "public, max-age=31536000, immutable"


@reading
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    now, content = made()
    if digest != now:
        raise Http404("this style is gone")
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        gzip.compress(content, mtime=0) if packed else content, content_type="text/css; charset=utf-8"
    )
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOREVER
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
