"""Rules about terms beyond those the glossary's own reader knows (TERM-1 to TERM-17)."""

from courseware.rules.rule import Rule, Scope, W

RULES = (
    Rule(
        "TERM-18", W, "术语没有用到",
        "“{name}”在课文里一次也没有用到；"
        "请在课文里用上，或写 lookup: true（只供查阅），或从术语表删除",
        "术语表只收学员会读到的词；别处会见到、课文不讲的词写明只供查阅。", scope=Scope.COURSE,
    ),
    Rule(
        "TERM-19", W, "释义互相指来指去",
        "“{name}”的释义只说“见 {other}”，绕了一圈又回到自己；请写出释义",
        "读者点来点去看不到意思。", scope=Scope.COURSE,
    ),
    Rule(
        "TERM-20", W, "缩写不在术语表里",
        "缩写“{word}”不在术语表里；请在 docs/glossary.yml 加一条，或改用中文说法",
        "学员不懂英文缩写，没有解释的缩写等于没说。",
    ),
    Rule(
        "TERM-21", W, "缩写在一章里第一次出现没有给全称",
        "“{word}”在这一章第一次出现时没有给全称；"
        "请写成 {name}（{english}，{word}），以后再只写缩写",
        "先给全称，后面的缩写才有着落。",
        bad="由 OCS 实时扣费", good="由在线计费系统（Online Charging System，OCS）实时扣费",
    ),
)  # fmt: skip
