"""Rules about the course as it is read: files, front matter, order of pages, moved pages."""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
FILE_3 = Rule(
    "FILE-3", E, "链接文件指到课程外面",
    "这是指到 docs 目录外面的链接文件，没有读取；请换成文件本身",
    "课程只发布自己目录里的内容；指到外面的链接可能带出不该公开的文件。",
    scope=Scope.PAGE, waivable=False,
)
FILE_5 = Rule(
    "FILE-5", E, "文件读不出来",
    "文件读不出来（{reason}）；请检查文件是否还在、权限是否正确",
    "读不出的文件不会出现在课程里。",
    scope=Scope.PAGE, waivable=False,
)
FILE_12 = Rule(
    "FILE-12", W, "隐藏文件",
    "“{name}”是隐藏文件，不会发布；请删除",
    "docs 里只放课程内容；编辑器和系统留下的文件会越积越多。",
    scope=Scope.PAGE,
)
META_4 = Rule(
    "META-4", E, "缺少必填字段",
    "缺少“{key}”；请在页首（两行 --- 之间）补上",
    "标题、编号、目标、负责人和期限都从页首来。", scope=Scope.PAGE,
)
META_5 = Rule(
    "META-5", E, "字段的值不对",
    "“{key}”的值“{value}”不对，应为{expected}；请改正",
    "写法固定，网站和检查才读得懂。",
    bad="minutes: 四十分钟", good="minutes: 40",
)
META_6 = Rule(
    "META-6", E, "编号重复",
    "编号“{id}”已经用在 {other}；请换一个全课程唯一的编号",
    "编号是页面的身份，学习进度按它保存。", scope=Scope.COURSE,
)
META_7 = Rule(
    "META-7", W, "字段名不认识",
    "{what}没有“{key}”这个字段{hint}；请改名或删除",
    "写错名字的字段不起作用。", bad="minute: 40", good="minutes: 40",
)
META_9 = Rule(
    "META-9", E, "没有页首",
    "这一页没有页首；请在第一行起写 --- 、各个字段和 ---",
    "没有页首的页面没有标题、目标和负责人。", scope=Scope.PAGE,
)
NAV_1 = Rule(
    "NAV-1", E, "没有列入目录",
    "本节没有列在本章 index.md 的 lessons 里，读者找不到它；请把“{id}”加进去",
    "课的顺序由本章 index.md 的 lessons 决定。",
    bad="lessons: [principles]", good="lessons: [principles, architecture]",
    scope=Scope.COURSE,
)
NAV_2 = Rule(
    "NAV-2", E, "目录里的课不存在",
    "lessons 里的“{id}”没有对应的文件 {path}；请改正文件名或删去这一项",
    "目录里的每一项都要有文件。", scope=Scope.COURSE,
)
NAV_5 = Rule(
    "NAV-5", E, "同一课列了两次",
    "“{id}”在 lessons 里列了两次；请删去一处",
    "同一课出现两次，编号和进度都会乱。",
)
MOVE_3 = Rule(
    "MOVE-3", E, "页面登记簿里有读不懂的一行",
    "这一行不是登记记录，或者地址登记了两次；请删除它，再运行 python hooks ids",
    "登记簿读不全，就查不出哪些页面没有了。",
    scope=Scope.COURSE, waivable=False,
)
MOVE_4 = Rule(
    "MOVE-4", E, "新旧地址的写法不对",
    "“{value}”不是页面地址；请从网站根目录写起，以 .html 结尾，"
    "例如 01-overview/index.html，后面可以加 #小节",
    "课程会放在不同的网址下，只有从根目录写起的地址处处可用。",
    bad="/01-overview/old.md: ../index.md",
    good="01-overview/old.html: 01-overview/index.html",
    waivable=False,
)
# fmt: on
