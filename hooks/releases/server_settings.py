"""Settings of nginx and Caddy that serve a release, made for the address it was built for.

Both serve ``FOLDER/current/site``; what is gone from it, but not yet from pages that are
open, comes from ``FOLDER/previous/site``. ``current`` and ``previous`` are links to releases.
Older versions (:mod:`releases.version_list`) come from ``FOLDER/versions``. What moved is
answered with its new address as long as the release that is served says so, by a file that is
there or not: after a rollback the old page is back, without a reload.
Files are sent as packed beforehand; headers are those of :mod:`releases.headers`.
The file is long because both servers stand side by side, rule by rule.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from releases.headers import IMMUTABLE, REVALIDATE, TYPES
from releases.installed_settings import HEADER, name_of
from releases.version_list import FILE, LINK
from releases.version_list import FOLDER as VERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "/srv/course"
"""Where releases are published to, unless told otherwise."""
MOVED = "moved.json"
"""Beside the settings: what they were told of pages that moved, if any did."""
MARKS = "moved"
"""Beside the settings: a folder with a file for each page that moved (:func:`mark`)."""
CERTIFICATES = "/etc/ssl/course"
VERSIONED = r"\.[0-9a-f]{8,}\.(min\.)?(css|js)$"
"""Names that hold the version of their file: its bytes never change."""
HSTS = "max-age=31536000"
_HOST = re.compile(r"[\w.-]*|[0-9a-f:.]+")
_PATH = re.compile(r"/(?:[\w.~-]+/)*")
_OLD = re.compile(r"[\w.~-]+(?:/[\w.~-]+)*")
_NEW = re.compile(r"[\w.~%-]+(?:/[\w.~%-]+)*(?:#[\w.~%/-]+)?", re.ASCII)
_POLICY = re.compile(r"[\w :/*;'+=.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """A public address in its parts; ``path`` starts and ends with a slash."""

    secure: bool
    host: str
    port: int
    path: str

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine is meant: then only it is listened to."""
        return self.host in {"127.0.0.1", "localhost", "::1"}

    @property
    def name(self) -> str:
        """The host as it stands in addresses and settings: ``[::1]``."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def listens(self) -> tuple[str, ...]:
        """Addresses to listen on, with the port."""
        if self.is_loopback:
            return (f"{self.name if self.host != 'localhost' else '127.0.0.1'}:{self.port}",)
        return (f"{self.port}", f"[::]:{self.port}")


class SettingsError(ValueError):
    """A value can't stand in settings, where it would be read as a part of them."""


def read_address(url: str) -> Address:
    """Take ``site_url`` apart; an empty one is any host by HTTP.

    Raises:
        SettingsError: if host or path can't stand in a server's settings.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingsError(f"网址“{url}”写法不对；请改正") from None
    secure = parts.scheme == "https"
    path = parts.path.rpartition("/")[0] + "/" if parts.path else "/"
    host = parts.hostname or ""
    if not _PATH.fullmatch(path) or not _HOST.fullmatch(host):
        raise SettingsError(f"网址“{url}”里有服务器设置不能用的符号；请只用字母、数字和 . - _ ~ /")
    return Address(secure, host, port or (443 if secure else 80), path)


def mark(old: str, new: str) -> str:
    """Name of the file that says: this page moved there."""
    return hashlib.sha256(f"{old}\n{new}".encode()).hexdigest()[:16]


def settings_name(policy: str, address: Address, moved: Mapping[str, str] | None = None) -> str:
    """The name of the settings for both servers (:mod:`releases.installed_settings`)."""
    return name_of(
        nginx(policy, address, moved=moved, name="-"), caddy(policy, address, moved=moved, name="-")
    )


def security_headers(policy: str, address: Address, name: str) -> dict[str, str]:
    """What every answer carries, errors too; ``name`` is that of the settings."""
    headers = {
        HEADER: name,
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return headers | ({"Strict-Transport-Security": HSTS} if address.secure else {})


def nginx(
    policy: str,
    address: Address,
    folder: str = FOLDER,
    moved: Mapping[str, str] | None = None,
    name: str = "",
) -> str:
    """A file for ``conf.d/`` or ``sites-enabled/``: the whole server.

    ``moved``: new addresses by old ones, from the site's root, encoded as in a URL. ``name``:
    that of the settings, if it is not to be :func:`settings_name`.
    """
    _check(policy, moved or {})
    name = name or settings_name(policy, address, moved)
    base = address.path
    tls = " ssl http2" if address.secure else ""
    listen = "".join(f"\tlisten {one}{tls};\n" for one in address.listens)
    headers = "".join(
        f'\tadd_header {header} "{value}" always;\n'
        for header, value in security_headers(policy, address, name).items()
    )
    types = "".join(f'\t\t"{kind}" {suffix};\n' for suffix, kind in TYPES.items())
    return f"""\
