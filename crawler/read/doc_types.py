"""Kinds of documents and who issues them, by the abbreviations of their numbers.

Types after Decree 30/2020/NĐ-CP (appendix III) and the laws on the making of laws of 2015 and 2025.
"""

TYPES: dict[str, str] = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QYĐ": "Quy định",
    "TC": "Thông cáo", "TB": "Thông báo", "HD": "Hướng dẫn", "CTR": "Chương trình",
    "CTRHĐ": "Chương trình hành động",
    "CTHĐ": "Chương trình hành động", "KH": "Kế hoạch",
    "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo", "BB": "Biên bản", "TTR": "Tờ trình",
    "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GP": "Giấy phép", "GPTTĐT": "Giấy phép",
    "PG": "Phiếu gửi", "PC": "Phiếu chuyển",
    "CV": "Công văn", "KL": "Kết luận", "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch", "PL": "Pháp lệnh", "L": "Lệnh", "SL": "Sắc lệnh",
    "VBHN": "Văn bản hợp nhất",
    "LCT": "Lịch công tác", "QT": "Quy trình", "ĐKTTHC": "Đăng ký",
}  # fmt: skip

# Other names that titles begin with; the longer one first where one begins another.
_NAMES = (
    "Thông tư liên tịch", "Nghị quyết liên tịch", "Chương trình hành động", "Văn bản hợp nhất", "Hiến pháp",
    "Bộ luật", "Công văn", "Luật", "Lệnh", "Thông báo kết luận", "Quy hoạch",
)  # fmt: skip
TITLE_NAMES: tuple[str, ...] = tuple(sorted({*TYPES.values(), *_NAMES}, key=len, reverse=True))

NORMATIVE_TYPES: frozenset[str] = frozenset(
    {
        "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết", "Nghị quyết liên tịch",
    "Nghị định",
        "Quyết định", "Thông tư", "Thông tư liên tịch", "Chỉ thị",
    }
)  # fmt: skip
ALWAYS_NORMATIVE: frozenset[str] = frozenset(
    {
        "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết liên tịch", "Thông tư",
        "Thông tư liên tịch",
    }
)  # fmt: skip
DIRECTIVE_TYPES: frozenset[str] = frozenset(
    {
        "Chỉ thị", "Công văn", "Công điện", "Kế hoạch", "Thông báo", "Thông báo kết luận", "Quyết định",
        "Chương trình", "Chương trình hành động", "Hướng dẫn", "Kết luận", "Báo cáo", "Phương án", "Đề án",
        "Tờ trình", "Giấy mời", "Lịch công tác", "Thông cáo", "Quy chế", "Quy định",
    }
)  # fmt: skip

AUTHORITIES: dict[str, str] = {
    "CP": "Chính phủ", "TTG": "Thủ tướng Chính phủ", "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "QH": "Quốc hội",
    "CTN": "Chủ tịch nước", "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân",
    "TTHĐND": "Thường trực Hội đồng nhân dân", "VPCP": "Văn phòng Chính phủ", "VP": "Văn phòng",
    "VPUBND": "Văn phòng Ủy ban nhân dân", "VPUB": "Văn phòng Ủy ban nhân dân",
    "HĐTP": "Hội đồng Thẩm phán Tòa án nhân dân tối cao", "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao", "KTNN": "Kiểm toán nhà nước",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "TTCP": "Thanh tra Chính phủ", "TU": "Tỉnh ủy", "TW": "Trung ương", "HU": "Huyện ủy", "ĐU": "Đảng ủy",
    "BCĐ": "Ban Chỉ đạo", "BQL": "Ban Quản lý", "BQLKKT": "Ban Quản lý Khu kinh tế",
    "BTC": "Bộ Tài chính", "BNV": "Bộ Nội vụ", "BTP": "Bộ Tư pháp", "BCT": "Bộ Công Thương",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế", "BGDĐT": "Bộ Giáo dục và Đào tạo", "BKHCN": "Bộ Khoa học và Công nghệ",
    "BTTTT": "Bộ Thông tin và Truyền thông", "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BGTVT": "Bộ Giao thông vận tải",
    "BTNMT": "Bộ Tài nguyên và Môi trường", "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNMT": "Bộ Nông nghiệp và Môi trường", "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao", "BDTTG": "Bộ Dân tộc và Tôn giáo", "UBDT": "Ủy ban Dân tộc",
    "STC": "Sở Tài chính", "SNV": "Sở Nội vụ", "STP": "Sở Tư pháp", "SCT": "Sở Công Thương",
    "SXD": "Sở Xây dựng",
    "SYT": "Sở Y tế", "SGDĐT": "Sở Giáo dục và Đào tạo", "SKHCN": "Sở Khoa học và Công nghệ",
    "STTTT": "Sở Thông tin và Truyền thông", "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "SGTVT": "Sở Giao thông vận tải",
    "STNMT": "Sở Tài nguyên và Môi trường", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn",
    "SNNMT": "Sở Nông nghiệp và Môi trường", "SLĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch", "SDTTG": "Sở Dân tộc và Tôn giáo", "SNGV": "Sở Ngoại vụ",
    "TTT": "Thanh tra tỉnh", "CAT": "Công an tỉnh",
}  # fmt: skip
