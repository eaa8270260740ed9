"""The content security policy: one, for every page, whatever is in the pages.

The pages are made so that ``'self'`` is enough; what else should come into one fails the build
(:mod:`courseware.text.markup`). A page carries the policy itself, too: opened from a folder, or
out of an object store, it comes without headers.
"""

from __future__ import annotations

_DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
)

IN_PAGE = "; ".join(map(" ".join, _DIRECTIVES))
"""The policy as a page's ``<meta>`` says it."""

POLICY = f"{IN_PAGE}; frame-ancestors 'self'"
"""The header's value; who may frame a page can be said by a header only."""