# nginx for the course: copy to /etc/nginx/conf.d/course.conf, then: nginx -t && nginx -s reload
# In a server of your own, use what is between "server {{" and its end, and the map above it.
# Where the kernel has no IPv6, take the lines with [::] out.

# A file with its version in its name never changes; an error is asked for again, always.
map "$status $uri" $course_cache {{
	default "{REVALIDATE}";
	"~^(200|206|304) .+{VERSIONED}" "{IMMUTABLE}";
}}
{_nginx_redirect(address)}
server {{
{listen}	server_name {address.name or "_"};
{_nginx_tls(address)}
	server_tokens off;
	absolute_redirect off;  # behind a proxy, nginx doesn't know its own address
	open_file_cache off;    # it would serve the old release after a switch
	charset off;            # the types below say it
	default_type application/octet-stream;
	types {{
{types}	}}

	brotli_static on;  # Debian: libnginx-mod-http-brotli-static; without it, take this line out
	gzip_static on;
	gzip_vary on;

	add_header Cache-Control $course_cache always;
{headers}
	error_page 403 404 =404 {base}404.html;
{_nginx_locations(base, folder)}{_nginx_moved(base, folder, moved or {})}}}
"""


def caddy(
    policy: str,
    address: Address,
    folder: str = FOLDER,
    moved: Mapping[str, str] | None = None,
    name: str = "",
) -> str:
    """A whole Caddyfile; it can be imported from another. The rest is as for :func:`nginx`."""
    _check(policy, moved or {})
    name = name or settings_name(policy, address, moved)
    base = address.path.rstrip("/")
    headers = "".join(
        f'\theader {header} "{value}"\n'
        for header, value in security_headers(policy, address, name).items()
    )
    types = "".join(
        f'\t\t@{suffix} path *.{suffix}\n\t\theader @{suffix} Content-Type "{kind}"\n'
        for suffix, kind in TYPES.items()
    )
    site = f"{'https' if address.secure else 'http'}://{address.name}:{address.port}"
    bind = f"\tbind {'::1' if address.host == '::1' else '127.0.0.1'}\n"
    bind = bind if address.is_loopback else ""
    tls = f"\ttls {CERTIFICATES}/fullchain.pem {CERTIFICATES}/key.pem\n" if address.secure else ""
    into = f"\t\tredir {base} {base}/ 301\n\t\turi strip_prefix {base}\n" if base else ""
    outside = f"\t@outside not path {base} {base}/*\n\trespond @outside 404\n" if base else ""
    trial = "{\n\tadmin off\n\tauto_https off\n}\n" if address.is_loopback else ""
    return f"""\
