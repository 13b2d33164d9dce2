"""Texts that tables like to change: each has to come back as it went."""

LETTERS = (
    "α", "TGF-β1", "µM", "µm", "5 °C", "naïve", "Ångström", "A\u030a", "ﬁbrin", "外泌体", "エクソソーム",
    "الحويصلات", "חלבון", "हिन्दी", "Ελληνικά κείμενα", "Русский текст", "👍🏽", "👩\u200d🔬", "🇩🇪", "𝛼", "½", "²", "①", "…", "–", "—",
    "‐", "−", "“quoted”", "‘single’", "«guillemets»", "′", "″", "№", "™", "€5", "\u00a0inner\u00a0x".strip(), "a\u00a0b",
    "a\u2009b", "a\u3000b", "e\u0301", "ẞ", "ı", "İ", "ﬀ", "Ｆｕｌｌ", "\U0001f9ec DNA", "\u2028".join("ab"), "x\u0308",
)  # fmt: skip
LIKE_NUMBERS = (
    "0", "00", "007", "-0", "+1", "-1", "1.0", "1,0", "1.50", ".5", "5.", "1e5", "1E5", "1e-5", "0x1F", "1_000", "1,234.5",
    "1.234,5", "1 000", "12345678901234567890", "0.1", "1/2", "3/4", "1:2", "12:30", "12:30:59", "50%", "$5", "5 µM", "(5)", "٣",
    "１２", "Infinity", "inf", "nan", "NaN", "1e400", "-", "--", "1-2", "2-Sep", "1-Mar", "Sep-02", "2023-09-02", "44806",
    "2.31E+13", "SEPT2", "MARCH1", "DEC1",
)  # fmt: skip
LIKE_CODE = (
    "=1+1", "=A1", "==", "=", "+", "@SUM(A1)", "@", "+1+1", "-2+3", "'=1", "''=1", "'", "''", "'text'", "'-5", "'+", "'@x", "\t=1".strip(),
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "<b>bold</b>", "&amp;", "&", "<", ">", "]]>", "<![CDATA[x]]>", "<!--", "&#10;",
    "\\n", "\\", "\\\\", "a\\b", "C:\\new\\table", "_x0041_", "_x005F_x0041_", "_x000D_", "%00", "%s", "{0}", "${x}", "'; DROP TABLE x; --",
    '"', '""', '"a"', 'a"b', '","', "a,b", "a;b", "a|b", "a\tb", ",", ";", "|", "sep=;", "#comment", "#", "//", "/*", "null", "NULL", "None", "\\N",
    "TRUE", "true", "FALSE", "NA", "N/A", "#7", "-inf",
)  # fmt: skip
LIKE_GRAMMAR = (
    "unclear", "Unclear", "UNCLEAR", "not reported", "not applicable", "not checked", "[clear]", "[CLEAR]", "\\unclear", "\\[clear]",
    "\\\\unclear", "clear", "[", "]", "[]", "[a]", "[a: b]", "a [b: c]", "a; b", "a [b]; c [d]", "a: b", ":", "[unclear]", "; ;",
    "a\\;b", "a\\[b", "unclear;", "none", "name", "[measured: yes]", "in vivo [measured: unclear]",
)  # fmt: skip
LINES = (
    "a\nb", "a\n\nb", "a\n=b", "a\n,b", 'a\n"b"', "a\n\tb", "1\n2", "-a\n-b", "line one\nline two\n" * 20 + "end", "x" * 9_999, "ab " * 300 + "c",
    "α" * 4_000,
)  # fmt: skip
AWKWARD = (*LETTERS, *LIKE_NUMBERS, *LIKE_CODE, *LIKE_GRAMMAR, *LINES)
