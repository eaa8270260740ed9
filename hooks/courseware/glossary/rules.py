"""Rules about the glossary and the use of its terms.

Where a rule forbids several things, the reader has a sentence of its own for each; the one here
is what all of them have in common.
"""

from __future__ import annotations

from courseware.text.finding import E, Rule, Scope, W

# fmt: off
TERM_1 = Rule(
    "TERM-1", E, "术语表不是合法的 YAML",
    "术语表读不懂：{reason}；请照文件开头的样子改正这一行",
    "读不懂的术语表，一条术语也用不上。",
    bad="definition: 注意: 先核身", good='definition: "注意: 先核身"', scope=Scope.PAGE,
)
TERM_2 = Rule(
    "TERM-2", E, "用了不允许的 YAML 写法",
    "术语表里不能用 YAML 的{what}；请直接写出内容，带符号的文字加引号",
    "这些写法看不出内容，还能拖垮电脑。",
    bad="zh: *name", good="zh: 核心网", scope=Scope.PAGE,
)
TERM_3 = Rule(
    "TERM-3", E, "结构不对",
    "“{key}”应为{expected}；请照文件开头的样子改", "放错地方的内容读不到。",
    bad="aliases: {核网: 1}", good="aliases: [核网]",
)
TERM_4 = Rule(
    "TERM-4", E, "字段名不认识",
    "{what}没有“{key}”这个字段{hint}；请改名或删除", "写错名字的字段不起作用。",
    bad="defintion: 网络的中枢。", good="definition: 网络的中枢。",
)
TERM_5 = Rule(
    "TERM-5", E, "缺少必填字段，或字段是空的",
    "缺少必填字段，或字段是空的；请补上", "没有名称、释义或分类的术语无法显示。",
    bad="- id: core\n  zh: 核心网",
    good="- id: core\n  zh: 核心网\n  definition: 网络的中枢。\n  category: 网络结构",
)
TERM_6 = Rule(
    "TERM-6", E, "术语编号重复",
    "编号“{id}”重复，第一次在第 {line} 行；请换一个编号，或删除其一",
    "编号是链接的地址，一个只能指一条。",
)
TERM_7 = Rule(
    "TERM-7", E, "同一个名称属于两个术语",
    "名称“{name}”已属于{other}（第 {line} 行）；请删除其一", "否则不知道课文里说的是哪一个。",
)
TERM_8 = Rule(
    "TERM-8", E, "相关术语的编号不存在",
    "没有编号为“{id}”的术语{hint}；请改正或删除", "读者会点到一个不存在的地方。",
    bad="related: [core-netwrok]", good="related: [core-network]",
)
TERM_9 = Rule(
    "TERM-9", W, "相关术语指向自己，或列表里有重复项",
    "指向了自己，或写了两次；请删除多余的", "多余的项只会让人多看一遍。",
    bad="aliases: [核网, 核网]", good="aliases: [核网]",
)
TERM_10 = Rule(
    "TERM-10", W, "文字里有 HTML 写法",
    "“{found}”是 HTML 写法，会按原样显示；请改用文字、**加粗**或 `代码`",
    "术语表里的文字不当网页读。",
    bad="definition: 网络的<b>中枢</b>。", good="definition: 网络的**中枢**。",
)
TERM_11 = Rule(
    "TERM-11", E, "取值不在允许的范围内",
    "“{key}”的值“{value}”不对{hint}，应为{expected}；请改正", "认不出的取值无法归类和查找。",
    bad="generation: [五代]", good="generation: [5G]",
)
TERM_12 = Rule(
    "TERM-12", W, "not_in 里的词不起作用",
    "“{word}”里没有本术语的任何名称；请写含有名称的更长的词，或删除",
    "不起作用的设置会让人误以为管用。",
    bad="zh: 小区\nnot_in: [居民楼]", good="zh: 小区\nnot_in: [居民小区]",
)
TERM_13 = Rule(
    "TERM-13", E, "同一个字段写了两次",
    "“{key}”写了两次，第一次在第 {line} 行；请合并成一处", "后一个会悄悄盖掉前一个。",
    bad="zh: 核心网\nzh: 核网", good="zh: 核心网\naliases: [核网]",
)
TERM_14 = Rule(
    "TERM-14", E, "不用的说法同时又是正式名称",
    "“{word}”列为不用的说法，第 {line} 行又把它当正式名称；请删除其一",
    "同一个词不能既要用又不要用。",
)
TERM_15 = Rule(
    "TERM-15", E, "正文里的术语编号不存在",
    "术语表里没有编号“{id}”{hint}；请改正编号，或改为 term:-", "读者点不到解释。",
    bad="[核心网](term:core-netwrok)", good="[核心网](term:core-network)",
)
TERM_16 = Rule(
    "TERM-16", W, "用了术语表标明不用的说法",
    "这是不用的说法；请改为正式名称", "同一样东西换着叫，学员会当成两样。",
)
# fmt: on