# Caddy for the course: copy to /etc/caddy/Caddyfile, then: systemctl reload caddy
{trial}(course_headers) {{
{headers}}}
{site} {{
{bind}{tls}{outside}	import course_headers
	route {{
{into}		header Cache-Control "{REVALIDATE}"
		@versioned path_regexp {VERSIONED}
		header @versioned Cache-Control "{IMMUTABLE}"
{_caddy_moved(base, folder, moved or {})}{types}		root * {folder}/current/site
{_caddy_versions(base, folder)}		# What open pages of the release before still ask for.
		@gone {{
			path /assets/*
			not file {{path}}
		}}
		root @gone {folder}/previous/site
		file_server {{
			precompressed br zstd gzip
		}}
	}}
	handle_errors {{
		import course_headers
		header Cache-Control "{REVALIDATE}"
		header Content-Type "{TYPES["html"]}"
		root * {folder}/current/site
		rewrite * /404.html
		file_server {{
			precompressed br zstd gzip
		}}
	}}
}}
"""


def _check(policy: str, moved: Mapping[str, str]) -> None:
    """What comes from a release's own files must stay a value.

    Raises:
        SettingsError: if it would end a string or a line of the settings.
    """
    if not _POLICY.fullmatch(policy):
        raise SettingsError("发布包里的内容安全策略不能写进服务器设置；请不要使用这个发布包")
    for old, new in moved.items():
        if not _OLD.fullmatch(unquote(old)) or not _NEW.fullmatch(new):
            raise SettingsError(f"挪走的页面“{old}”不能写进服务器设置；请不要使用这个发布包")


def _nginx_redirect(address: Address) -> str:
    if not address.secure:
        return ""
    other = "" if address.port == 443 else f":{address.port}"  # noqa: PLR2004 - of HTTPS
    return f"""
server {{
	listen 80;
	listen [::]:80;
	server_name {address.name};
	return 301 https://$host{other}$request_uri;
}}
"""


def _nginx_tls(address: Address) -> str:
    if not address.secure:
        return ""
    return f"""\
	ssl_certificate {CERTIFICATES}/fullchain.pem;
	ssl_certificate_key {CERTIFICATES}/key.pem;
	ssl_protocols TLSv1.2 TLSv1.3;
	ssl_session_cache shared:course:1m;
"""


def _nginx_locations(base: str, folder: str) -> str:
    strip = f"\t\trewrite ^{base}(.*)$ /$1 break;\n" if base != "/" else ""
    slash = f"\tlocation = {base[:-1]} {{ return 301 {base}; }}\n" if base != "/" else ""
    return f"""
{slash}	location ^~ {base} {{
		alias {folder}/current/site/;
		index index.html;
		# Older versions, one beside the other; the newest is there, too.
		location ~ "^{base}({LINK})$" {{
			if (-d {folder}/{VERSIONS}/$1) {{ return 301 {base}$1/; }}
		}}
		location ~ "^{base}(?<course_version>{LINK})/assets/" {{
			rewrite "^{base}{LINK}(/.*)$" $1 break;
			root {folder}/{VERSIONS}/$course_version/site;
			log_not_found off;
			recursive_error_pages on;
			error_page 403 404 = @course_previous;
		}}
		location ~ "^{base}(?<course_version>{LINK})(?<course_file>/.*)$" {{
			alias {folder}/{VERSIONS}/$course_version/site$course_file;
		}}
	}}
	location = {base}{FILE} {{
		alias {folder}/{FILE};
		log_not_found off;
		error_page 404 = @course_list;
	}}
	location @course_list {{
		rewrite ^ /{FILE} break;
		root {folder}/current/site;
	}}
	# What open pages of the release before still ask for.
	location ^~ {base}assets/ {{
{strip}		root {folder}/current/site;
		# Not try_files: it looks first and opens later, and a switch in between is a 404.
		log_not_found off;
		recursive_error_pages on;
		error_page 403 404 = @course_previous;
	}}
	location @course_previous {{
		root {folder}/previous/site;
	}}
"""


def _nginx_moved(base: str, folder: str, moved: Mapping[str, str]) -> str:
    lines = [
        f"""\
	location = {base}{unquote(old)} {{
		if (-f {folder}/current/server/{MARKS}/{mark(old, new)}) {{ return 301 {base}{new}; }}
		alias {folder}/current/site/{unquote(old)};
	}}
"""
        for old, new in sorted(moved.items())
    ]
    return (
        "".join(["\t# Pages that moved, if the release that is served says so.\n", *lines])
        if lines
        else ""
    )


def _caddy_moved(base: str, folder: str, moved: Mapping[str, str]) -> str:
    lines = [
        f"""\
		@moved_{mark(old, new)} {{
			path /{unquote(old)}
			file {{
				root {folder}/current/server/{MARKS}
				try_files /{mark(old, new)}
			}}
		}}
		redir @moved_{mark(old, new)} {base}/{new} 301
"""
        for old, new in sorted(moved.items())
    ]
    return (
        "".join(["\t\t# Pages that moved, if the release that is served says so.\n", *lines])
        if lines
        else ""
    )


def _caddy_versions(base: str, folder: str) -> str:
    return f"""\
		# Older versions, one beside the other; the newest is there, too.
		@course_list {{
			path /{FILE}
			file {{
				root {folder}
				try_files {{path}}
			}}
		}}
		root @course_list {folder}
		@course_bare {{
			path_regexp ^/{LINK}$
			file {{
				root {folder}/{VERSIONS}
				try_files {{path}}/
			}}
		}}
		redir @course_bare {base}{{path}}/ 301
		@course_version path_regexp course_version ^/({LINK})/
		root @course_version {folder}/{VERSIONS}/{{re.course_version.1}}/site
		uri @course_version strip_prefix /{{re.course_version.1}}
"""
