"""What a printed date is the date of, from the words that stand around it.

Words are compared with their accents ("đăng ngày" is not "Đảng ngày"); without only in texts that have none.
"""

import re
from dataclasses import dataclass

from crawler.facts import DateKind
from crawler.read.text import fold, tone_normal

_WEEKDAYS = r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật"
_LABELS: tuple[tuple[DateKind, str], ...] = (
    (DateKind.CLOCK, r"hôm nay|bây giờ|giờ hiện tại|hiện tại là|today"),
    (
        DateKind.ANSWERED,
        r"(?:ngày|thời gian|thời điểm|lúc|đã) (?:trả lời|phản hồi)|(?:trả lời|phản hồi|giải đáp) (?:ngày"
        r"|lúc|vào)"
        r"|(?:được )?trả lời|answered",
    ),
    (
        DateKind.ASKED,
        r"(?:ngày|thời gian|thời điểm) (?:gửi(?: câu hỏi| ý kiến| phản ánh)?|hỏi|đặt câu hỏi|tiếp nhận"
        r"(?: câu hỏi| phản ánh| ý kiến)?|phản ánh)"
        r"|(?:gửi|hỏi|tiếp nhận) (?:ngày|lúc|vào)|đã gửi|asked",
    ),
    (
        DateKind.UPDATED,
        r"cập nhật(?: lần cuối| gần nhất| cuối| mới nhất)?"
        r"|(?:ngày|lần) (?:chỉnh )?sửa(?: đổi)?(?: cuối| lần cuối)?|(?:last )?(?:updated?|modified)(?: on"
        r"| at)?",
    ),
    (
        DateKind.DEADLINE,
        r"hết hạn|hạn (?:chót|cuối(?: cùng)?|nộp|gửi|nhận|tiếp nhận|lấy ý kiến|góp ý|trả lời|đăng ký)"
        r"(?: [^\W\d]+){0,4}"
        r"|thời hạn(?: [^\W\d]+){0,4}|ngày (?:kết thúc|đóng)(?: lấy ý kiến| góp ý| tiếp nhận| thầu)?|kết thúc"
        r"|đóng thầu|chậm nhất|muộn nhất|trước(?: \d{1,2} ?(?:giờ|h)\d{0,2},?)? ngày|deadline|lấy ý kiến đến",
    ),
    (
        DateKind.OTHER,
        r"sinh ngày|ngày sinh|năm sinh|sinh|(?:ngày )?bổ nhiệm(?: ?:? ?từ)?|ngày cấp"
        r"|cấp(?: phép| lại| lần đầu)? ngày|cấp|ngày nhận chức|vào đảng|ngày mất"
        r"|ngày (?:bắt đầu|mở)(?: lấy ý kiến| góp ý)|(?:ngày )?hết hiệu lực(?: từ| kể từ)?"
        r"|(?:có )?hiệu lực (?:đến(?: hết)?|tới)",
    ),
    (
        DateKind.EFFECTIVE,
        r"(?:ngày |thời điểm )?(?:có )?hiệu lực(?: thi hành)?(?: trong [^\W\d ]+ [^\W\d ]+,)?(?: kể)?(?: từ)?"
        r"|(?:áp dụng|thi hành|thực hiện)(?: kể)? từ|ngày áp dụng|effective(?: date)?",
    ),
    (
        DateKind.PUBLISHED,
        r"ngày (?:đăng(?: tải| tin| bài)?|xuất bản|đưa(?: tin| lên)?|tạo|viết|gửi bài|công khai|công bố"
        r"|phổ biến|niêm yết|post)"
        r"|(?:đăng|xuất bản|đưa tin|đưa lên|công khai|đăng tải|viết|tạo)(?: bài| tin)? (?:lúc|ngày|vào)"
        r"|thời gian đăng|lần đăng cuối|(?:giờ|lúc|đã|được) đăng|đăng(?= ?:)|đăng tải|đăng bởi|xuất bản"
        r"|(?:ngày )?phát hành"
        r"|(?:posted|published|created)(?: on| at)?",
    ),
    (
        DateKind.ISSUED,
        r"ngày (?:ban hành|ký|vb|văn bản|ra (?:văn bản|quyết định|qđ)|phê duyệt|thông qua"
        r"|quyết định|bh|hợp đồng)|ban hành(?: ngày)?"
        r"|ký(?: ban hành)? ngày|được ký|ngày tháng(?: năm)?(?: văn bản| ban hành)|thông qua|phê duyệt"
        r"|issued(?: on)?",
    ),
    (
        DateKind.EVENT,  # only where no time of day shows that it is a stamp
        r"từ(?: ngày)?|đến(?: hết)?(?: ngày)?|diễn ra|tổ chức|ngày (?:bắt đầu|diễn ra|khai mạc|họp|tổ chức)"
        r"|bắt đầu|khai mạc|bế mạc|vào(?: (?:sáng|chiều|tối|hồi|lúc))?|trong"
        r"|(?:sáng|chiều|tối|trưa|đêm|họp|hôm|dịp|tuần)|kỷ niệm|thành lập|mở thầu|họp báo|tiếp công dân",
    ),
)
_EVENT_SAID = (
    r"(?:ngày|thời gian|thời điểm|lịch) "
    r"(?:mở thầu|họp|thi|diễn ra|khai mạc|tổ chức|làm việc|tiếp công dân|đấu giá)"
)
# What may stand between a label and its date. No piece of it can be read in two ways, so that a text that
# does not fit is refused at once ("4:41 3:41 3:d").
_BETWEEN = r"[\s:;,.|(\[–/-]*+"
_JOINT = rf"(?:ngày|lúc|vào|hồi|là|on|at|mở|giờ|phút|{_WEEKDAYS}|\d{{1,4}}+(?:[hg](?![^\W\d]))?|[ap]m|sa|ch)"
_NUMBER_LABEL = r"(?:^|\s)(?:số|ký hiệu):?\s?\d{1,6}"
_AUTHORITY = (
    r"(?:chính phủ|thủ tướng|quốc hội|[uủ][ỷy]? ?ban|ubnd|hđnd|hội đồng|bộ |sở |tỉnh uỷ|thành uỷ|huyện uỷ"
    r"|đảng uỷ|chủ tịch|cục |tổng cục|ban |toà án|viện kiểm sát|phòng )"
)
_VIEWS = r"(?:lượt|số lần|đã) (?:xem|đọc|truy cập)|lượt|xem|views?"
_LAW_NAMES = r"nghị định|nghị quyết|thông tư|quyết định|chỉ thị|công văn"


