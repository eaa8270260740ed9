"""Rules about the exam bank, its blueprint and what is drawn from them."""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
SELF_1 = Rule(
    "SELF-1", E, "结业自测缺少内容",
    "结业自测的组卷办法缺少“{key}”；请补上",
    "没有它就不知道怎么组卷。",
    good="minutes: 90",
    scope=Scope.PAGE,
)
SELF_2 = Rule(
    "SELF-2", E, "结业自测的值不对",
    "“{key}”的值“{value}”不对，应为{expected}；请改正",
    "数目写错，整张卷就错了。",
    bad="minutes: 一个半小时",
    good="minutes: 90",
)
SELF_3 = Rule(
    "SELF-3", E, "结业自测里有认不得的内容",
    "组卷办法里有认不得的“{key}”{hint}；可以写的是：{known}，请改正或删去",
    "写错的内容不起作用。",
    bad="- {lesson: rules, singel: 2}",
    good="- {lesson: rules, single: 2}",
)
SELF_4 = Rule(
    "SELF-4", E, "结业自测的课或章不对",
    "课程里没有编号为“{name}”的{what}{hint}；请改正",
    "组卷办法按课或章出题。",
)
SELF_5 = Rule(
    "SELF-5", E, "结业自测里一课写了两行",
    "“{name}”在第 {line} 行已经写过；请合成一行",
    "两行里不知道听哪一行的。",
)
SELF_6 = Rule(
    "SELF-6", E, "自测题不够出卷",
    "这里要“{name}”出{kind} {wanted} 道，红线题以外只有 {held} 道；请补题，或改少",
    "题不够就组不成卷。红线题每次全出，不算在内。",
    scope=Scope.COURSE,
)
SELF_7 = Rule(
    "SELF-7", E, "各档难度加起来不等于题数",
    "各档难度加起来是 {levels} 道，下面一共出 {wanted} 道；请改成相等，或删去 levels",
    "题数要算得拢。",
)
SELF_8 = Rule(
    "SELF-8", E, "难度配不齐",
    "照下面的题数和题型，“{band}”最多能出 {most} 道、最少 {least} 道，这里要 {wanted} 道；"
    "请改难度或题数",
    "难度按题目所对目标的层次算，课里没有那么多这一档的题。",
    scope=Scope.COURSE,
)
SELF_9 = Rule(
    "SELF-9", W, "结业自测漏了一课",
    "结业自测不从“{lesson}”出题；请补一行，每课至少一题",
    "每一课都要测到。",
    scope=Scope.COURSE,
)
SELF_10 = Rule(
    "SELF-10", E, "结业自测里有一行不出题",
    "“{name}”这一行没有写出几题；请写上题数，或删去这一行",
    "没有题数的一行不起作用。",
)
EXAM_2 = Rule(
    "EXAM-2", E, "考题编号行里有认不得的内容",
    "考题的编号行里有认不得的内容“{word}”；"
    "只能写 id=、lesson=、objective=、level=、point=、case=、red、type=、pin",
    "写错的内容不起作用。",
    bad="<!-- question id=x4-01 course=billing -->",
    good="<!-- question id=x4-01 lesson=billing … -->",
)
EXAM_6 = Rule(
    "EXAM-6", E, "案例编号行缺少内容",
    "案例的编号行缺少“{key}=”；请写成 <!-- case id=x4-c1 lesson=complaints title=标题 -->",
    "案例按课抽取，题目靠编号找到它。",
)
EXAM_8 = Rule(
    "EXAM-8", E, "案例没有文字",
    "案例“{id}”的编号行下面没有文字；请写出案例",
    "没有案例的文字，题目没法答。",
)
EXAM_20 = Rule(
    "EXAM-20", E, "蓝图缺少内容",
    "考试蓝图缺少“{key}”；请在 exam/blueprint.yml 里补上",
    "没有它就不知道怎么组卷。",
    scope=Scope.PAGE,
)
EXAM_21 = Rule(
    "EXAM-21", E, "蓝图的值不对",
    "考试蓝图里“{key}”的值“{value}”不对，应为{expected}；请改正",
    "数目写错，整张卷就错了。",
)
EXAM_22 = Rule(
    "EXAM-22", E, "蓝图里有认不得的内容",
    "考试蓝图里有认不得的“{key}”；可以写的是：{known}，请改正或删去",
    "写错的内容不起作用。",
)
EXAM_23 = Rule(
    "EXAM-23", E, "蓝图的课不对",
    "课程里没有编号为“{lesson}”的课{hint}；请改正",
    "蓝图按课出题。",
)
EXAM_24 = Rule(
    "EXAM-24", E, "蓝图里一课写了两行",
    "“{lesson}”在第 {line} 行已经写过；请合成一行",
    "两行里不知道听哪一行的。",
)
EXAM_25 = Rule(
    "EXAM-25", E, "蓝图漏了一课",
    "课程里的“{lesson}”不在考试蓝图里；请补一行，每课至少一题",
    "每一课都要考到。",
    scope=Scope.COURSE,
)
EXAM_26 = Rule(
    "EXAM-26", E, "蓝图的分数加起来不对",
    "各题的分数加起来是 {sum}，蓝图写的{name}是 {total}；请改正题数或分数",
    "卷面上的分数要算得拢。",
)
EXAM_27 = Rule(
    "EXAM-27", E, "题库的题不够",
    "蓝图要“{lesson}”出 {kind} {wanted} {unit}，题库里只有 {held} {unit}；"
    "请补题，或改蓝图",
    "题不够就组不成卷。",
    scope=Scope.COURSE,
)
EXAM_28 = Rule(
    "EXAM-28", W, "题库的余量不足",
    "“{lesson}”的{kind}有 {held} {unit}，不到考题 {wanted} {unit}的 {spare} 倍；请补题",
    "题库太小，几份卷就会重题。",
    scope=Scope.COURSE,
)
EXAM_29 = Rule(
    "EXAM-29", E, "案例的题数不对",
    "案例“{case}”有 {held} 道题，蓝图要求每个案例 {wanted} 道；请补题或删题",
    "案例整组计分，题数不同分数就不同。",
    scope=Scope.COURSE,
)
EXAM_30 = Rule(
    "EXAM-30", E, "同一知识点的题太多，组不成卷",
    "题数够，但同一知识点的题不能同卷，按蓝图组不成一份卷；"
    "请给蓝图里的这几课补不同知识点的题：{lessons}",
    "同一个知识点考两遍，分数就偏了。",
    scope=Scope.COURSE,
)
# fmt: on
