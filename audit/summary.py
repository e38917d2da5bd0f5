"""A run in a few lines of text, for the one who started it."""

from pathlib import Path

from audit.progress import status_text
from scoring.results import Results


def summary(results: Results, out: Path) -> str:
    """How many were measured, what was not and why, where to look next."""
    measured = [one for one in results.portals if one.status == "measured"]
    ranked = sum(one.score.value is not None for one in results.portals)
    lines = [
        f"Lượt {results.run_id}, ngày đối chiếu {results.as_of:%d/%m/%Y}, {results.rubric_title}"
        + ("" if results.rubric_in_force else " (không có hiệu lực tại ngày này)"),
        f"Đã đo {len(measured)} trên {len(results.portals)} cổng; {ranked} cổng đủ dữ liệu để chấm điểm.",
    ]
    if results.rubric_base:
        lines.append(
            f"Bộ tiêu chí riêng, chép từ {results.rubric_base}: {len(results.rubric_changes)} thay đổi."
        )
        lines += [f"  {change}" for change in results.rubric_changes]
    if results.judged_again:
        lines.append(f"Chấm lại dữ kiện đã lưu; khi kiểm tra đã đối chiếu theo {results.judged_again}.")
    lines += [
        f"  {one.id} {one.name}: {status_text(one.status, one.status_reason)}"
        for one in results.portals
        if one.status != "measured"
    ]
    if results.rejected_rows:
        told = ", ".join(str(row.line) for row in results.rejected_rows)
        lines.append(f"Dòng bị loại trong danh sách: {told}")
    lines.append(f"Kết quả: {out / 'results.json'}")
    return "\n".join(lines)


def missed(results: Results) -> bool:
    """Was anything not measured, or a row refused?"""
    return bool(results.rejected_rows) or any(one.status != "measured" for one in results.portals)
