"""The công văn that asks a portal which refuses the auditor to let it in."""

from typing import Any

from config.registry import Portal
from config.sender import Sender
from reports import words
from reports.letters import wording
from reports.vietnamese import clean, day
from scoring.results import PortalResult, Results

_ROBOTS = "robots"


def access_fields(
    portal: PortalResult, results: Results, row: Portal | None, sender: Sender, user_agent: str
) -> dict[str, Any]:
    """The fields of the letter's template but those of its frame; `user_agent`: the auditor's own name."""
    name = wording.authority_name(sender)
    return {
        "subject": "mở quyền truy cập cho công cụ kiểm tra cổng, trang thông tin điện tử",
        "to": wording.addressed(portal, row),
        "opening": (
            f"Thực hiện {wording.mandate(results.as_of)}, ngày {day(results.as_of)} {name} đã kiểm tra việc "
            f"công khai thông tin trên {wording.site(portal)} tại địa chỉ {clean(portal.url)}."
        ),
        "result": (
            "Công cụ kiểm tra không đọc được cổng: "
            f"{words.reason_text(portal.status_reason or portal.status)}. Vì vậy cổng chưa được chấm điểm "
            "và chưa có trong bảng xếp hạng kỳ này; kết quả không ghi nhận thiếu sót đối với phần chưa đo "
            "được."
        ),
        "requests": [
            _opening_up(portal, clean(user_agent)),
            f"Thông báo kết quả về {name} trong thời hạn {wording.within(sender.reply_days)}; trường hợp "
            "không mở được quyền truy cập thì nêu rõ lý do.",
        ],
        "recheck": (
            "Công cụ chỉ đọc các trang công khai, xưng đúng tên, mỗi lúc gửi một yêu cầu và không quá một "
            f"yêu cầu mỗi giây. {name} sẽ kiểm tra lại từ {wording.recheck(sender.reply_days)}."
        ),
        "receivers": wording.copies(sender),
    }


def _opening_up(portal: PortalResult, agent: str) -> str:
    if portal.status_reason == _ROBOTS:
        return (
            f"Điều chỉnh tệp robots.txt của cổng để cho phép công cụ có tên “{agent}” đọc các trang công "
            "khai, và bảo đảm tệp này luôn mở được."
        )
    return (
        f"Cho phép công cụ có tên “{agent}” truy cập các trang công khai của cổng: điều chỉnh cấu hình "
        "tường lửa và hệ thống chống truy cập tự động (nếu có)."
    )
