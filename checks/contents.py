"""What a section must hold: kinds of information, ways out to other systems, fields, and nothing else."""

from checks.asked import host_of, leads_to, technical_of, untaken
from checks.case import Case, Verdict, having, percent, unseen
from checks.parts import Part, combine
from checks.words import says
from crawler.facts import SectionFacts


def section_topics(case: Case) -> Verdict:
    """One part per topic in `topics`: an entry, a column, a label on the way or a link of the home page names
    it; whole from `least` topics where given.

    A topic that nothing names is lacking only where the home page's links were read and every entry of the
    section was; else it could not be seen.
    """
    verdict = unseen(case) or _unasked(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    said, whole = _said(case, case.section)
    topics: dict[str, list[str]] = case.criterion.parameters["topics"]
    absent = [name for name, words in topics.items() if not any(says(text, words) for text in said)]
    least = float(case.criterion.parameters.get("least", len(topics)))
    share = min(1.0, (len(topics) - len(absent)) / least)
    rest = 1 - share
    part = Part(1, share, 0 if whole else rest, f"không thấy mục nào nêu: {'; '.join(absent)}")
    return combine(case, [part], "partly_read")


def _unasked(case: Case) -> Verdict | None:
    """What needs the home page's links is left out where the run did not keep them."""
    return untaken(case, "home", taken=True)


def _said(case: Case, section: SectionFacts) -> tuple[list[str], bool]:
    """The texts that may name a topic, and whether all of them were read."""
    home = technical_of(case).links
    texts = [text for item in section.items for text in (item.title, *item.fields)]
    texts += [*section.columns, *section.path]
    texts += [label for attempt in section.attempts for label in attempt.path]
    texts += [visit.title for visit in case.facts.visited if visit.final_url in section.pages]
    texts += [" ".join((*link.parents, link.label)) for link in (*section.links, *(home or ()))]
    counted = len(section.items) >= (section.total or 0)
    return texts, home is not None and bool(section.items) and counted


def section_links(case: Case) -> Verdict:
    """One part per group in `groups` (name: hosts): a link of the section leads there, or the section itself
    stands there; half where only the home page does, whole with `home_ok`.
    """
    verdict = unseen(case) or _unasked(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    section, home = case.section, technical_of(case).links
    groups: dict[str, list[str]] = case.criterion.parameters["groups"]
    parts = []
    for name, wanted in groups.items():
        hosts = tuple(wanted)
        own = host_of(section.url or "")
        inside = any(leads_to(link, hosts) for link in section.links) or any(
            own == host or own.endswith(f".{host}") or (host.endswith(".") and own.startswith(host))
            for host in hosts
        )
        if inside:
            parts.append(Part(1, 1))
        elif home is not None and any(leads_to(link, hosts) for link in home):
            share = 1.0 if case.criterion.parameters.get("home_ok") else 0.5
            parts.append(Part(1, share, lack=f"{name} (chỉ có ở trang chủ)"))
        else:
            lost = 0.0 if home is not None else 1.0
            parts.append(Part(1, 0, lost, f"{name} (chưa có)"))
    return combine(case, parts, "links_unread")


def section_fields(case: Case) -> Verdict:
    """One part per field in `labels` (name: words): a column prints it, or at least `label_share` of the
    entries do. Entries that print no names of fields beside the columns were not seen to lack any: a list's
    columns are not all that their own pages may hold.
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    section = case.section
    labels: dict[str, list[str]] = case.criterion.parameters["labels"]
    printed = [item.fields for item in section.items if set(item.fields) - set(section.columns)]
    parts = []
    for name, words in labels.items():
        if any(says(column, words) for column in section.columns):
            parts.append(Part(1, 1))
            continue
        if not printed:
            parts.append(Part(1, 0, 1))
            continue
        count = sum(any(says(field, words) for field in fields) for fields in printed)
        share = count / len(section.items) if section.items else 0.0
        least = case.number("label_share")
        parts.append(Part(1, min(1.0, share / least), lack=having(share, name)))
    return combine(case, parts, "no_fields")


def section_pure(case: Case) -> Verdict:
    """Share of the entries read that carry a number or a kind of document: what carries neither is a story,
    not a document. Whole from `pure_share`; fewer than `pure_least` entries say nothing.
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    items = case.section.items
    if len(items) < case.number("pure_least"):
        return combine(case, [Part(1, 0, 1)], "few_entries")
    share = sum(bool(item.number or item.doc_type) for item in items) / len(items)
    strange = next((item.title[:80] for item in items if not item.number and not item.doc_type), "")
    lack = f"{percent(1 - share)} số mục không có số, ký hiệu và không rõ loại văn bản, ví dụ “{strange}”"
    return combine(case, [Part(1, min(1.0, share / case.number("pure_share")), lack=lack)], "unread")


def complaint_channel(case: Case) -> Verdict:
    """Pass where a way named by `labels` takes complaints on this section's documents; half where the portal
    has a general way for questions and complaints only.
    """
    verdict = unseen(case) or _unasked(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    home, labels = technical_of(case).links, case.names("labels")
    texts = [item.title for item in case.section.items]
    texts += [" ".join((*link.parents[-1:], link.label)) for link in (*case.section.links, *(home or ()))]
    if any(says(text, labels) for text in texts):
        return combine(case, [Part(1, 1)], "unread")
    if home is None:
        return combine(case, [Part(1, 0, 1)], "links_unread")
    general = case.facts.sections.get("qa")
    if general is not None and general.state == "present":
        return combine(case, [Part(1, 0.5, lack="mới có kênh hỏi đáp, phản ánh chung của cổng")], "unread")
    lost = general is None or general.state == "unknown"
    return combine(case, [Part(1, 0, float(lost), "không thấy kênh tiếp nhận nào")], "links_unread")
