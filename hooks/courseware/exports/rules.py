"""Rules about questions on their way to other systems."""

from __future__ import annotations

from courseware.text.finding import E, Rule

_AT = "第 {row} 行“{head}”："


# fmt: off
EXPORT_1 = Rule(
    "EXPORT-1", E, "题目里的图片读不到",
    "题目里的图片“{src}”读不到；请改正路径，图片要放在这一页旁边",
    "别的系统看不到课程的文件夹，图片要装进导出的文件里。",
    waivable=False,
)
EXPORT_2 = Rule(
    "EXPORT-2", E, "导出的格式里没有这种写法",
    "{form} 里放不下 <{tag}>；请改用普通 Markdown 写法",
    "放不下的内容会让整个文件导不进去。",
    waivable=False,
)
EXPORT_3 = Rule(
    "EXPORT-3", E, "没有题号，不能导出",
    "题目没有题号，不能导出；请先运行 python hooks ids",
    "再次导入时，别的系统靠题号认出同一道题。",
    waivable=False,
)
EXPORT_4 = Rule(
    "EXPORT-4", E, "正确选项太多",
    "有 {count} 个正确项，{form} 最多 10 个；请改成两道题",
    "Moodle 只认几种固定的分数，没有 1/{count} 这一种。",
    waivable=False,
)
EXPORT_5 = Rule(
    "EXPORT-5", E, "连线、排序的空格不在列表里",
    "{form} 要把连线、排序题拆成一项一项；请把每个空格单独写在一个列表项或一行表格里",
    "拆不开就不知道哪个空格属于哪一项。",
    waivable=False,
)
EXPORT_6 = Rule(
    "EXPORT-6", E, "空格写在了放不下的地方",
    "第 {number} 个空格写在图片文字或链接地址里，导出后没有地方填；请把它挪到正文里",
    "没有地方填的题没法答。",
    waivable=False,
)
EXPORT_20 = Rule(
    "EXPORT-20", E, "题目里有不安全的内容",
    "题目里有不能发布的内容（{what}），没有导出；请运行 python hooks check，按安全问题改正",
    "别的系统会把题目当网页显示，程序会在那里运行。",
    waivable=False,
)
IMPORT_1 = Rule(
    "IMPORT-1", E, "表格读不出来",
    "表格读不出来：{reason}；请改正后再导入",
    "读不全就不知道改了什么。",
    waivable=False,
)
IMPORT_2 = Rule(
    "IMPORT-2", E, "列名不对",
    "第 1 行的列名不对：{problem}；请照导出的表改回来，列名一个字也不要动",
    "列是按名字认的，认错一列就会把内容写错地方。",
    waivable=False,
)
IMPORT_3 = Rule(
    "IMPORT-3", E, "没有这个题号",
    _AT + "课程里没有题号“{id}”；请改正，新题请把题号留空",
    "题号由程序给，不能自己编。",
    waivable=False,
)
IMPORT_4 = Rule(
    "IMPORT-4", E, "题号重复",
    _AT + "题号“{id}”在第 {other} 行已经有了；请删去一行，新题请把题号留空",
    "两行不知道听哪一行的。",
    waivable=False,
)
IMPORT_5 = Rule(
    "IMPORT-5", E, "题目已经删除",
    _AT + "题号“{id}”的题已经从课程里删除；请删去这一行，要恢复请把题号和指纹留空当新题",
    "用过的题号不再给别的题。",
    waivable=False,
)
IMPORT_6 = Rule(
    "IMPORT-6", E, "没有正确答案",
    _AT + "没有写正确答案；请写字母，多选连写，例如 AC",
    "没有答案没法判断对错。",
    waivable=False,
)
IMPORT_7 = Rule(
    "IMPORT-7", E, "选项不足两个",
    _AT + "选择题只有 {count} 个选项；请补到两个以上，填空题请把答案写进题干的 [[ ]]",
    "只有一个选项就不用想了。",
    waivable=False,
)
IMPORT_8 = Rule(
    "IMPORT-8", E, "单元格里不是文字",
    _AT + "这里是{fault}，不是文字；请把单元格设成文本格式，重新输入",
    "公式和日期会在打开时变样，原来写的是什么已经看不出。",
    waivable=False,
)
IMPORT_9 = Rule(
    "IMPORT-9", E, "课程里这道题也改过",
    _AT + "“{id}”导出以后在课程里也改过（{place}）；请重新导出，在新表里再改",
    "照写回去会盖掉别人的修改。",
    waivable=False,
)
IMPORT_10 = Rule(
    "IMPORT-10", E, "正确答案没有对应的选项",
    _AT + "答案“{value}”没有对应的选项；请改成有内容的选项的字母",
    "指着空选项的答案没有意义。",
    waivable=False,
)
IMPORT_11 = Rule(
    "IMPORT-11", E, "反馈没有选项",
    _AT + "选项空着，反馈却有内容；请补上选项，或清空反馈",
    "不知道反馈说的是哪一项。",
    waivable=False,
)
IMPORT_12 = Rule(
    "IMPORT-12", E, "题型和答案对不上",
    _AT + "写的是“{value}”，按选项和答案应是“{expected}”；请改正",
    "题型由选项和答案决定。",
    waivable=False,
)
IMPORT_13 = Rule(
    "IMPORT-13", E, "内容认不得",
    _AT + "认不得“{value}”，应为{expected}；请改正",
    "猜错了会改错题。",
    waivable=False,
)
IMPORT_14 = Rule(
    "IMPORT-14", E, "课不对",
    _AT + "{problem}；请改正",
    "题目跟着课走，换课要在课文里改。",
    waivable=False,
)
IMPORT_15 = Rule(
    "IMPORT-15", E, "指纹不见了",
    _AT + "这道题改过，指纹却{problem}，看不出是照哪个版本改的；请重新导出，在新表里再改",
    "没有指纹就不知道会不会盖掉别人的修改。",
    waivable=False,
)
IMPORT_16 = Rule(
    "IMPORT-16", E, "写回去会变样",
    _AT + "写回课文再读出来是“{read}”，和表里不一样；"
    "请去掉像题目语法的内容（<quiz>、- [ ]、行首的 >、---、空行等）",
    "读出来不一样，就是把题改坏了。",
    waivable=False,
)
IMPORT_17 = Rule(
    "IMPORT-17", E, "没有放新题的地方",
    _AT + "{path} 里没有放新题的标题“{title}”；请先在课文里加上它",
    "新题放在一课自测的最后。",
    waivable=False,
)
IMPORT_18 = Rule(
    "IMPORT-18", E, "这道题不能自动改写",
    _AT + "“{id}”在 {place} 的写法{problem}，不能自动改写；请直接改课文",
    "自动改写会丢掉表格里没有的内容。",
    waivable=False,
)
IMPORT_19 = Rule(
    "IMPORT-19", E, "改后的题目有错",
    _AT + "改后的题目有错（{message}）；请在表里改正",
    "写进课文的题要过得了课程检查。",
    waivable=False,
)
IMPORT_20 = Rule(
    "IMPORT-20", E, "没有题干",
    _AT + "没有题干；请写出问题，不要删题就清空它",
    "导入从不删题。",
    waivable=False,
)
IMPORT_21 = Rule(
    "IMPORT-21", E, "填空类的题多写了内容",
    _AT + "题干里有 [[ ]] 空格，这一格要空着；答案写在题干的 [[ ]] 里，几种写法用 | 隔开",
    "同一个答案写两处，会对不上。",
    waivable=False,
)
# fmt: on
