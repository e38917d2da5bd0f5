"""Does the section hold enough, with the fields that belong to its entries?"""

from collections.abc import Callable

from checks.case import Case, Verdict, having, unseen
from checks.measures import Measures
from checks.parts import Part, combine

_FIELDS: dict[str, tuple[str, Callable[[Measures], float | None]]] = {
    "number": ("số, ký hiệu", lambda measures: measures.with_number),
    "date": ("ngày ban hành hoặc ngày đăng", lambda measures: measures.with_date),
    "answered": ("nội dung trả lời", lambda measures: measures.answered),
}


def section_complete(case: Case) -> Verdict:
    """Parts: enough entries (`min_entries`), each of `fields` on at least `field_share` of them.

    A section that is there and of which no entry could be read is not measured; with `prose_ok` it is a
    section of prose, complete as it is.
    """
    verdict = unseen(case)
    if verdict is not None or case.measures is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    measures = case.measures
    if measures.documents == 0:
        prose = bool(case.criterion.parameters.get("prose_ok"))
        return combine(case, [Part(1, float(prose), float(not prose))], "unread")
    wanted = case.number("min_entries")
    parts = [
        Part(
            1,
            min(1.0, measures.documents / wanted),
            lack=f"mới có {measures.documents} mục, mức đối chiếu ít nhất {wanted:.0f} mục",
        )
    ]
    fields, least = case.names("fields"), case.number("field_share")
    for name in fields:
        label, share_of = _FIELDS[name]
        share = share_of(measures)
        if share is None:
            parts.append(Part(1 / len(fields), 0, 1))
            continue
        parts.append(Part(1 / len(fields), min(1.0, share / least), lack=having(share, label)))
    return combine(case, parts, "unread")
