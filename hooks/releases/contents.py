"""What is in a release for whom, and what it says of itself to whoever opens its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

READ_ME_FIRST = "先读我.txt"
READ_ME = "README.txt"
OFFLINE = "-offline"
"""Ends the id of what is made for reading without a server."""

_FOR_READERS = ("site/", "fonts/", "LICENSE", "THIRD-PARTY.md")
_FOR_SERVERS = (".br", ".gz", ".zst")


def for_reading(files: Mapping[str, bytes], title: str, release: str) -> dict[str, bytes]:
    """Of a release's files those that a trainee may have: no answers, nothing for servers."""
    kept = {
        path: data
        for path, data in files.items()
        if path.startswith(_FOR_READERS) and not path.endswith(_FOR_SERVERS)
    }
    text = f"""\
{title}　{release}

打开 site 文件夹，双击 index.html，就能看课程。不用联网，也不用安装软件。
学习记录存在这台电脑的浏览器里；文件夹挪了地方，有的浏览器会从头记起。
讲义在 site/pdf 文件夹，可以打印。
整个文件夹都可以拷给同事。许可协议见 LICENSE-CONTENT.md（课程内容）和 LICENSE（程序）。
"""
    return {**kept, READ_ME_FIRST: text.encode()}


def read_me(title: str, release: str) -> dict[str, str]:
    """The texts beside the folders, by name: Chinese for trainers, English for operators."""
    chinese = f"""\
{title}　{release}

看课程：打开 site 文件夹，双击 index.html。不用联网，也不用安装软件。
打印：讲义在 site/pdf 文件夹。
发给学员：只复制 site 文件夹，或者只发 site/pdf 里的文件。

trainer 文件夹是讲师版和答案，只给讲师，不要发给学员，也不要放到网站上。
exports 文件夹是自测题和术语表的导出文件，给题库和培训系统导入用，里面有答案。
server 文件夹、manifest.json 和 sbom.cdx.json 是给运维人员的。
许可协议见 LICENSE-CONTENT.md（课程内容）和 LICENSE（程序）。
"""
    english = f"""\
{release}

site/             what a web server serves; opens from a folder too (index.html)
trainer/          trainers' books and answers: never serve them
exports/          the lessons' questions with answers, and the glossary: never serve them
server/           settings of nginx and Caddy for the address in site_url; the policy they send
manifest.json     SHA-256 and size of every file; manifest.json.sig signs it, if there is one
sbom.cdx.json     what made this release (CycloneDX 1.6); THIRD-PARTY.md: others' works in it

Check:  python hooks verify {release}.tar.gz [--trust allowed_signers]
Serve:  python hooks serve-release {release}.tar.gz
"""
    return {READ_ME_FIRST: chinese, READ_ME: english}
