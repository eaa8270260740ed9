"""Rules about what can't be set on paper; the press finds what breaks them."""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
PRINT_1 = Rule(
    "PRINT-1", E, "印刷版不认识的标签",
    "印刷版不认识标签 <{tag}>，只印出了里面的文字；请改用普通 Markdown 写法",
    "纸上没有浏览器，只认得课文的写法。",
    scope=Scope.PAGE,
)
PRINT_2 = Rule(
    "PRINT-2", E, "标题跳级，印不出目录",
    "标题“{title}”跳过了一级；请改成上一级标题的下一级",
    "PDF 的目录和读屏软件按级别走，跳级就断了。",
    scope=Scope.PAGE,
)
PRINT_3 = Rule(
    "PRINT-3", E, "图片没有替代文字",
    "图片“{src}”没有替代文字；请在 ![ ] 里写一句读图得到什么",
    "PDF 也有人用读屏软件听。",
    scope=Scope.PAGE,
)
PRINT_4 = Rule(
    "PRINT-4", E, "印刷版不支持的图片格式",
    "图片“{src}”是印刷版不支持的格式；请换成 SVG、PNG 或 JPG",
    "排版引擎只认这几种图片。",
    scope=Scope.PAGE,
)
PRINT_5 = Rule(
    "PRINT-5", E, "图片里有印刷版不支持的内容",
    "图片“{src}”里有印刷版不支持的内容 <{tag}>；请改用普通图形重画",
    "印出来会缺一块，却没有人看得出。",
    scope=Scope.PAGE,
)
PRINT_6 = Rule(
    "PRINT-6", E, "学员版里混进了讲师块",
    "学员版里混进了讲师块“{title}”，没有印出来；请报告给维护者",
    "讲师块里有答案和带课安排，不给学员看。",
    scope=Scope.PAGE,
)
PRINT_7 = Rule(
    "PRINT-7", W, "字体里没有这个字",
    "印刷字体里没有“{character}”（{point}），见“{around}”，印成了 □；请换一个写法",
    "没有字形的字印出来是空框，网页上照常显示。",
    scope=Scope.PAGE,
)
PRINT_8 = Rule(
    "PRINT-8", E, "讲义排不出来",
    "讲义排不出来（{reason}）；请检查这里最近改动的表格、图片和少见的符号",
    "缺了讲义，纸上学习的人就没有教材。",
    scope=Scope.PAGE,
)
PRINT_9 = Rule(
    "PRINT-9", E, "有文字没有印出来",
    "“{text}”没有印出来；请改用普通 Markdown 写法，还找不到原因请报告给维护者",
    "网页上有、纸上没有的文字，纸上学习的人不知道少了它。",
    scope=Scope.PAGE, waivable=False,
)
PRINT_10 = Rule(
    "PRINT-10", E, "图片文件坏了",
    "图片文件不完整或坏了，讲义印不出来；请重新导出或重新下载这张图片，能在看图软件里打开再放进来",
    "坏了的图在网页上是空白，有它的讲义整本都排不出来。",
    waivable=False,
)
# fmt: on
