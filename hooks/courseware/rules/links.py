"""Rules about links and about what may not stand in a page at all."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "LINK-1", E, "链接的页面不存在",
        "找不到“{target}”{hint}；请改正路径",
        "断了的链接把学员带到空页。", scope=Scope.COURSE,
    ),
    Rule(
        "LINK-2", E, "链接的小节不存在",
        "“{page}”里没有“#{anchor}”这个小节{hint}；请改正 # 后面的部分",
        "小节改名以后，指到它的链接要跟着改。", scope=Scope.COURSE,
    ),
    Rule(
        "LINK-3", E, "链接用了绝对路径或指到课程外面",
        "“{target}”是绝对路径，或指到 docs 外面；请写从本页出发的相对路径",
        "课程会放在不同的网址和离线文件夹里，只有相对路径处处可用。",
        bad="[架构](/02-network/architecture.md)", good="[架构](../02-network/architecture.md)",
    ),
    Rule(
        "LINK-4", W, "链接文字没有说去哪里",
        "链接文字“{text}”没有说去哪里；请写出那一页讲什么",
        "读屏软件会单独读出链接，印在纸上也要看得懂。",
        bad="[点击这里](coverage.md)", good="[网络覆盖与信号](coverage.md)",
    ),
    Rule(
        "LINK-5", E, "站外链接不在许可名单里",
        "站外网址“{host}”不在许可名单里；请删除，或由维护者加进 mkdocs.yml 的 hosts",
        "站外内容会变、会失效，内网也打不开。",
    ),
    Rule(
        "LINK-6", E, "链接缺文字或缺地址",
        "链接缺少{what}；请补上", "缺一半的链接点不了，或者看不见。",
        bad="[](coverage.md)", good="[网络覆盖与信号](coverage.md)",
    ),
    Rule(
        "LINK-7", W, "裸露的网址",
        "正文里直接写了网址；请写成 [去处](网址)，或放进代码反引号",
        "网址读不出意思，也不会变成链接。",
    ),
    Rule(
        "LINK-8", E, "链接的写法不对",
        "这不会变成链接；请写成 [文字](地址)，用半角圆括号，中间不留空格",
        "写法不对时，方括号和地址会原样印出来。",
        bad="[网络覆盖]（coverage.md）", good="[网络覆盖](coverage.md)",
    ),
    Rule(
        "SAFE-1", E, "不允许的 HTML",
        "这里不能用 <{tag}>；请删除，改用 Markdown 写法",
        "脚本和内嵌网页可能执行别人的程序，内容安全策略也会拦下它。", waivable=False,
    ),
    Rule(
        "SAFE-2", E, "HTML 里有事件代码",
        "属性“{name}”会执行程序；请删除", "页面里只允许文字，不允许程序。", waivable=False,
    ),
    Rule(
        "SAFE-3", E, "会执行程序的地址",
        "“{scheme}:”开头的地址不能用；请换成普通链接",
        "这种地址会在学员的浏览器里执行程序或夹带内容。", waivable=False,
    ),
    Rule(
        "SAFE-4", E, "引用了站外的文件",
        "“{url}”是站外的文件；请下载到本节旁边再引用",
        "内网打不开站外文件，别人还能借此看到谁在学习。", waivable=False,
    ),
    Rule(
        "SAFE-5", W, "课文里有 HTML",
        "课文里不写 HTML 标签 <{tag}>；请改用 Markdown 写法",
        "HTML 在印刷版里会丢失。",
    ),
    Rule(
        "SAFE-6", W, "注释会被学员看到",
        "注释会原样留在网页源码里；请删除，给培训师的话写进讲师块",
        "谁都能查看网页源码。",
    ),
    Rule(
        "SAFE-7", E, "网页里有不允许的标签",
        "读者会收到不允许的标签 <{tag}>{where}；请删除它，改用 Markdown 写法",
        "检查的是浏览器收到的成品：不管怎么拼写，只有名单里的标签能发布。",
        bad="<IFRAME\nsrc=…>", good="[网络覆盖与信号](coverage.md)", waivable=False,
    ),
    Rule(
        "SAFE-8", E, "网页里有不允许的属性",
        "<{tag}> 上不能有 {name}=“{value}”{reason}{where}；请删除这个属性",
        "属性能执行程序、盖住网站自己的按钮，或冒用网站自己的名字；只有名单里的能发布。",
        bad="{ onclick=… }", waivable=False,
    ),
    Rule(
        "SAFE-9", E, "网页里有不允许的地址",
        "<{tag}> 的地址 {name}=“{value}” {reason}{where}；请改成课程里的相对路径，"
        "或请维护者把网站加进 mkdocs.yml 的 hosts",
        "地址可能执行程序、带走读者，或让别人看到谁在学习；"
        "只能指到课程里，或用 https 指到许可的网站。",
        bad="[核对](java&#115;cript:alert(1))", good="[核对](verify.md)", waivable=False,
    ),
)  # fmt: skip
