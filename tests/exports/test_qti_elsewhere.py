"""The QTI 2.1 items in another implementation: Pyslet reads and scores every one of them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from pyslet.qtiv2.variables import ItemSessionState
from pyslet.qtiv2.xml import QTIDocument

from courseware.exports.entries import BankName
from tests.conftest import ROOT

from .samples import exported, real_questions


def score(item: bytes, *, right: bool) -> float:
    """What the item gives for its own right answers, or for none."""
    document = QTIDocument()
    document.read(src=io.BytesIO(item))
    session = ItemSessionState(document.root)
    session.begin_session()
    responses = [name for name in session if f"{name}.CORRECT" in session]
    assert responses
    for name in responses if right else ():
        session[name].set_value(session[f"{name}.CORRECT"].value)
    document.root.ResponseProcessing.run(session)
    return float(session["SCORE"].value)


@pytest.mark.parametrize("bank", list(BankName))
def test_every_item_is_read_and_scored(bank: BankName) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(ROOT, "qti", bank))) as package:
        items = [package.read(name) for name in package.namelist() if name.endswith(".xml")][1:]
    scores = Counter((score(one, right=True), score(one, right=False)) for one in items)
    assert scores == {(1.0, 0.0): len(real_questions(bank))}
