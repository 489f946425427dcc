"""Texts that grow: those that the importer ``text`` reads, and what may be repeated in them."""

from __future__ import annotations

from collections.abc import Callable

from growth_plans import REGISTRY, WORDING, Make, Work, case, of

from ecotui.importing.run import read
from ecotui.model.toml import PlanError


def importing(id_: str, data: bytes | Callable[[], bytes], file: str) -> Work:
    """Reading a document, or the refusal of it."""
    listed = REGISTRY.importer(id_)
    content = data if isinstance(data, bytes) else data()

    def work() -> object:
        try:
            return read(listed, content, file)
        except PlanError as error:
            return error

    return work


def text(lines: Callable[[int], str]) -> Make:
    """A text that grows."""
    return lambda n: importing("text", lines(n).encode(), "plan.txt")


HEAD = "青山市重点任务分工方案\n\n"
ROW = "| {i} | 推进第{i}项任务，健全完善相关制度机制。 | 第{k}局 | 甲局、乙局、各区人民政府 |"
TABLE = HEAD + "| 序号 | 具体措施 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n"


def rows(n: int) -> str:
    """A table of measures."""
    return TABLE + "\n".join(ROW.format(i=i, k=i % 40) for i in range(1, n + 1))


def names(n: int, sign: str = "、") -> str:
    """A list of departments."""
    return sign.join(f"第{i}局" for i in range(n))


def prose(n: int) -> str:
    """Running text of measures."""
    return (
        HEAD
        + "一、章\n"
        + "\n".join(
            f"{i}.推进第{i}项任务，健全机制。（第{i % 40}局牵头，甲局、乙局配合）"
            for i in range(1, n + 1)
        )
    )


TEXTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "table, rows": (44, rows),
    "table, columns": (
        10,
        lambda n: (
            HEAD
            + "| 序号 | 具体措施 | 牵头单位 |"
            + "".join(f" 列{i} |" for i in range(n))
            + "\n|"
            + "---|" * (n + 3)
            + "\n| 1 | 建园。 | 甲局 |"
            + " 值 |" * n
        ),
    ),
    "table, one cell": (1000, lambda n: TABLE + f"| 1 | {of(WORDING, n)} | 甲局 | 乙局 |"),
    "table, names in a cell": (100, lambda n: TABLE + f"| 1 | 建园。 | 甲局 | {names(n)} |"),
    "table, other names in each row": (
        44,
        lambda n: TABLE + "\n".join(ROW.format(i=i, k=i) for i in range(1, n + 1)),
    ),
    "table, look-alike names": (
        44,
        lambda n: (
            TABLE
            + "\n".join(
                f"| {i} | 建园。 | {'省' * (i % 2)}第{i // 2}局 | 甲局 |" for i in range(1, n + 1)
            )
        ),
    ),
    "table, headings between rows": (
        44,
        lambda n: (
            HEAD
            + "\n\n".join(
                f"## （{i}）第{i}节\n\n| 序号 | 具体措施 | 牵头单位 | 配合单位 |\n"
                "|---|---|---|---|\n" + ROW.format(i=i, k=1)
                for i in range(1, n + 1)
            )
        ),
    ),
    "table, continued rows": (
        44,
        lambda n: TABLE + "| 1 | 建园， | 甲局 | 乙局 |\n" + "|  | 还有一些话， |  |  |\n" * n,
    ),
    "table, notes": (44, lambda n: rows(3) + "\n\n" + "注：这是说明。\n" * n),
    "table, faults in rows": (
        44,
        lambda n: TABLE + "\n".join(f"| 1 | 管理with收储 |  | 甲局、甲局{i} |" for i in range(n)),
    ),
    "table, lists in a cell": (
        44,
        lambda n: (
            TABLE
            + "| 1 | "
            + "<br>".join(f"{i}. 建园。" for i in range(1, n + 1))
            + " | 甲局 | 乙局 |"
        ),
    ),
    "prose, measures": (44, prose),
    "prose, sections": (
        44,
        lambda n: (
            HEAD
            + "一、章\n"
            + "\n".join(f"（{i}）节\n1.建园。（甲局负责）" for i in range(1, n + 1))
        ),
    ),
    "prose, chapters": (
        44,
        lambda n: HEAD + "\n".join(f"第{i}章 章{i}\n1.建园。（甲局负责）" for i in range(1, n + 1)),
    ),
    "prose, one text": (1000, lambda n: prose(1) + f"\n2.{of(WORDING, n)}（甲局负责）"),
    "prose, other names in each": (
        44,
        lambda n: (
            HEAD
            + "一、章\n"
            + "\n".join(f"{i}.建园。（第{i}局牵头，第{i + 1}厅配合）" for i in range(1, n + 1))
        ),
    ),
    "prose, names": (100, lambda n: prose(1) + f"\n2.建园。（牵头单位：{names(n)}）"),
    "prose, clauses": (
        100,
        lambda n: (
            prose(1) + "\n2.建园。（" + "；".join(f"第{i}局负责建园" for i in range(n)) + "）"
        ),
    ),
    "prose, roles": (
        100,
        lambda n: prose(1) + "\n2.建园。（" + "，".join(f"第{i}局牵头" for i in range(n)) + "）",
    ),
    "prose, label lines": (44, lambda n: prose(1) + "\n2.建园。\n" + "牵头单位：甲局\n" * n),
    "prose, broken label lines": (
        100,
        lambda n: prose(1) + "\n2.建园。\n牵头单位：\n" + "甲局、\n" * n,
    ),
    "prose, items": (
        44,
        lambda n: prose(1) + "\n2.建园。\n" + "（1）种树。\n" * n + "（甲局负责）",
    ),
    "prose, paragraphs": (
        44,
        lambda n: prose(1) + "\n2.建园。\n" + "还要种树。\n" * n + "（甲局负责）",
    ),
    "prose, paragraphs behind": (44, lambda n: prose(3) + "\n" + "还要种树。\n" * n),
    "prose, nothing assigned": (44, lambda n: HEAD + "\n".join(f"{i}.建园。" for i in range(1, n))),
    "prose, broken lines": (
        44,
        lambda n: (
            prose(1) + "\n" + "\n".join(["健全完善相关制度机制按时完成年度目标任务推进工"] * n)
        ),
    ),
    "prose, one broken sentence": (
        44,
        lambda n: (
            HEAD + "健全完善相关制度机制按时完成年度目标任务推进工作\n" * n + "。（甲局负责）"
        ),
    ),
    "prose, look-alikes": (1000, lambda n: prose(1) + f"\n2.{of('⽔利⾯建⽴', n)}（甲局负责）"),
    "prose, small labels": (
        100,
        lambda n: prose(1) + f"\n2.建园。{of('承办：承担工作；', n)}（乙）",
    ),
    "statement of tasks": (
        44,
        lambda n: (
            HEAD
            + "\n".join(
                f"{i}. 建园。\n责任单位：第{i % 40}局\n完成时限：2020年底前\n工作目标：建成。"
                for i in range(1, n + 1)
            )
        ),
    ),
}
#: What a pattern may go over again and again; around it a plan that can be read.
REPEATED = (
    "（",
    "）",
    "(",
    "()",
    "（）",
    "、",
    "，",
    "1.",
    "1.1.",
    "1",
    " ",
    "\u3000",
    "\t",
    "一",
    "一、",
    "a@",
    "a@a.",
    "www.",
    "a.",
    "-",
    "—",
    "*",
    "**",
    "_",
    "\\",
    "\\|",
    "<",
    "<b",
    "&",
    "&a",
    "&#1",
    "#",
    "：",
    "牵头单位：",
    "牵头",
    "局、",
    "等",
    "和",
    "及",
    "各",
    "各县",
    "有关",
    "省",
    "省直",
    "“",
    "”",
    '"',
    "'",
    "《",
    "……",
    "年",
    "1月",
    "A",
    "A ",
    "A. ",
    "注：",
    "同上",
    "附件",
    "|",
    "|-",
    "\r",
    "\v",
    "\u200b",
    "\u0301",
    "\u0301\u0323",
    "。",
    "；",
    "a1",
    "x:",
    "部门和",
    "and ",
    "Ministry of ",
    "of ",
    "[1]",
    "{",
    "[",
    "]",
    "续",
    "由",
    "会同",
    "（甲",
    "甲）",
    "，甲局",
    "2020年",
    "1%",
)

for _what, (_first, _lines) in TEXTS.items():
    case(f"text: {_what}", _first, text(_lines))
for _sign in REPEATED:
    case(
        f"text: repeated {_sign!r} in prose",
        256,
        text(lambda n, s=_sign: prose(1) + f"\n2.建园{of(s, n)}工作。（甲局负责）"),
    )
    case(
        f"text: repeated {_sign!r} as names",
        256,
        text(lambda n, s=_sign: prose(1) + f"\n2.建园。（牵头单位：甲局{of(s, n)}乙局）"),
    )
    case(
        f"text: repeated {_sign!r} in a cell",
        256,
        text(lambda n, s=_sign: TABLE + f"| 1 | 建园{of(s, n)}。 | 甲局 | 乙局 |\n"),
    )
    case(
        f"text: repeated {_sign!r} as names in a cell",
        256,
        text(lambda n, s=_sign: TABLE + f"| 1 | 建园。 | 甲局{of(s, n)}乙局 | 丙局 |\n"),
    )
    case(
        f"text: repeated {_sign!r} as a line",
        256,
        text(lambda n, s=_sign: prose(1) + f"\n{of(s, n)}\n2.建园。（甲局负责）"),
    )
    case(
        f"text: repeated {_sign!r} as lines",
        256,
        text(lambda n, s=_sign: prose(1) + "\n" + f"{s}文\n" * (n // 4) + "\n2.建园。（甲局负责）"),
    )
