"""Text in a picture: large enough on a phone, whatever the width of the canvas."""

import pytest

from courseware.text.svg import check_svg

SIZES = [
    (480, "20", None),
    (480, "19.9", "13.5 像素，应不小于 13.6；画布宽 480，字号请不小于 20"),
    (384, "16", None),
    (400, "16", "13.1 像素，应不小于 13.6；画布宽 400，字号请不小于 17"),
    (720, "20", "9.1 像素，应不小于 13.6；画布宽 720，字号请不小于 30"),
    (720, "30", None),
]


@pytest.mark.parametrize(("width", "size", "said"), SIZES)
def test_text_is_measured_as_a_phone_shows_it(width: int, size: str, said: str | None) -> None:
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 200" font-size="{size}">'
        "<title>三步</title><desc>三步排成一列。</desc><text>看记录</text></svg>"
    )
    found = [(one.code, one.message) for one in check_svg("docs/a.svg", picture)]
    whole = f"图里的字在手机上只有 {said}，放不下就减少文字"
    assert found == ([("FIG-11", whole)] if said else [])