@dataclass(frozen=True, slots=True)
class _Words:
    """The same patterns, once with accents and once without."""

    label: re.Pattern[str]
    gap: re.Pattern[str]
    number_before: re.Pattern[str]
    press_licence: re.Pattern[str]
    byline_before: re.Pattern[str]
    views_before: re.Pattern[str]
    views_after: re.Pattern[str]
    asks_before: re.Pattern[str]
    place_before: re.Pattern[str]
    owner_after: re.Pattern[str]
    law_before: re.Pattern[str]
    no_date_before: re.Pattern[str]
    no_date_after: re.Pattern[str]


def _fold_letters(source: str) -> str:
    """`source`, a pattern, without accents; its capitals are classes (\\W) and group names and stay."""
    return "".join(char if char.isascii() else fold(char) for char in source)


def _compile(accents: bool) -> _Words:
    spell = tone_normal if accents else _fold_letters

    def pattern(source: str) -> re.Pattern[str]:
        return re.compile(spell(source))

    named = [("event_said", _EVENT_SAID), *((kind.value, words) for kind, words in _LABELS)]
    labels = "|".join(rf"(?P<{name}>(?<![^\W\d])(?:{words})(?![^\W\d]))" for name, words in named)
    return _Words(
        label=pattern(labels),
        gap=pattern(rf"{_BETWEEN}(?:{_JOINT}{_BETWEEN})*+"),
        number_before=pattern(
            r"(?:\d[^\W\d_]?/(?:\d{4}/)?[^\W\d_][\w&.]*(?:[-/][\w&.]+)*|\d[^\W\d_]?-[^\W\d_]{2,6}/[^\W\d_]{2,8}|"
            + _NUMBER_LABEL
            + ")"
            r"[\s,;.|)]{0,3}(?:ban hành\s?)?(?:ngày)?\s?:?\s?$"
        ),
        press_licence=pattern(
            r"\d[\w?]{0,5}/(?:\d{4}/)?gp-?(?:bc|cbc|ttđt|bvhtt)[\w-]*[\s,(]{0,3}(?:cấp\s)?(?:ngày)?\s?:?\s?$"
        ),
        byline_before=pattern(
            r"(?:đăng bởi|người đăng|tác giả|nguồn|biên tập|tin bài|\bby)\s?:?[^:;|\d]{1,40}"
            r"[|,–•-]\s?(?:ngày\s)?$"
        ),
        views_before=pattern(rf"(?:{_VIEWS})\s?:?\s?[\d.,]{{1,9}}[\s|,;–-]+(?:ngày\s?:?\s?)?$"),
        views_after=pattern(rf"[\s|,;()–-]{{0,5}}(?:[\d.,]{{1,9}}\s)?(?:{_VIEWS})(?![^\W\d])"),
        asks_before=pattern(r"(?:lấy ý kiến|góp ý|nhận hồ sơ|nộp hồ sơ|đăng ký)[^.;]{0,30}$"),
        place_before=pattern(r"[^\W\d_][\w .-]{1,28},\s?ngày\s?$"),
        owner_after=pattern(
            rf"[\s,;)]{{0,3}}của {_AUTHORITY}|[\s,;]{{0,3}}{_AUTHORITY}[\w ]{{0,30}}ban hành"
        ),
        law_before=pattern(rf"(?:(?:luật|pháp lệnh|hiến pháp)[\w ,]{{0,40}}|(?:{_LAW_NAMES}) )ngày\s?$"),
        no_date_before=pattern(
            r"(?:âm lịch|\bâl|đường (?:phố )?(?:số )?|phố |"
            r"(?:điện thoại|\bđt|\bsđt|\btel|\bfax|hotline|\bmobile|\bphone)\s?[:.]?)\s?[(:]?\s?(?:ngày )?$"
        ),
        no_date_after=pattern(r"[\s,(]{0,3}(?:âm lịch|a\.?l\b|â\.?l\b|tcn\b|tr\.?cn)"),
    )


