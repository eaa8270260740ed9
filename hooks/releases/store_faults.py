"""What an object store means by an error, in our own words.

No message of the store is ever shown: some repeat the access key. Of its text only the code is
looked at (``<Code>NoSuchBucket</Code>``), which obstore's own kinds of error don't tell apart.
"""

from __future__ import annotations

import re

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
NO_KEYS = f"没有对象存储的密钥；请设环境变量 {KEYS[0]} 和 {KEYS[1]}"

_CODE = re.compile(r"<Code>(\w+)</Code>")
_STATUS = re.compile(r"non-2xx status code: (\d{3})")
_REGION = "对象存储的区域不对；请在目标后面写 ?region=…（有 endpoint 就写 &region=…）"
_DENIED = "对象存储不允许；请让管理员给这个密钥读、写、列出和删除桶里对象的权限"
_SAID = {
    "InvalidAccessKeyId": f"对象存储不认识这个密钥；请检查环境变量 {KEYS[0]}",
    "SignatureDoesNotMatch": f"密钥对不上；请检查环境变量 {KEYS[1]}，前后不要有空格",
    "InvalidToken": "临时密钥不对；请检查环境变量 AWS_SESSION_TOKEN，或去掉它",
    "ExpiredToken": "临时密钥已过期；请换一份新的密钥",
    "RequestTimeTooSkewed": "这台机器的时钟和对象存储差得太多；请先校准时钟",
    "AccessDenied": _DENIED,
    "AllAccessDisabled": _DENIED,
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
}
_STATUSES = {
    "401": f"密钥对不上；请检查环境变量 {KEYS[0]} 和 {KEYS[1]}",
    "403": f"对象存储不允许；请检查环境变量 {KEYS[0]}、{KEYS[1]} 和桶的权限",
}
_TRUST = "{place} 的证书不受信任；公司自己的根证书请用环境变量 SSL_CERT_FILE 指定"
_SIGNS = {
    "redirect without LOCATION": _REGION,
    "UnknownIssuer": _TRUST,
    "invalid peer certificate": _TRUST,
    "error sending request": (
        "连不上 {place}；请检查网络和目标里的 endpoint，再运行一次会接着做完"
    ),
}
"""By what an error's text has in it."""


def explained(text: str, bucket: str, endpoint: str) -> str:
    """The sentence for an error's text; ``endpoint`` may be empty."""
    if is_missing_bucket(text):
        return f"对象存储里没有桶 {bucket}；请先建好这个桶，或检查目标里的桶名和 endpoint"
    code, status = _CODE.search(text), _STATUS.search(text)
    if code and code[1] in _SAID:
        return _SAID[code[1]]
    if status and status[1] in _STATUSES:
        return _STATUSES[status[1]]
    said = next((sentence for sign, sentence in _SIGNS.items() if sign in text), "")
    answer = f"对象存储回答 {status[1]}" if status else "对象存储没有答完"
    said = said or f"{answer}，暂时用不了；请等一会儿再运行一次，会接着做完"
    return said.format(place=endpoint or "对象存储")


def is_missing_bucket(text: str) -> bool:
    """Whether what was not found is the bucket, not an object in it."""
    code = _CODE.search(text)
    return bool(code and code[1] == "NoSuchBucket")
