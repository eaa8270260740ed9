"""PDFs while a trainer previews: each is made when it is asked for, not at every rebuild."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def with_pdfs(
    application: WSGIApplication, make: Callable[[str], bytes | None], mount: str
) -> WSGIApplication:
    """The preview server's application, which also answers for PDFs.

    ``make`` gives a PDF's bytes by its address from the site's root, ``None`` where there is
    no such PDF; ``mount`` is the path below which the site is served, with both slashes.
    """

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(mount) and path.endswith(".pdf"):
            url = path.removeprefix(mount)
            data = make(url)
            if data is not None:
                name = quote(url.rpartition("/")[2])
                headers = [
                    ("Content-Type", "application/pdf"),
                    ("Content-Length", str(len(data))),
                    ("Content-Disposition", f"inline; filename*=UTF-8''{name}"),
                    ("Cache-Control", "no-store"),
                ]
                start("200 OK", headers)
                return [data]
        return application(environ, start)

    return answer
