"""Rules about front matter and the table of contents."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "META-1", E, "页首读不懂",
        "页首或数据文件读不懂：{reason}；请对照 CONTRIBUTING.md 的示例改正这一行",
        "页首（两行 --- 之间）按 YAML 书写，一行一个“键: 值”。",
        bad="title: 话术: 开场", good='title: "话术: 开场"', waivable=False,
    ),
    Rule(
        "META-2", E, "用了 YAML 的锚点、别名或标签",
        "这里用了 YAML 的锚点、别名或标签（& * !）；请改写成普通文字，需要时加引号",
        "这些写法让内容藏在别处，改的人看不见。",
        bad="owner: *owner", good="owner: 课程组", waivable=False,
    ),
    Rule(
        "META-3", E, "同一个字段写了两次",
        "“{key}”写了两次；请只保留一处",
        "只有一处会起作用，容易改错地方。",
        bad="minutes: 30\nminutes: 40", good="minutes: 40",
    ),
    Rule(
        "META-4", E, "缺少必填字段",
        "缺少“{key}”；请在页首（两行 --- 之间）补上",
        "标题、编号、目标、负责人和期限都从页首来。", scope=Scope.PAGE,
    ),
    Rule(
        "META-5", E, "字段的值不对",
        "“{key}”的值“{value}”不对，应为{expected}；请改正",
        "写法固定，网站和检查才读得懂。",
        bad="minutes: 四十分钟", good="minutes: 40",
    ),
    Rule(
        "META-6", E, "编号重复",
        "编号“{id}”已经用在 {other}；请换一个全课程唯一的编号",
        "编号是页面的身份，学习进度按它保存。", scope=Scope.COURSE,
    ),
    Rule(
        "META-7", W, "字段名不认识",
        "页首没有“{key}”这个字段{hint}；请改名或删除",
        "写错名字的字段不起作用。", bad="minute: 40", good="minutes: 40",
    ),
    Rule(
        "META-8", E, "页首没有结束",
        "页首没有结束；请在最后一个字段下面另起一行写 ---",
        "没有结束的一行 ---，整页都会被当成正文。",
        bad="---\nid: principles\n\n## 正文", good="---\nid: principles\n---\n\n## 正文",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "META-9", E, "没有页首",
        "这一页没有页首；请在第一行起写 --- 、各个字段和 ---",
        "没有页首的页面没有标题、目标和负责人。", scope=Scope.PAGE,
    ),
    Rule(
        "NAV-1", E, "没有列入目录",
        "本节没有列在本章 index.md 的 lessons 里，读者找不到它；请把“{id}”加进去",
        "课的顺序由本章 index.md 的 lessons 决定。",
        bad="lessons: [principles]", good="lessons: [principles, architecture]",
        scope=Scope.COURSE,
    ),
    Rule(
        "NAV-2", E, "目录里的课不存在",
        "lessons 里的“{id}”没有对应的文件 {path}；请改正文件名或删去这一项",
        "目录里的每一项都要有文件。", scope=Scope.COURSE,
    ),
    Rule(
        "NAV-3", E, "页面不在导航里",
        "这一页不在 mkdocs.yml 的 nav 里，读者找不到它；请加进 nav，或删除文件",
        "章以外的页面由 mkdocs.yml 的 nav 列出。", scope=Scope.COURSE,
    ),
    Rule(
        "NAV-4", E, "一章没有 index.md",
        "这个文件夹没有 index.md，里面的课都不会出现；请加上本章的 index.md",
        "文件夹靠 index.md 成为一章。", scope=Scope.COURSE,
    ),
    Rule(
        "NAV-5", E, "同一课列了两次",
        "“{id}”在 lessons 里列了两次；请删去一处",
        "同一课出现两次，编号和进度都会乱。",
    ),
    Rule(
        "NAV-6", E, "两章用了同一个序号",
        "序号 {number} 已经用在 {other}；请改文件夹名开头的两位数字",
        "章的顺序和编号由文件夹名的两位数字决定。", scope=Scope.COURSE,
    ),
)  # fmt: skip
