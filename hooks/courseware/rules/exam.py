"""Rules about the exam bank, its blueprint and what is drawn from them."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "EXAM-1", E, "考题编号行缺少内容",
        "考题的编号行缺少“{key}=”；请补上，例如 {example}",
        "抽题要知道每道题属于哪一节、测哪条目标、什么层次、哪个知识点。",
        bad="<!-- question id=x4-01 lesson=billing objective=a -->",
        good="<!-- question id=x4-01 lesson=billing objective=a level=应用 point=plan-elements -->",
    ),
    Rule(
        "EXAM-2", E, "考题编号行里有认不得的内容",
        "考题的编号行里有认不得的内容“{word}”；"
        "只能写 id=、lesson=、objective=、level=、point=、case=、red、type=、pin",
        "写错的内容不起作用。",
        bad="<!-- question id=x4-01 course=billing -->",
        good="<!-- question id=x4-01 lesson=billing … -->",
    ),
    Rule(
        "EXAM-3", E, "考题的课不存在",
        "课程里没有编号为“{lesson}”的课{hint}；请改正",
        "考题只能考课程教过的内容。",
    ),
    Rule(
        "EXAM-4", E, "考题的层次不对",
        "层次“{level}”不对；应为 记忆、理解、应用、分析、评价、创造 之一，请改正",
        "难度按层次统计。",
    ),
    Rule(
        "EXAM-5", E, "考题的案例不存在",
        "题库里没有编号为“{case}”的案例{hint}；请改正，或在它上面补上案例",
        "案例题离不开案例的文字。",
    ),
    Rule(
        "EXAM-6", E, "案例编号行缺少内容",
        "案例的编号行缺少“{key}=”；请写成 <!-- case id=x4-c1 lesson=complaints title=标题 -->",
        "案例按课抽取，题目靠编号找到它。",
    ),
    Rule(
        "EXAM-7", E, "案例编号重复",
        "案例编号“{id}”已经用在 {other}；请换一个没有用过的编号",
        "题目靠编号找到案例。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-8", E, "案例没有文字",
        "案例“{id}”的编号行下面没有文字；请写出案例",
        "没有案例的文字，题目没法答。",
    ),
    Rule(
        "EXAM-9", E, "案例没有题目",
        "案例“{id}”没有题目；请在案例下面补上带 case={id} 的题目，或删去案例",
        "抽到没有题目的案例，试卷就少了一大题。",
    ),
    Rule(
        "EXAM-10", E, "案例题和案例不在同一课",
        "这道题属于“{lesson}”，案例“{case}”属于“{other}”；请改成同一课",
        "案例整组抽取，算在一课里。",
    ),
    Rule(
        "EXAM-11", E, "案例题不是单选题",
        "案例里的题目只能是单选题；请改写，或去掉 case=",
        "每小题分值相同，题型也要相同。",
    ),
    Rule(
        "EXAM-12", E, "期末卷没有这种题型",
        "期末卷没有连线题和排序题；请改成单选、多选或填空，或把它放进课文的自测",
        "答题卡上没有这种题的位置。",
    ),
    Rule(
        "EXAM-13", E, "考题和自测题雷同",
        "题干里的“{words}”和自测题 {id} 相同；请换一个情境或角度",
        "做过自测的人会凭印象作答，考不出会不会。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-14", E, "一个案例里两题考同一个知识点",
        "案例“{case}”里已经有一题考“{point}”（{other}）；请换一个知识点",
        "同一个知识点的两题不能在同一卷，案例又整组出现。",
    ),
    Rule(
        "EXAM-20", E, "蓝图缺少内容",
        "考试蓝图缺少“{key}”；请在 exam/blueprint.yml 里补上",
        "没有它就不知道怎么组卷。",
        scope=Scope.PAGE,
    ),
    Rule(
        "EXAM-21", E, "蓝图的值不对",
        "考试蓝图里“{key}”的值“{value}”不对，应为{expected}；请改正",
        "数目写错，整张卷就错了。",
    ),
    Rule(
        "EXAM-22", E, "蓝图里有认不得的内容",
        "考试蓝图里有认不得的“{key}”；可以写的是：{known}，请改正或删去",
        "写错的内容不起作用。",
    ),
    Rule(
        "EXAM-23", E, "蓝图的课不对",
        "课程里没有编号为“{lesson}”的课{hint}；请改正",
        "蓝图按课出题。",
    ),
    Rule(
        "EXAM-24", E, "蓝图里一课写了两行",
        "“{lesson}”在第 {line} 行已经写过；请合成一行",
        "两行里不知道听哪一行的。",
    ),
    Rule(
        "EXAM-25", E, "蓝图漏了一课",
        "课程里的“{lesson}”不在考试蓝图里；请补一行，每课至少一题",
        "每一课都要考到。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-26", E, "蓝图的分数加起来不对",
        "各题的分数加起来是 {sum}，蓝图写的{name}是 {total}；请改正题数或分数",
        "卷面上的分数要算得拢。",
    ),
    Rule(
        "EXAM-27", E, "题库的题不够",
        "蓝图要“{lesson}”出 {kind} {wanted} {unit}，题库里只有 {held} {unit}；"
        "请补题，或改蓝图",
        "题不够就组不成卷。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-28", W, "题库的余量不足",
        "“{lesson}”的{kind}有 {held} {unit}，不到考题 {wanted} {unit}的 {spare} 倍；请补题",
        "题库太小，几份卷就会重题。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-29", E, "案例的题数不对",
        "案例“{case}”有 {held} 道题，蓝图要求每个案例 {wanted} 道；请补题或删题",
        "案例整组计分，题数不同分数就不同。",
        scope=Scope.COURSE,
    ),
    Rule(
        "EXAM-30", E, "同一知识点的题太多，组不成卷",
        "题数够，但同一知识点的题不能同卷，按蓝图组不成一份卷；"
        "请给蓝图里的这几课补不同知识点的题：{lessons}",
        "同一个知识点考两遍，分数就偏了。",
        scope=Scope.COURSE,
    ),
)  # fmt: skip
