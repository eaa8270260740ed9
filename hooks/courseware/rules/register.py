"""Rules about the register of question ids."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "QUIZ-41", E, "题号登记簿里有读不懂的一行",
        "这一行不是登记记录，或者题号登记了两次；请删除它，再运行 python hooks ids",
        "登记簿读不全，就查不出题号有没有重复使用。", waivable=False,
    ),
    Rule(
        "QUIZ-42", W, "题号还没有登记",
        "题号“{id}”还没有登记；请运行 python hooks ids",
        "登记过的题号不会再给别的题，学员的记录才不会错位。", scope=Scope.COURSE,
    ),
    Rule(
        "QUIZ-43", E, "停用的题号又被使用",
        "题号“{id}”已经停用，它原来的题是“{stem}”；请换一个没有用过的题号",
        "学员答过的是原来那道题。", scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "QUIZ-44", E, "题号给了另一道题",
        "题号“{id}”原来的题是“{stem}”，现在的题干和选项全变了；请给新题换一个没有用过的题号",
        "一个题号只属于一道题，换了题就换题号。", scope=Scope.COURSE,
    ),
    Rule(
        "QUIZ-45", W, "题目改过，学员要重答",
        "题目“{id}”的题干、选项或答案改了，发布后学员要重答这一题；"
        "只改了措辞、答案没变，就在编号行里加上 minor={hash}，"
        "否则运行 python hooks ids，或把 {path} 里这一题的那行换成：{line}",
        "学员答的是改之前的题；只有你知道意思变没变。", scope=Scope.COURSE,
    ),
    Rule(
        "QUIZ-46", E, "选项数或正确答案变了，不是措辞小改",
        "题目“{id}”的选项数或正确答案变了，不能标 minor；请删去 minor，让学员重答这一题",
        "答案变了，原来的作答就不算数了。", scope=Scope.COURSE,
    ),
)  # fmt: skip
