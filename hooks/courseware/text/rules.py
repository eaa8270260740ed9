"""Rules about files, settings and waivers."""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
FILE_1 = Rule(
    "FILE-1", E, "文件不是 UTF-8 编码",
    "从这里起不是 UTF-8 编码，读不出文字；请用编辑器把文件另存为 UTF-8",
    "记事本等工具可能存成 GBK，别的电脑上就成了乱码。",
    scope=Scope.PAGE, waivable=False,
)
FILE_2 = Rule(
    "FILE-2", E, "文件里有控制字符",
    "这里有看不见的控制字符（{name}）；请删除它",
    "从别处粘贴时容易带进来，会让网页和印刷版出错。",
    waivable=False,
)
FILE_4 = Rule(
    "FILE-4", E, "文件太大",
    "文件有 {size} KB，超过 {limit} KB，没有检查；请拆成几节，或检查是否粘贴了别的内容",
    "一节课的文字不超过几十 KB；太大的文件多半是误贴。",
    scope=Scope.PAGE, waivable=False,
)
FILE_7 = Rule(
    "FILE-7", E, "一行太长",
    "这一行有 {length} 个字符，超过 {limit}，没有检查；请分成几段，或检查是否粘贴了别的内容",
    "正常的一段话不到几百字；这样的长行多半是误贴。",
    waivable=False,
)
FILE_14 = Rule(
    "FILE-14", E, "一层套一层太深",
    "这一行有 {depth} 层列表、引用或提示块，超过 {limit} 层，没有检查；请减少层数",
    "套得太深，生成网页的程序会算不出来；课文里三四层已经很难读。",
    waivable=False,
)
FILE_15 = Rule(
    "FILE-15", E, "没有结束的符号太多",
    "{what}，没有检查；请补上另一半，或空一行分成几段",
    "每个没有结束的符号都让程序从头找到尾，几千个就要算好几分钟；多半是误贴。",
    waivable=False,
)
FILE_16 = Rule(
    "FILE-16", E, "合并冲突没有解决",
    "这里有合并冲突的记号“{mark}”，两个人的改动还没有合成一份，文件没有检查；"
    "请在“<<<<<<<”和“>>>>>>>”之间只留下要的内容，再删去这几行记号",
    "带着记号的文件，两份内容会一起发布，数据文件会读不出来。",
    bad="<<<<<<< HEAD\ntitle: 接听电话\n=======\ntitle: 接起电话\n>>>>>>> theirs",
    good="title: 接起电话",
    waivable=False,
)
META_1 = Rule(
    "META-1", E, "页首读不懂",
    "页首或数据文件读不懂：{reason}；请对照 CONTRIBUTING.md 的示例改正这一行",
    "页首（两行 --- 之间）按 YAML 书写，一行一个“键: 值”。",
    bad="title: 话术: 开场", good='title: "话术: 开场"', waivable=False,
)
META_2 = Rule(
    "META-2", E, "用了 YAML 的锚点、别名或标签",
    "这里用了 YAML 的{what}；请改写成普通文字，需要时加引号",
    "这些写法让内容藏在别处，改的人看不见。",
    bad="owner: *owner", good="owner: 课程组", waivable=False,
)
META_3 = Rule(
    "META-3", E, "同一个字段写了两次",
    "“{key}”写了两次，第一次在第 {line} 行；请只保留一处",
    "只有一处会起作用，容易改错地方。",
    bad="minutes: 30\nminutes: 40", good="minutes: 40",
)
META_8 = Rule(
    "META-8", E, "页首没有结束",
    "页首没有结束；请在最后一个字段下面另起一行写 ---",
    "没有结束的一行 ---，整页都会被当成正文。",
    bad="---\nid: principles\n\n## 正文", good="---\nid: principles\n---\n\n## 正文",
    scope=Scope.PAGE, waivable=False,
)
FIG_1 = Rule(
    "FIG-1", E, "找不到图片",
    "找不到图片“{src}”{hint}；请检查文件名，图片要放在本节旁边", "缺图的地方只剩一行小字。",
    scope=Scope.COURSE,
)
FIG_2 = Rule(
    "FIG-2", E, "图片不在课程里",
    "图片“{src}”不在 docs 目录里；请把图片放到本节旁边再引用", "课程只发布自己目录里的文件。",
)
FIG_3 = Rule(
    "FIG-3", E, "图片读不懂",
    "图片“{src}”不是能读懂的 SVG（{reason}）；请重新导出", "坏了的图在网页和印刷版里都是空白。",
    waivable=False,
)
FIG_9 = Rule(
    "FIG-9", E, "SVG 没有标题或说明",
    "SVG 里没有 <{tag}>；请加在 <svg> 下面第一层，写上中文", "读屏软件读的是标题和说明。",
    good="<title>五段排查</title>\n<desc>从手机到对端共五段……</desc>",
)
FIG_10 = Rule(
    "FIG-10", E, "SVG 里有不允许的内容",
    "SVG 里不能有{what}；请改用普通图形和属性重画",
    "脚本和样式会影响整个页面，也过不了内容安全策略；印刷版也画不出来。", waivable=False,
)
FIG_11 = Rule(
    "FIG-11", W, "图里的字太小",
    "图里的字在手机上只有 {shown} 像素，应不小于 {limit}；"
    "画布宽 {canvas}，字号请不小于 {least}，放不下就减少文字",
    "图在手机上只有 328 像素宽，字比旁边的课文小太多就看不清。",
)
FIG_14 = Rule(
    "FIG-14", E, "SVG 没有 viewBox",
    'SVG 没有 viewBox；请在 <svg> 里写 viewBox="0 0 480 高"', "没有它，图在手机上不会缩放。",
)
# fmt: on

UNREADABLE = frozenset({META_1.code, META_2.code, META_8.code})
"""Findings after which a page's front matter, or a data file, says nothing."""