_ACCENTED, _PLAIN = _compile(True), _compile(False)
_DIGIT = re.compile(r"\d")
_SET_APART = re.compile(r"[|,–•-]\s?(?:ng[aà]y\s)?$")
_STRONG = frozenset(kind for kind, _ in _LABELS) - {DateKind.EVENT}


@dataclass(frozen=True, slots=True)
class Around:
    """The words on the two sides of a date, in lower case, some 70 and 50 characters of them."""

    before: str
    after: str
    words: _Words

    @classmethod
    def of(cls, before: str, after: str) -> "Around":
        """The words of two pieces of text as printed."""
        before, after = before.lower(), after.lower()
        if before.isascii() and after.isascii():
            return cls(before, after, _PLAIN)
        return cls(tone_normal(before), tone_normal(after), _ACCENTED)

    def kind(self) -> tuple[DateKind, bool] | None:
        """What the words make the date, and whether that is said outright."""
        words = self.words
        if "/" in self.before and words.press_licence.search(self.before):
            return DateKind.OTHER, True
        if _DIGIT.search(self.before) and words.number_before.search(self.before):
            return DateKind.ISSUED, True
        for found in words.label.finditer(self.before):
            if words.gap.fullmatch(self.before, found.end()):
                if found.lastgroup == "event_said":
                    return DateKind.EVENT, True
                kind = DateKind(found.lastgroup or "other")
                if kind is DateKind.EVENT and words.owner_after.match(self.after):
                    return DateKind.ISSUED, False
                return kind, kind in _STRONG
        if words.owner_after.match(self.after) or words.law_before.search(self.before):
            return DateKind.ISSUED, False
        if _SET_APART.search(self.before) and words.byline_before.search(self.before):
            return DateKind.PUBLISHED, False
        if words.views_after.match(self.after) or words.views_before.search(self.before):
            return DateKind.PUBLISHED, False
        return None

    def asks_for_answers(self) -> bool:
        """Do the words before name a time in which something may be handed in?"""
        return self.words.asks_before.search(self.before) is not None

    def is_place_line(self) -> bool:
        """Do the words before end as the head of a document does ("Bắc Ninh, ngày")?"""
        return self.words.place_before.search(self.before) is not None

    def is_no_date(self) -> bool:
        """Do the words say that this is no date: a day of the moon, a street, a telephone?"""
        words = self.words
        return bool(words.no_date_before.search(self.before) or words.no_date_after.match(self.after))

    def ends_with_day(self) -> bool:
        """Does the word "ngày" stand right before the date?"""
        return re.search(r"ng[aà]y\s?:?\s?$", self.before) is not None
