"""What the page says itself, in the two languages of documents."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "all": "all departments",
    "and so on": "etc.",
    "between": ", ",
    "colon": ": ",
    "counts": "{measures} measures, {departments} departments",
    "department": "Department",
    "either": "leads or participates",
    "error": "error",
    "filtered": "Only measures of: {department} ({role})",
    "findings": "Findings",
    "info": "info",
    "lead": "Lead departments",
    "leads": "leads",
    "legend": "Legend",
    "matrix": "Matrix",
    "measure": "Measure",
    "measures": "Measures",
    "nothing": "There is no measure.",
    "outline": "Outline",
    "participants": "Participating departments",
    "participates": "participates",
    "print": "Print",
    "query": "Query",
    "role": "Role",
    "shown": "{shown} of {all} measures",
    "warning": "warning",
}

CHINESE: Mapping[str, str] = {
    "all": "全部单位",
    "and so on": "等",
    "between": "、",
    "colon": "：",
    "counts": "{measures} 条措施，{departments} 个单位",
    "department": "单位",
    "either": "牵头或参加",
    "error": "错误",
    "filtered": "仅列有关措施：{department}（{role}）",
    "findings": "检查结果",
    "info": "提示",
    "lead": "牵头单位",
    "leads": "牵头",
    "legend": "图例",
    "matrix": "责任矩阵",
    "measure": "具体措施",
    "measures": "具体措施",
    "nothing": "没有措施。",
    "outline": "目录",
    "participants": "参加单位",
    "participates": "参加",
    "print": "打印",
    "query": "查询",
    "role": "角色",
    "shown": "{shown} / {all} 条措施",
    "warning": "警告",
}


def words(language: str) -> Mapping[str, str]:
    """The words of a language: ``"zh"`` or ``"en"``."""
    return CHINESE if language == "zh" else ENGLISH
