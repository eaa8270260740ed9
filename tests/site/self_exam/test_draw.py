"""Every draw is the plan's: cells, bands and red lines, whatever the seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.site.self_exam.candidate import Candidate

SEEDS = 200
FAULTS = """(seeds) => {
    const data = self.courseExam, faults = [], papers = new Set();
    for (let n = 0; n < seeds; n += 1) {
        const seed = n.toString(16).padStart(8, '0');
        const paper = courseware.exam.draw(data, seed);
        const again = courseware.exam.draw(data, seed);
        const say = (what) => faults.push(`${seed} ${what}`);
        if (String(paper) !== String(again)) say('not the same again');
        if (new Set(paper).size !== paper.length) say('a question twice');
        if (data.red.some(one => !paper.includes(one))) say('a red line left out');
        const plain = paper.filter(one => !data.red.includes(one));
        data.cells.forEach(([wanted, pool], cell) => {
            const drawn = plain.filter(one => pool.includes(one)).length;
            if (drawn !== wanted) say(`cell ${cell}: ${drawn}, not ${wanted}`);
        });
        if (plain.length !== data.cells.reduce((sum, [wanted]) => sum + wanted, 0)) say('more');
        data.levels.forEach((wanted, band) => {
            const drawn = plain.filter(one => data.questions[one][2] === band).length;
            if (drawn !== wanted) say(`band ${band}: ${drawn}, not ${wanted}`);
        });
        const chapters = paper.map(one => data.lessons[data.questions[one][1]][2]);
        if (chapters.some((one, at) => at && one < chapters[at - 1])) say('chapters mixed');
        papers.add([...paper].sort((a, b) => a - b).join());
    }
    return { faults, papers: papers.size };
}"""
SPREAD = """(seeds) => {
    const data = self.courseExam, seen = new Set();
    for (let n = 0; n < seeds; n += 1) {
        courseware.exam.draw(data, n.toString(16).padStart(8, '0')).forEach(one => seen.add(one));
    }
    return [seen.size, data.questions.length];
}"""
CHAIN = """() => {
    // A has band 0 drawn, spare 1; B band 1 drawn, spare 2: only a chain of two gets one of 2.
    const data = {
        levels: [0, 1, 1], cells: [[1, [0, 1]], [1, [2, 3]]], red: [],
        lessons: [['', '', 0]], questions: [[0, 0, 0], [0, 0, 1], [0, 0, 1], [0, 0, 2]],
    };
    return [...Array(50).keys()].map(n =>
        courseware.exam.draw(data, `s${n}`).sort().join()).filter(paper => paper !== '1,3');
}"""


def test_every_seed_meets_the_plan(candidate: Candidate) -> None:
    found = candidate.page.evaluate(FAULTS, SEEDS)
    assert found == {"faults": [], "papers": SEEDS}


def test_every_question_has_its_turn(candidate: Candidate) -> None:
    seen, all_of_them = candidate.page.evaluate(SPREAD, SEEDS)
    assert seen == all_of_them > 150


def test_bands_are_met_through_a_third_one(candidate: Candidate) -> None:
    assert candidate.page.evaluate(CHAIN) == []


def test_each_attempt_is_drawn_anew(candidate: Candidate) -> None:
    papers = []
    for _ in range(2):
        candidate.press("开始")
        papers.append(candidate.ids())
        candidate.press("暂停")
        candidate.page.reload()
        candidate.press("作废，另抽一份")
    assert papers[0] != papers[1]
    assert len(papers[0]) == len(papers[1]) == 84
