"""Rules about matching and ordering questions."""

from courseware.rules.rule import E, Rule

RULES = (
    Rule(
        "QUIZ-47", E, "连线题、排序题没有空格",
        "写了 type={kind} 的题目要用 [[答案]] 空格，每项一个；请改写，或删去 type={kind}",
        "连线和排序都是给每一项填一个答案。",
        bad="<!-- question id=2-09 objective=b type=match -->\n<quiz>\n题干\n- [x] 对",
        good="<!-- question id=2-09 objective=b type=match -->\n<quiz>\n题干\n\n"
        "- FDD：[[上下行各走一段频率]]\n- TDD：[[上下行按时间换班]]",
    ),
    Rule(
        "QUIZ-48", E, "排序题的序号不对",
        "排序题的空格里要写 1 到 {count}，每个数一次；这里写的是 {given}，请改正",
        "序号缺了或重了，怎么排都不对。",
        bad="- [[1]] 复述\n- [[3]] 倾听", good="- [[2]] 复述\n- [[1]] 倾听",
    ),
    Rule(
        "QUIZ-49", E, "连线题只有一种答案",
        "连线题至少要有两种不同的答案；请补一项，或改成填空题",
        "只有一个可选就不用想了。",
    ),
)  # fmt: skip
