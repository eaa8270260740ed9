"""Rules about pictures."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "FIG-1", E, "找不到图片",
        "找不到图片“{src}”{hint}；请检查文件名，图片要放在本节旁边", "缺图的地方只剩一行小字。",
        scope=Scope.COURSE,
    ),
    Rule(
        "FIG-2", E, "图片不在课程里",
        "图片“{src}”不在 docs 目录里；请把图片放到本节旁边再引用", "课程只发布自己目录里的文件。",
    ),
    Rule(
        "FIG-3", E, "图片读不懂",
        "图片“{src}”不是能读懂的 SVG（{reason}）；请重新导出", "坏了的图在网页和印刷版里都是空白。",
        waivable=False,
    ),
    Rule(
        "FIG-4", E, "图片没有替代文字",
        "图片没有替代文字；请在 ![ ] 里写一句读图得到什么",
        "看不见图的人靠替代文字学习，图没加载出来时也靠它。",
        bad="![](billing.svg)", good="![时间轴：余额是一刻的数，账单是一段的数](billing.svg)",
    ),
    Rule(
        "FIG-5", W, "替代文字没有说图里有什么",
        "替代文字“{alt}”没有说图里有什么；请写读图得到什么",
        "“一张图”等于没有说。", bad="![示意图](billing.svg)",
        good="![时间轴：余额是一刻的数](billing.svg)",
    ),
    Rule(
        "FIG-6", W, "图片没有图题",
        '图片没有图题；请在地址后面加上 "一句话结论"', "图题说出看完图该记住的一句话。",
        bad="![……](billing.svg)", good='![……](billing.svg "余额看一刻，账单管一段")',
    ),
    Rule(
        "FIG-7", W, "图片没有用到",
        "没有一页用到这张图片；请在课文里引用，或删除文件",
        "没用的图会一起发布，占地方也容易误用。",
        scope=Scope.COURSE,
    ),
    Rule(
        "FIG-8", W, "图片太大",
        "图片有 {size} KB，超过 {limit} KB；请简化或重新导出", "学员常用手机流量打开页面。",
    ),
    Rule(
        "FIG-9", E, "SVG 没有标题或说明",
        "SVG 里没有 <{tag}>；请加在 <svg> 下面第一层，写上中文", "读屏软件读的是标题和说明。",
        good="<title>五段排查</title>\n<desc>从手机到对端共五段……</desc>",
    ),
    Rule(
        "FIG-10", E, "SVG 里有不允许的内容",
        "SVG 里不能有{what}；请改用普通图形和属性重画",
        "脚本和样式会影响整个页面，也过不了内容安全策略；印刷版也画不出来。", waivable=False,
    ),
    Rule(
        "FIG-11", W, "图里的字太小",
        "图里的字只有 {size}，应不小于 {limit}；请放大字号并减少文字",
        "图在手机上显示为约三分之二大小，再小就看不清。",
    ),
    Rule(
        "FIG-12", E, "两张图片同名",
        "文件名“{name}”已经用在 {other}；请改名", "同名的图在印刷版和引用时分不清。",
        scope=Scope.COURSE,
    ),
    Rule(
        "FIG-13", E, "图片格式不支持",
        "不支持 {kind} 格式；请换成 SVG，照片可用 PNG 或 JPG", "印刷版只会画 SVG、PNG 和 JPG。",
    ),
    Rule(
        "FIG-14", E, "SVG 没有 viewBox",
        'SVG 没有 viewBox；请在 <svg> 里写 viewBox="0 0 480 高"', "没有它，图在手机上不会缩放。",
    ),
)  # fmt: skip
