"""Rules about pages that moved: ``page-register.txt`` and ``docs/redirects.yml``."""

from courseware.rules.rule import E, Rule, Scope, W

RULES = (
    Rule(
        "MOVE-1", E, "发布过的页面没有了，也没有写去哪里",
        "“{address}”发布过，现在没有这一页；请在 docs/redirects.yml 里写一行 {address}: {new}",
        "书签、打印的二维码和别处的链接还指着原来的地址，不能让人扑空。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-2", W, "页面还没有登记",
        "这一页的地址“{address}”还没有登记；请运行 python hooks ids",
        "登记过的页面以后挪走或删掉，才查得出来。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-3", E, "页面登记簿里有读不懂的一行",
        "这一行不是登记记录，或者地址登记了两次；请删除它，再运行 python hooks ids",
        "登记簿读不全，就查不出哪些页面没有了。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-4", E, "新旧地址的写法不对",
        "“{value}”不是页面地址；请从网站根目录写起，以 .html 结尾，"
        "例如 01-overview/index.html，后面可以加 #小节",
        "课程会放在不同的网址下，只有从根目录写起的地址处处可用。",
        bad="/01-overview/old.md: ../index.md",
        good="01-overview/old.html: 01-overview/index.html",
        waivable=False,
    ),
    Rule(
        "MOVE-5", E, "旧地址上还有页面",
        "“{old}”这一页还在；请删去这一行，或先把页面挪走",
        "一个地址不能既是页面，又转到别处。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-6", E, "新地址没有页面",
        "没有“{new}”这一页{hint}；请改正",
        "转过去也是空页。", scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-7", E, "新地址的小节不存在",
        "“{new}”里没有“#{anchor}”这个小节{hint}；请改正，或删去 # 和后面的部分",
        "小节改名以后，指到它的地址要跟着改。", scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-8", E, "新地址自己也挪走了",
        "“{new}”自己也挪走了；请直接写最后的地址 {end}",
        "一次转到，学员不用等几次，也不会有哪一环断掉。",
        scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-9", E, "新旧地址绕成了圈",
        "“{old}”转来转去又回到自己；请写一个现在有的页面",
        "浏览器会停下来报错。", scope=Scope.COURSE, waivable=False,
    ),
    Rule(
        "MOVE-10", W, "旧地址没有发布过",
        "“{old}”不在页面登记簿里{hint}；请核对，没有发布过就删去这一行",
        "旧地址写错一个字，真正的旧地址就没有人管。",
        scope=Scope.COURSE, waivable=False,
    ),
)  # fmt: skip
