"""Rules about dates, sources and private data."""

from courseware.rules.rule import E, Rule, W

RULES = (
    Rule(
        "FACT-1", W, "复核期限已过",
        "复核期限 {date} 已过；请核对本页内容，再改 checked 和 review_by",
        "规定和资费会变，过期的页面会教错人。时间过去不会让构建失败，但发布会停下来问。",
    ),
    Rule(
        "FACT-2", W, "复核期限快到",
        "复核期限 {date} 只剩 {days} 天；请安排复核", "提前一个月，来得及改。",
    ),
    Rule(
        "FACT-3", W, "有时效的内容已过期",
        "这里的内容写明到 {date} 为止；请核对后改写，并改 until",
        "到期的事实不会自己变对；发布会停下来问。",
    ),
    Rule(
        "FACT-4", E, "时效标记的写法不对",
        "时效标记的写法不对；请写成 <!-- fact until=2027-03-01 -->", "写错的标记不会提醒。",
        bad="<!-- fact 2027.3 -->", good="<!-- fact until=2027-03-01 -->",
    ),
    Rule(
        "FACT-5", E, "真实的电话号码",
        "“{number}”像真实的手机号码；请写成 138****0000 这样",
        "课文里的号码可能属于一个真实的人。", bad="请回拨 13812345678", good="请回拨 138****0000",
        waivable=False,
    ),
    Rule(
        "FACT-6", E, "真实的证件号码",
        "“{number}”像真实的身份证号码；请只写后四位的例子，例如 1234",
        "证件号是敏感个人信息。", waivable=False,
    ),
    Rule(
        "FACT-7", E, "日期前后不对",
        "{what}；请改正", "核对日期不能在将来，复核期限要在核对日期之后。",
    ),
    Rule(
        "FACT-8", W, "有时效的内容快到期",
        "这里的内容写明到 {date} 为止，只剩 {days} 天；请安排核对", "提前一个月，来得及改。",
    ),
    Rule(
        "FACT-9", W, "依据没有写等级和核对日期",
        "依据没有写等级和核对日期；请在末尾写（A 级，核对日期 2026-11-22）",
        "读的人要知道这条有多可靠、何时核过。",
    ),
    Rule(
        "FACT-10", W, "依据的等级不够",
        "{grade} 级的事实不能当定论；请找到 A 或 B 级的来源，或从课文删除",
        "A、B 级可以当事实教；C、D 级只能作线索。",
    ),
    Rule(
        "FACT-11", E, "像银行卡号的数字",
        "“{number}”像真实的银行卡号；请用 **** 遮住中间几位", "卡号是敏感个人信息。",
        waivable=False,
    ),
)  # fmt: skip

OVERDUE = ("FACT-1", "FACT-3")
"""What only time made so: warnings, but a release is refused without a reason."""
