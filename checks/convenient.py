"""Can people reach it, open it, read it, search it?"""

from checks.case import Case, Verdict, percent, unseen
from checks.measures import Measures
from checks.parts import Part, combine, tolerant
from crawler.facts import SectionFacts


def section_convenient(case: Case) -> Verdict:
    """Parts: reach by the menu, files that open, text that is no scan, a search in a long list.

    Thresholds: `max_clicks`, `open_share` of the entries tried, `text_share` of the files, a list of
    `search_above` entries.

    Only `reach` is asked of a section without a list (contact data, prose).
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    parts = [_reach(case, case.section)]
    measures = case.measures
    if measures is not None and measures.documents and case.criterion.parameters.get("files"):
        parts += [_files(case, measures), _readable(case, measures)]
        if measures.documents > case.number("search_above"):
            has = case.section.has_search
            parts.append(
                Part(1, float(bool(has)), float(has is None), "danh sách dài nhưng không có ô tìm kiếm")
            )
    return combine(case, parts, "unread")


def _reach(case: Case, section: SectionFacts) -> Part:
    clicks, most = len(section.path), case.number("max_clicks")
    if section.found_by in ("sitemap", "search"):
        how = "sơ đồ trang" if section.found_by == "sitemap" else "ô tìm kiếm"
        return Part(3, 0, lack=f"không có đường dẫn từ menu, chỉ tìm thấy qua {how}")
    if clicks > most:
        return Part(3, 0.5, lack=f"phải qua {clicks} lần bấm từ trang chủ, nên không quá {most:.0f}")
    return Part(3, 1)


def _files(case: Case, measures: Measures) -> Part:
    asked, good, lost = measures.open_asked, measures.open_good, measures.open_lost
    shut = asked - good - lost
    lack = f"trong {asked} mục đã thử mở, {shut} mục không có tệp mở được"
    return tolerant(5, good, shut, lost, case.number("open_share"), lack)


def _readable(case: Case, measures: Measures) -> Part:
    text, scans, unknown = measures.texts
    share = percent(scans / max(1, text + scans + unknown))
    lack = f"{share} số tệp đã mở là bản chụp hoặc bị khóa, không sao chép, tìm kiếm được chữ"
    return tolerant(1, text, scans, unknown, case.number("text_share"), lack)
