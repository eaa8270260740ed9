"""Rules about the plan of the self-examination, ``docs/self-exam.yml``."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "SELF-1", E, "结业自测缺少内容",
        "结业自测的组卷办法缺少“{key}”；请补上",
        "没有它就不知道怎么组卷。",
        good="minutes: 90",
        scope=Scope.PAGE,
    ),
    Rule(
        "SELF-2", E, "结业自测的值不对",
        "“{key}”的值“{value}”不对，应为{expected}；请改正",
        "数目写错，整张卷就错了。",
        bad="minutes: 一个半小时",
        good="minutes: 90",
    ),
    Rule(
        "SELF-3", E, "结业自测里有认不得的内容",
        "组卷办法里有认不得的“{key}”{hint}；可以写的是：{known}，请改正或删去",
        "写错的内容不起作用。",
        bad="- {lesson: rules, singel: 2}",
        good="- {lesson: rules, single: 2}",
    ),
    Rule(
        "SELF-4", E, "结业自测的课或章不对",
        "课程里没有编号为“{name}”的{what}{hint}；请改正",
        "组卷办法按课或章出题。",
    ),
    Rule(
        "SELF-5", E, "结业自测里一课写了两行",
        "“{name}”在第 {line} 行已经写过；请合成一行",
        "两行里不知道听哪一行的。",
    ),
    Rule(
        "SELF-6", E, "自测题不够出卷",
        "这里要“{name}”出{kind} {wanted} 道，红线题以外只有 {held} 道；请补题，或改少",
        "题不够就组不成卷。红线题每次全出，不算在内。",
        scope=Scope.COURSE,
    ),
    Rule(
        "SELF-7", E, "各档难度加起来不等于题数",
        "各档难度加起来是 {levels} 道，下面一共出 {wanted} 道；请改成相等，或删去 levels",
        "题数要算得拢。",
    ),
    Rule(
        "SELF-8", E, "难度配不齐",
        "照下面的题数和题型，“{band}”最多能出 {most} 道、最少 {least} 道，这里要 {wanted} 道；"
        "请改难度或题数",
        "难度按题目所对目标的层次算，课里没有那么多这一档的题。",
        scope=Scope.COURSE,
    ),
    Rule(
        "SELF-9", W, "结业自测漏了一课",
        "结业自测不从“{lesson}”出题；请补一行，每课至少一题",
        "每一课都要测到。",
        scope=Scope.COURSE,
    ),
    Rule(
        "SELF-10", E, "结业自测里有一行不出题",
        "“{name}”这一行没有写出几题；请写上题数，或删去这一行",
        "没有题数的一行不起作用。",
    ),
)  # fmt: skip
