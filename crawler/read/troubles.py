"""Pages that are not what they seem: not found with a 200, being built, closed, a challenge, a shell."""

import re

from crawler.facts import Answer, Form, Listing, Trouble
from crawler.read.html import Tree
from crawler.read.text import fold

_NOT_FOUND = re.compile(
    r"(?:khong tim thay|khong ton tai|khong co|khong thay) (?:noi dung |duong dan )?(?:trang|duong dan"
    r"|noi dung|bai viet|lien ket|yeu cau|du lieu trang)"
    r"(?: [a-z]+){0,6}|(?:trang|duong dan|noi dung|bai viet|lien ket|url|tin bai|chuyen muc)(?: web| nay"
    r"| ban| ma ban| quy vi| dang| vua| can| muon"
    r"| tim| truy cap| yeu cau| xem| kiem){0,9} (?:khong (?:con )?(?:ton tai|tim thay|co that|duoc tim "
    r"thay)|da (?:bi )?(?:xoa|go|xoa bo|di chuyen))"
    r"|(?:page|file|resource|content|item) (?:was |is |could |can |has |requested |you requested |you "
    r"are looking for )*(?:not |cannot |n't )?(?:be )?"
    r"(?:not found|cannot be found|could not be found|does ?n[o']t exist)|page cannot be found|loi 404"
    r"|404 (?:not found|error|- )|error 404"
    r"|http 404|khong tim thay trang"
)
_NOT_FOUND_TITLE = re.compile(r"\b404\b|not found|khong tim thay|khong ton tai|trang loi|page error")
_BUILDING = re.compile(
    r"\W*(?:(?:xin loi|thong bao|hien|hien tai|hien nay|luu y)[\s,:]*)?"
    r"(?:(?:noi dung|trang|du lieu|chuyen muc|thong tin|website|trang web|muc|chuc nang|chuyen trang|he "
    r"thong|tinh nang)"
    r"(?: [a-z]+){0,5} )?(?:hien )?(?:(?:van )?dang|se som|se duoc|se) (?:trong (?:qua trinh |thoi gian "
    r")?)?(?:duoc |tiep tuc )?"
    r"(?:cap nhat|xay dung|hoan thien|bo sung|phat trien|nang cap noi dung|chay thu)(?: [a-z]+){0,6}\W*"
    r"|\W*(?:(?:trang|site|page)\W+)?(?:under construction|coming soon)\W*"
    r"|\W*(?:hien )?(?:tai )?(?:[a-z]+ ){0,4}?chua (?:co|cap nhat|duoc cap nhat)(?: [a-z]+){0,2}? "
    r"?(?:noi dung|du lieu|bai viet|tin bai|van ban"
    r"|thong tin)(?: [a-z]+){0,5}\W*"
)
_CLOSED = re.compile(
    r"(?:website|he thong|trang web|cong thong tin(?: dien tu)?|trang thong tin(?: dien tu)?|may chu"
    r"|trang)(?: [a-z]+){0,4} (?:dang|tam) (?:duoc )?(?:bao tri"
    r"|nang cap|ngung|dung|tam ngung|tam dung|gian doan)|bao tri he thong|under maintenance|scheduled "
    r"maintenance|tam (?:ngung|dung) hoat dong"
    r"|site (?:is )?(?:temporarily |currently )?(?:unavailable|offline|down)|service (?:temporarily "
    r")?unavailable"
    r"|tam thoi khong (?:kha dung|truy cap duoc)|servicebusy|may chu (?:dang )?qua tai"
)
_CHALLENGE = re.compile(
    r"cf-browser-verification|challenge-platform|cf_chl|_incapsula_resource|incapsula incident"
    r"|sucuri_cloudproxy|ddos-guard|"
    r"just a moment|checking your browser|attention required|verify(?:ing)? you are (?:a )?human"
    r"|request unsuccessful|web application firewall"
    r"|d1n=|document\.cookie\s*=\s*[\"'](?:d1n|__test|sl-|_u|acw_)|slowaes|toNumbers\(|the requested "
    r"url was rejected|access denied.{0,40}(?:waf|policy)"
    r"|xac (?:minh|nhan|thuc) (?:ban )?(?:khong phai|la con nguoi|la nguoi that)|g-recaptcha|hcaptcha"
    r"|nhap ma (?:bao ve|xac nhan|captcha) de tiep tuc",
    re.IGNORECASE,
)
_COOKIE = re.compile(r"document\.cookie\s*=", re.IGNORECASE)
_RELOAD = re.compile(r"location\.(?:reload|href|replace)|location\s*=|window\.location", re.IGNORECASE)
_LOGIN = re.compile(r"dang nhap|login|log in|sign in|mat khau|password")
_NEEDS_LOGIN = re.compile(
    r"(?:vui long|ban (?:can|phai)|yeu cau|hay) dang nhap (?:de|vao|truoc)|please "
    r"(?:log|sign) in"
)
_PARKED = re.compile(
    r"domain (?:is )?(?:for sale|parked|has expired|expired)|buy this domain|this domain may be for sale"
    r"|ten mien (?:nay )?(?:dang duoc )?(?:rao )?ban"
    r"|ten mien (?:nay )?da (?:het han|dang ky)|welcome to nginx|apache2? (?:debian |ubuntu )?default "
    r"page|it works!|iis windows server"
    r"|sedoparking|hugedomains|default web site page|website (?:nay )?da het han|tai khoan (?:hosting "
    r")?(?:da )?bi (?:tam )?khoa|account suspended|index of /"
)
_SHELL_ROOT = re.compile(r"^(?:root|app|__next|__nuxt|q-app|main-app|app-root|spa|application)$")
_SCRIPT_SAID = re.compile(r"enable javascript|javascript|kich hoat|bat javascript|trinh duyet")
_SHORT, _PAGE = 700, 2_500
_SAID = 60


