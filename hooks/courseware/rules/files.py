"""Rules about files, settings and waivers."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "FILE-1", E, "文件不是 UTF-8 编码",
        "从这里起不是 UTF-8 编码，读不出文字；请用编辑器把文件另存为 UTF-8",
        "记事本等工具可能存成 GBK，别的电脑上就成了乱码。",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-2", E, "文件里有控制字符",
        "这里有看不见的控制字符（{name}）；请删除它",
        "从别处粘贴时容易带进来，会让网页和印刷版出错。",
        waivable=False,
    ),
    Rule(
        "FILE-3", E, "链接文件指到课程外面",
        "这是指到 docs 目录外面的链接文件，没有读取；请换成文件本身",
        "课程只发布自己目录里的内容；指到外面的链接可能带出不该公开的文件。",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-4", E, "文件太大",
        "文件有 {size} KB，超过 {limit} KB，没有检查；请拆成几节，或检查是否粘贴了别的内容",
        "一节课的文字不超过几十 KB；太大的文件多半是误贴。",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-5", E, "文件读不出来",
        "文件读不出来（{reason}）；请检查文件是否还在、权限是否正确",
        "读不出的文件不会出现在课程里。",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-6", E, "文件名不合规",
        "文件名“{name}”不合规；只用小写英文字母、数字和短横线，例如 five-segments.svg",
        "中文、空格和大写在别的系统和网址里会变样，链接就断了。",
        bad="网络 架构.svg", good="network-map.svg", scope=Scope.PAGE,
    ),
    Rule(
        "FILE-7", E, "一行太长",
        "这一行有 {length} 个字符，超过 {limit}，没有检查；请分成几段，或检查是否粘贴了别的内容",
        "正常的一段话不到几百字；这样的长行多半是误贴。",
        waivable=False,
    ),
    Rule(
        "FILE-8", E, "docs 里不能放这种文件",
        "“{name}”不是课文、数据或图片，不能放在 docs 里；请移走，图片请存成 {kinds}",
        "docs 里的文件会原样发布；网页、脚本和程序会在学员的浏览器或电脑里运行。",
        bad="docs/02-network/demo.html", good="docs/02-network/demo.svg",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-9", E, "名字是网站自己要用的",
        "“{name}”是网站自己要用的名字；请改名，图片请放在用它的那一课旁边",
        "同名的文件会盖住网站的程序、设置或下载，大小写不同也一样。",
        bad="docs/assets/logo.svg", good="docs/01-overview/logo.svg",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-10", E, "内容和后缀不符",
        "后缀是 {suffix}，内容却不是；请从原来的程序里重新导出，不要只改后缀",
        "换了后缀的文件在有的浏览器里会被当成别的东西打开。",
        scope=Scope.PAGE, waivable=False,
    ),
    Rule(
        "FILE-11", E, "两个文件的名字只差大小写",
        "和“{other}”只差大小写或编码写法；请改名",
        "Windows 和 macOS 上它们是同一个文件，一个会盖住另一个。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "FILE-12", W, "隐藏文件",
        "“{name}”是隐藏文件，不会发布；请删除",
        "docs 里只放课程内容；编辑器和系统留下的文件会越积越多。",
        scope=Scope.PAGE,
    ),
    Rule(
        "FILE-13", E, "程序在这个文件上出错",
        "{doing}时程序出错（{error}）；请看这个文件最近的改动，并把这一行报给维护者",
        "这是程序的毛病，不是您的；先撤回最近的改动就能继续。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "CONF-1", E, "规则编号不认识",
        "没有编号为“{code}”的规则{hint}；请对照规则表改正",
        "写错编号的设置不起作用。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "CONF-2", E, "规则的轻重写错",
        "“{value}”不对；只能写 error（错误）、warning（提醒）或 off（不查）",
        "写错的设置不起作用。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "CONF-3", E, "时区不认识",
        "不认识时区“{value}”；请写 Asia/Shanghai 这样的名字，或 UTC+08:00 这样的时差",
        "期限按课程所在时区的日期算；写错了，就不知道今天是哪一天。",
        bad="timezone: 北京", good="timezone: Asia/Shanghai",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "CONF-4", E, "这条规则不能放宽",
        "{code} 不能改成提醒或不查；请删除这一行，改正问题本身",
        "它关系到内容安全；放宽了也不会发布。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "WAIVE-1", E, "豁免没有写理由",
        "豁免没有写理由；请在编号后面写一句为什么，例如 <!-- check: off {code} 引用原文 -->",
        "后来的人要凭理由判断豁免是否还成立。",
        bad="<!-- check: off ZH-12 -->", good="<!-- check: off ZH-12 法规原句，不能拆 -->",
        waivable=False,
    ),
    Rule(
        "WAIVE-2", W, "豁免已经没有用",
        "这里没有 {code} 的问题，豁免已经没有用；请删除它",
        "留着没用的豁免，以后真出问题时会被它盖住。",
        waivable=False,
    ),
    Rule(
        "WAIVE-3", E, "豁免的编号不认识",
        "没有编号为“{code}”的规则{hint}；请对照规则表改正",
        "写错编号的豁免不起作用。",
        waivable=False,
    ),
    Rule(
        "WAIVE-4", E, "这条规则不能豁免",
        "{code} 不能豁免；请改正问题本身",
        "它关系到内容安全或能不能读出来，没有例外。",
        waivable=False,
    ),
)  # fmt: skip
