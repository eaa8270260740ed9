"""Rules about matching and ordering questions."""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
QUIZ_1 = Rule(
    "QUIZ-1", E, "题目没有结束",
    "<quiz> 没有配对的 </quiz>；请在题目结束处另起一行写 </quiz>",
    "没有结束的题目会把答案原样印在页面上。",
    bad="<quiz>\n题干\n- [x] 对\n\n## 依据", good="<quiz>\n题干\n- [x] 对\n</quiz>",
    waivable=False,
)
QUIZ_2 = Rule(
    "QUIZ-2", E, "题目没有编号",
    "题目上方缺少编号行；请在 <quiz> 上一行写 <!-- question id={suggestion} objective=a -->",
    "编号是题目的身份：增删别的题，学员的记录也不会错位。",
    good="<!-- question id=2-07 objective=a -->\n<quiz>",
)
QUIZ_3 = Rule(
    "QUIZ-3", E, "编号行里有认不得的内容",
    "编号行里有认不得的内容“{word}”；"
    "只能写 id=、objective=、red、type=match、type=order、minor=、pin",
    "写错的内容不起作用。",
    bad="<!-- question id=2-07 目标=a -->", good="<!-- question id=2-07 objective=a -->",
)
QUIZ_4 = Rule(
    "QUIZ-4", E, "题目没有题干", "题目没有题干；请在选项之前写出问题", "学员不知道问什么。",
    waivable=False,
)
QUIZ_5 = Rule(
    "QUIZ-5", E, "题目没有选项也没有空格",
    "题目没有选项，也没有 [[答案]] 空格；请补上", "没有可答的东西就不是题目。", waivable=False,
)
QUIZ_6 = Rule(
    "QUIZ-6", E, "没有正确选项",
    "没有标出正确选项；请把正确的一项写成 - [x]", "怎么答都是错的题会让学员灰心。",
    waivable=False,
)
QUIZ_7 = Rule(
    "QUIZ-7", E, "选项的写法不对",
    "选项的写法不对；请从行首写起，用半角的 - [ ] 或 - [x]，两处都空一格，方括号里只有空格或 x",
    "别的写法会被当成普通文字。", bad="- [√] 先核身", good="- [x] 先核身", waivable=False,
)
QUIZ_8 = Rule(
    "QUIZ-8", E, "反馈没有紧跟选项",
    "反馈没有紧跟在选项下面；请删掉它上面的空行", "隔开的反馈不知道属于哪一项。",
    waivable=False,
)
QUIZ_9 = Rule(
    "QUIZ-9", E, "题号重复",
    "题号“{id}”已经用在 {other}；请换一个没有用过的题号",
    "两题共用一个题号，学员的记录会互相覆盖。",
    scope=Scope.COURSE,
)
QUIZ_10 = Rule(
    "QUIZ-10", E, "题目的目标不存在",
    "本节没有编号为“{objective}”的目标；本节的目标是：{known}，请改正",
    "题目只能测本节的目标。",
)
QUIZ_11 = Rule(
    "QUIZ-11", E, "空格里没有答案",
    "空格 [[ ]] 里没有答案；请写上答案，几种写法用 | 隔开", "没有答案就没法判断对错。",
    bad="基站和手机之间的接口叫[[]]。", good="基站和手机之间的接口叫[[空中接口|空口]]。",
    waivable=False,
)
QUIZ_25 = Rule(
    "QUIZ-25", E, "多余的 </quiz>",
    "这个 </quiz> 前面没有 <quiz>；请补上 <quiz> 或删除它", "多余的标签会印在页面上。",
)
QUIZ_26 = Rule(
    "QUIZ-26", E, "编号行下面没有题目",
    "编号行下面一行不是 <quiz>；请把编号行紧贴在 <quiz> 上面",
    "编号行隔开了就不知道是哪一题的。",
)
QUIZ_41 = Rule(
    "QUIZ-41", E, "题号登记簿里有读不懂的一行",
    "这一行不是登记记录，或者题号登记了两次；请删除它，再运行 python hooks ids",
    "登记簿读不全，就查不出题号有没有重复使用。", waivable=False,
)
QUIZ_42 = Rule(
    "QUIZ-42", W, "题号还没有登记",
    "题号“{id}”还没有登记；请运行 python hooks ids",
    "登记过的题号不会再给别的题，学员的记录才不会错位。", scope=Scope.COURSE,
)
QUIZ_43 = Rule(
    "QUIZ-43", E, "停用的题号又被使用",
    "题号“{id}”已经停用，它原来的题是“{stem}”；请换一个没有用过的题号",
    "学员答过的是原来那道题。", scope=Scope.COURSE, waivable=False,
)
QUIZ_44 = Rule(
    "QUIZ-44", E, "题号给了另一道题",
    "题号“{id}”原来的题是“{stem}”，现在的题干和选项全变了；请给新题换一个没有用过的题号",
    "一个题号只属于一道题，换了题就换题号。", scope=Scope.COURSE,
)
QUIZ_45 = Rule(
    "QUIZ-45", W, "题目改过，学员要重答",
    "题目“{id}”的题干、选项或答案改了，发布后学员要重答这一题；"
    "只改了措辞、答案没变，就在编号行里加上 minor={hash}，"
    "否则运行 python hooks ids，或把 {path} 里这一题的那行换成：{line}",
    "学员答的是改之前的题；只有你知道意思变没变。", scope=Scope.COURSE,
)
QUIZ_46 = Rule(
    "QUIZ-46", E, "选项数或正确答案变了，不是措辞小改",
    "题目“{id}”的选项数或正确答案变了，不能标 minor；请删去 minor，让学员重答这一题",
    "答案变了，原来的作答就不算数了。", scope=Scope.COURSE,
)
QUIZ_47 = Rule(
    "QUIZ-47", E, "连线题、排序题没有空格",
    "写了 type={kind} 的题目要用 [[答案]] 空格，每项一个；请改写，或删去 type={kind}",
    "连线和排序都是给每一项填一个答案。",
    bad="<!-- question id=2-09 objective=b type=match -->\n<quiz>\n题干\n- [x] 对",
    good="<!-- question id=2-09 objective=b type=match -->\n<quiz>\n题干\n\n"
    "- FDD：[[上下行各走一段频率]]\n- TDD：[[上下行按时间换班]]",
)
QUIZ_48 = Rule(
    "QUIZ-48", E, "排序题的序号不对",
    "排序题的空格里要写 1 到 {count}，每个数一次；这里写的是 {given}，请改正",
    "序号缺了或重了，怎么排都不对。",
    bad="- [[1]] 复述\n- [[3]] 倾听", good="- [[2]] 复述\n- [[1]] 倾听",
)
QUIZ_49 = Rule(
    "QUIZ-49", E, "连线题只有一种答案",
    "连线题至少要有两种不同的答案；请补一项，或改成填空题",
    "只有一个可选就不用想了。",
)
QUIZ_50 = Rule(
    "QUIZ-50", E, "题目的标签没有单独写在行首",
    "题目的标签要单独写，这里多出了“{extra}”；"
    "请让编号行、<quiz>、</quiz> 都从行首写起，一行一个，题目不放进列表、表格、引用和提示块",
    "缩进的题目会变成一段代码，夹在别处的题目会丢失，学员就少做一题。",
    bad="    <quiz>\n    题干", good="<quiz>\n题干", waivable=False,
)
QUIZ_51 = Rule(
    "QUIZ-51", E, "题目的标签写错了",
    "“{tag}”不是题目的标签；请写成半角小写、没有空格的 <quiz> 和 </quiz>",
    "写错的标签不起作用，题目连同答案会原样印在页面上。",
    bad="<QUIZ>", good="<quiz>", waivable=False,
)
QUIZ_52 = Rule(
    "QUIZ-52", E, "题目写在代码块或注释里",
    "这道题写在{where}里，学员看不到；请移到外面，不要的题目请删除",
    "看不到的题目没有人做，作者却以为已经考了。", waivable=False,
)
QUIZ_53 = Rule(
    "QUIZ-53", E, "题目不在课里",
    "这一页不是课，题目在这里不起作用；请移到一课的“自测”里",
    "只有课里的题目能作答、记成绩、印进练习册。", waivable=False,
)
QUIZ_54 = Rule(
    "QUIZ-54", E, "[[ ]] 在这里不是空格",
    "[[ ]] 只有写在填空题的题干里、在同一行合上才是空格，这里会原样显示；"
    "请改用“”，举例请写进 ` `",
    "选项、反馈和解析里没有可填的地方。",
    bad="见“[[资费]]”。", good="见“资费”。",
)
QUIZ_55 = Rule(
    "QUIZ-55", E, "一道题里既有空格又有选项",
    "题干里有 [[ ]] 空格，这一行选项就不能选；请只留一种，分成两题也行",
    "一道题只有一种作答的办法。",
)
# fmt: on
