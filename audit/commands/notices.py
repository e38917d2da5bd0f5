"""`congkhai notices`: drafts of the letters of a round."""

from audit.console import log_to, note, tell
from audit.options import Db, Dir, Sender, Templates


def command(folder: Dir, db: Db = None, sender: Sender = None, templates: Templates = None) -> None:
    """Soạn dự thảo: công văn cho từng cơ quan còn thiếu sót, thông báo chung, công văn xin mở truy cập.

    Văn bản theo thể thức Nghị định 30/2020/NĐ-CP, chưa ký, để trống số và ngày. Dự thảo đã sửa tay và văn bản
    đã phát hành được giữ nguyên khi chạy lại. Có LibreOffice thì kèm bản PDF. Thư mục con tra-loi có bảng
    tính để từng cơ quan trả lời.
    """
    if folder.is_dir():
        log_to(folder / "congkhai.log")
    from audit.notices import NoticeError, draft
    from audit.office import office

    try:
        drafted = draft(folder, db=db, sender=sender, templates=templates)
    except NoticeError as error:
        note(str(error))
        return
    if sender is None:
        note("Dùng hồ sơ cơ quan gửi mẫu. Gửi thật thì chỉ định --sender tệp-của-đơn-vị.yaml.")
    for letter in drafted.issued:
        note(f"{letter.file}: đã phát hành số {letter.number} ngày {letter.issued:%d/%m/%Y}, không soạn lại.")
    for path in drafted.edited:
        note(f"{path}: đã sửa tay, giữ nguyên (xóa tệp này rồi chạy lại nếu muốn soạn lại).")
    if drafted.written and not drafted.pdf:
        missing = (
            "không chuyển được" if office() else "máy không có LibreOffice (apt install libreoffice-writer)"
        )
        note(f"Chưa có bản PDF: {missing}.")
    for path in drafted.written:
        tell(str(path))
    with_pdf = f", kèm {len(drafted.pdf)} bản PDF cùng tên" if drafted.pdf else ""
    note(
        f"Xong {len(drafted.written)} dự thảo{with_pdf}. "
        "Sau khi ký: congkhai issue TỆP --number SỐ --date NGÀY."
    )