def read_troubles(
    answer: Answer,
    tree: Tree,
    text: str,
    headings: tuple[str, ...],
    listings: tuple[Listing, ...],
    links: int,
    all_text: int,
) -> tuple[Trouble, ...]:
    """What is wrong with the page; empty: nothing. `text` is its main part, `all_text` the length of all."""
    troubles: list[Trouble] = list(tree.troubles)
    plain = fold(text[:4000])
    title = fold(tree.title)
    entries = sum(len(one.items) for one in listings if one.place == "main" and one.kind != "links")
    short = len(text) < _SHORT and entries < 3
    if _is_challenge(answer, tree, plain, title, links):
        troubles.append("challenge")
    elif _PARKED.search(f"{title} {plain[:1500]}") and links < 15 and all_text < _PAGE:
        troubles.append("parked")
    elif _is_closed(answer, title, plain, headings, short, all_text):
        troubles.append("maintenance")
    elif _is_missing(answer, title, plain, headings, short):
        troubles.append("soft_404")
    elif _is_login(tree.forms, title, plain, entries, text):
        troubles.append("login")
    elif _is_shell(answer, tree, text, links, all_text):
        troubles.append("needs_script")
    elif _is_building(text, entries):
        troubles.append("under_construction")
    return tuple(dict.fromkeys(troubles))


def _is_challenge(answer: Answer, tree: Tree, plain: str, title: str, links: int) -> bool:
    if links > 12 or len(plain) > 1500:
        return False
    seen = f"{title} {plain} {tree.scripts[:20_000]} {fold(tree.noscript)}"
    if _CHALLENGE.search(seen) or _CHALLENGE.search(str(answer.body[:4000], "latin-1")):
        return True
    return len(plain) < 300 and bool(_COOKIE.search(tree.scripts)) and bool(_RELOAD.search(tree.scripts))


def _is_closed(
    answer: Answer, title: str, plain: str, headings: tuple[str, ...], short: bool, all_text: int
) -> bool:
    if not _CLOSED.search(f"{title} {fold(' '.join(headings[:3]))} {plain[:800]}"):
        return False
    return (short and all_text < 1500) or bool(_CLOSED.search(title)) or answer.status == 503


def _is_missing(answer: Answer, title: str, plain: str, headings: tuple[str, ...], short: bool) -> bool:
    if answer.status in (404, 410):
        return True
    if _NOT_FOUND_TITLE.search(title) and short:
        return True
    heads = fold(" | ".join(headings[:4]))
    if _NOT_FOUND.search(heads) or re.search(r"\b404\b", heads):
        return short
    return short and _NOT_FOUND.search(plain[:600]) is not None


def _is_login(forms: tuple[Form, ...], title: str, plain: str, entries: int, text: str) -> bool:
    if entries >= 3 or len(text) > 1500:
        return False
    has_form = any(form.purpose == "login" for form in forms)
    if has_form and (_LOGIN.search(title) or (_LOGIN.search(plain) and len(text) < 400)):
        return True
    return len(text) < _SHORT and _NEEDS_LOGIN.search(plain) is not None


def _is_shell(answer: Answer, tree: Tree, text: str, links: int, all_text: int) -> bool:
    if links > 8 or all_text > 600 or tree.script_count == 0:
        return False
    if answer.fetch.render and len(text) >= _SAID:
        return False  # its scripts have run, and this is all it says
    roots = any(
        _SHELL_ROOT.match(element.get("id") or "") or element.tag == "app-root"
        for element in tree.root.iter("div", "app-root", "main", "section")
    )
    told = bool(_SCRIPT_SAID.search(fold(tree.noscript)))
    return (
        roots
        or told
        or (len(text) < 80 and links < 3 and (tree.script_count >= 2 or len(tree.scripts) > 3000))
    )


def _is_building(text: str, entries: int) -> bool:
    """Does a line of the page's own, short text say that there is nothing yet?"""
    if entries or len(text) > _SHORT:
        return False
    return any(len(line) < 120 and _BUILDING.fullmatch(fold(line)) for line in text.split("\n"))
