"""``publish``, ``releases``, ``rollback``, ``verify``, ``versions``: arguments, kind of target.

Needs nothing but the standard library and starts fast, so that it also runs alone, as
``python -m releases.command``, and on a machine reached by ssh.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from releases.target import FolderTarget, PublishError, SshTarget, Target, parse_target
from releases.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ARCHIVES = (".tar.gz", ".zip")
_TARGET = "目录、用户@主机:目录 或 s3://桶/前缀?endpoint=…"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: one line about it, and what adds its arguments to a parser."""

    help: str
    add: Callable[[argparse.ArgumentParser], None]


def _publish(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("release", type=Path, metavar="RELEASE", help="发布包 .tar.gz")
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    _add_ssh(parser)
    _add_trust(parser)
    _add_probe(parser)
    parser.add_argument("--keep", type=_count, default=5, metavar="N", help="保留几版（默认 5）")
    parser.add_argument("--older", action="store_true", help="允许比在线的旧")
    parser.add_argument("--expect", default="", help=argparse.SUPPRESS)
    parser.add_argument(
        "--grace",
        type=float,
        default=7.0,
        metavar="DAYS",
        help="对象存储：旧文件几天后删（默认 7）",
    )
    _add_takeover(parser)


def _releases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    _add_ssh(parser)


def _rollback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    parser.add_argument("id", nargs="?", default="", metavar="ID", help="哪一版；默认上一版")
    _add_ssh(parser)
    _add_probe(parser)
    _add_takeover(parser)


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="WHAT", help=f"发布包，或{_TARGET}")
    _add_ssh(parser)
    _add_trust(parser)


def _versions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="TARGET", help=_TARGET)
    _add_ssh(parser)
    parser.add_argument("--drop", default="", metavar="VERSION", help="撤下这个旧版本")


def _add_ssh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ssh", default="ssh", metavar="COMMAND", help="ssh 命令，如 “ssh -p 2222”"
    )


def _add_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", type=Path, metavar="FILE", help="可信签名人文件；必须有有效签名")


def _add_probe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--probe", metavar="URL", default="", help="切换后访问，不对就自动撤回")
    parser.add_argument("--ca", type=Path, metavar="FILE", help="探测时另外信任的根证书（PEM）")
    parser.add_argument(
        "--settings", type=Path, metavar="FILE", help="服务器上装着的设置，核对是不是这一版要的"
    )


def _add_takeover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--takeover", action="store_true", help="对象存储：接手没有结束的发布")


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("至少是 1")
    return value


VERBS = {
    "publish": Verb("把发布包发布到目标", _publish),
    "releases": Verb("目标上有哪些发布", _releases),
    "rollback": Verb("回到先前的发布", _rollback),
    "verify": Verb("核对发布包或目标的每个字节", _verify),
    "versions": Verb("并排提供的各个版本", _versions),
}


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Do what was asked; gives what to say and the exit code."""
    try:
        if options.command == "verify" and options.target.endswith(ARCHIVES):
            from releases.archive import verify_archive  # noqa: PLC0415 - not needed else

            return verify_archive(Path(options.target), options.trust)
        return _for(parse_target(options.target))(options), 0
    except PublishError as error:
        return f"{error}\n", error.code
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        reason = f"{error.strerror or error}{place}"
        return f"没有完成：{reason}；线上仍是完整的一版，排除后再运行一次\n", 2


def main(arguments: Sequence[str] | None = None) -> int:
    """The five verbs alone."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    said, code = run(parse(arguments))
    (sys.stderr if code else sys.stdout).write(shown(said))
    return code


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments of one of the five verbs."""
    parser = argparse.ArgumentParser(prog="publish_command", description="发布课程")
    verbs = parser.add_subparsers(dest="command", required=True)
    for name, verb in VERBS.items():
        verb.add(verbs.add_parser(name, help=verb.help))
    return parser.parse_args(arguments)


def _for(target: Target) -> Callable[[argparse.Namespace], str]:
    """What carries out a verb at this kind of target; loaded only when needed."""
    if isinstance(target, FolderTarget):
        if os.name != "posix":
            raise PublishError("发布到目录要在 Linux 上运行；请在服务器上发布，或用 用户@主机:目录")
        return lambda options: _folder(target, options)
    if isinstance(target, SshTarget):
        from releases.publish_ssh import run_there  # noqa: PLC0415 - for ssh only

        return lambda options: run_there(target, options)
    from releases.store import run_objects  # noqa: PLC0415 - needs obstore

    return lambda options: run_objects(target, options)


def _folder(target: FolderTarget, options: argparse.Namespace) -> str:
    from releases import publish_folder  # noqa: PLC0415 - not on Windows
    from releases.probe import Outside, signer  # noqa: PLC0415 - as above
    from releases.unpacking import read_release  # noqa: PLC0415 - as above

    os.umask(0o022)  # what is made here is for a web server to read, from its first moment
    path = target.path
    if options.command == "releases":
        return publish_folder.releases(path)
    if options.command == "versions":
        from releases import side_by_side  # noqa: PLC0415 - as above

        return side_by_side.versions(path, options.drop)
    if options.command == "verify":
        return publish_folder.verify(path, signer(options.trust))
    if options.command == "rollback":
        outside = Outside(options.probe, options.ca, options.settings)
        outside.check_certificate()
        return publish_folder.rollback(path, options.id, outside)
    release = read_release(options.release)
    release.check_identity(options.expect)
    if check := signer(options.trust):
        check(release.manifest_bytes, release.signature or b"")
    outside = Outside(options.probe, options.ca, options.settings)
    outside.check_certificate()
    chosen = publish_folder.PublishOptions(options.keep, options.older, outside)
    return publish_folder.publish(path, release, chosen)


if __name__ == "__main__":
    sys.exit(main())
