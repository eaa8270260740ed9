"""Rules about questions on their way to other systems."""

from courseware.rules.rule import E, Rule

RULES = (
    Rule(
        "EXPORT-1", E, "题目里的图片读不到",
        "题目里的图片“{src}”读不到；请改正路径，图片要放在这一页旁边",
        "别的系统看不到课程的文件夹，图片要装进导出的文件里。",
        waivable=False,
    ),
    Rule(
        "EXPORT-2", E, "导出的格式里没有这种写法",
        "{form} 里放不下 <{tag}>；请改用普通 Markdown 写法",
        "放不下的内容会让整个文件导不进去。",
        waivable=False,
    ),
    Rule(
        "EXPORT-3", E, "没有题号，不能导出",
        "题目没有题号，不能导出；请先运行 python hooks ids",
        "再次导入时，别的系统靠题号认出同一道题。",
        waivable=False,
    ),
    Rule(
        "EXPORT-4", E, "正确选项太多",
        "有 {count} 个正确项，{form} 最多 10 个；请改成两道题",
        "Moodle 只认几种固定的分数，没有 1/{count} 这一种。",
        waivable=False,
    ),
    Rule(
        "EXPORT-5", E, "连线、排序的空格不在列表里",
        "{form} 要把连线、排序题拆成一项一项；请把每个空格单独写在一个列表项或一行表格里",
        "拆不开就不知道哪个空格属于哪一项。",
        waivable=False,
    ),
    Rule(
        "EXPORT-6", E, "空格写在了放不下的地方",
        "第 {number} 个空格写在图片文字或链接地址里，导出后没有地方填；请把它挪到正文里",
        "没有地方填的题没法答。",
        waivable=False,
    ),
    Rule(
        "EXPORT-20", E, "题目里有不安全的内容",
        "题目里有不能发布的内容（{what}），没有导出；请运行 python hooks check，按安全问题改正",
        "别的系统会把题目当网页显示，程序会在那里运行。",
        waivable=False,
    ),
)  # fmt: skip
