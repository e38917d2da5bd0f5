"""One page per criterion (`docs/criteria/<id>.md`), written from the rubrics."""

from pathlib import Path

from config.laws import Citation
from config.levels import LEVEL_NAMES, LEVELS, Level
from config.rubric import Criterion, Rubric, load_rubric, rubric_ids
from config.sections import load_sections

AXES = {
    "present": "có mặt",
    "complete": "đầy đủ",
    "timely": "kịp thời",
    "convenient": "thuận tiện",
    "reliable": "tin cậy",
    "technical": "kỹ thuật",
}
BASES = {
    "law": "pháp luật",
    "plan": "kế hoạch của tỉnh",
    "internal": "chuẩn nội bộ (không phải nghĩa vụ pháp lý)",
    "good_practice": "thực hành tốt (khuyến nghị)",
}
FIXERS = {"body": "cơ quan có cổng", "operator": "đơn vị vận hành nền tảng"}
_IN_GENERAL = {"newest": "của mục mới nhất", "limit": "thời hạn pháp luật quy định"}
CERTAINTY = {
    "P": "đã đọc nguyên văn (bản sao không chính thức)",
    "S": "dẫn lại từ nguồn thứ cấp",
    "K": "theo hiểu biết chung, cần kiểm tra",
    "N": "chưa tìm thấy văn bản",
}


def criterion_pages() -> dict[str, str]:
    """The text of every criterion's page, by file name; the newest rubric comes first on a page."""
    rubrics = sorted(
        (load_rubric(name) for name in rubric_ids()), key=lambda one: one.valid_from, reverse=True
    )
    found: dict[str, list[tuple[Rubric, Criterion]]] = {}
    for rubric in rubrics:
        for criterion in rubric.criteria:
            found.setdefault(criterion.id, []).append((rubric, criterion))
    return {f"{name}.md": _page(name, rows) for name, rows in sorted(found.items())}


def write_pages(folder: Path) -> None:
    """Write all pages into `folder` and remove those of criteria that are no more."""
    pages = criterion_pages()
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def _page(name: str, rows: list[tuple[Rubric, Criterion]]) -> str:
    newest = rows[0][1]
    wording = newest.wording
    section = load_sections()[newest.section].name if newest.section else "toàn cổng"
    lines = [
        f"# {newest.title}",
        "",
        f"Mã: `{name}` · Chuyên mục: {section} · Trục: {AXES[newest.axis]} · "
        f"Người khắc phục: {FIXERS[newest.fixed_by]} · Chỉ tiêu PCI: {', '.join(newest.pci) or 'không'}",
        "",
        "## Yêu cầu",
        "",
        wording.asks,
        "",
    ]
    for rubric, criterion in rows:
        lines += _rubric(rubric, criterion)
    lines += ["## Cách xem xét", "", wording.looks, "", "## Thế nào là đạt", "", wording.passes, ""]
    lines += ["## Điều máy không thấy được", "", wording.unseen, "", "## Cách khắc phục", ""]
    fixes = dict.fromkeys(
        text.format_map({"section": section, **_IN_GENERAL}) for text in wording.how_to_fix.values()
    )
    return "\n".join([*lines, *(f"- {text}" for text in fixes)]) + "\n"


def _rubric(rubric: Rubric, criterion: Criterion) -> list[str]:
    levels = "mọi cấp" if criterion.levels == LEVELS else _levels(criterion.levels)
    if criterion.departments:
        levels += f" (trong các sở: nơi tên có “{'” hoặc “'.join(criterion.departments)}”)"
    sure = CERTAINTY[criterion.certainty]
    lines = [
        f"### Theo {rubric.title} (`{rubric.id}`)",
        "",
        f"- Trọng số: {criterion.weight:g}; áp dụng cho: {levels}.",
        f"- Tính chất: {BASES[criterion.basis]}; độ chắc chắn của căn cứ: {sure}.",
    ]
    lines += [f"- Căn cứ: {_cited(citation)}." for citation in criterion.legal_basis]
    lines += [f"- Thời hạn theo pháp luật: {_cited(citation)}." for citation in criterion.overdue_basis]
    if criterion.note:
        lines.append(f"- Ghi chú: {criterion.note}")
    if criterion.parameters:
        said = "; ".join(f"`{key}` = {_value(value)}" for key, value in criterion.parameters.items())
        lines.append(f"- Tham số: {said}.")
    return [*lines, ""]


def _cited(citation: Citation) -> str:
    law = citation.source
    until = f" đến {law.valid_to:%d/%m/%Y}" if law.valid_to else ""
    said = [f"có hiệu lực từ {law.valid_from:%d/%m/%Y}{until}"]
    if citation.levels != LEVELS:
        said.append(f"đối với {_levels(citation.levels)}")
    if citation.grace_until:
        said.append(f"đến hết {citation.grace_until:%d/%m/%Y} chỉ là khuyến nghị")
    if law.to_confirm:
        said.append("hiệu lực hiện nay cần kiểm tra, chỉ để tham chiếu")
    return f"{citation.text} ({'; '.join(said)})"


def _levels(levels: tuple[Level, ...]) -> str:
    return "; ".join(LEVEL_NAMES[level] for level in levels)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return "; ".join(str(name) for name in value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value) or "không"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
