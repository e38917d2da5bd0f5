"""The sender: the authority that signs notices, with its names, symbols, signer, deadlines."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from config.loading import CONFIG, build, read_yaml

SAMPLE = CONFIG / "senders" / "mau.yaml"


class Signer(BaseModel):
    """Who signs: the form of authority ("" for the head), titles as printed, name without academic titles."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Literal["", "TM.", "Q.", "KT.", "TL.", "TUQ."] = ""
    head: str  # whose authority: "GIÁM ĐỐC"
    title: str = ""  # the signer's own title where `form` is KT., TL. or TUQ.: "PHÓ GIÁM ĐỐC"
    name: str


class Operator(BaseModel):
    """Who runs a platform that several portals share, and the domains the portals stand under."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    address_to: str = ""  # as written in "Kính gửi"
    hosts: tuple[str, ...] = Field(min_length=1)  # "truonggiang.gov.vn" stands for all names under it

    def runs(self, host: str) -> bool:
        """Does a portal of this host name stand on the platform?"""
        name = host.lower().rstrip(".")
        return any(name == known.lower() or name.endswith(f".{known.lower()}") for known in self.hosts)


class Sender(BaseModel):
    """Everything of a letter that depends on who sends it. Days are working days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parent_authority: str  # "UBND TỈNH …"
    authority: str  # "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
    authority_name: str = ""  # as written within a sentence: "Sở Khoa học và Công nghệ"
    short: str  # abbreviation in symbols: "SKHCN"
    place: str  # "Trường Giang"
    symbol_letter: str  # of a công văn: "SKHCN-CĐS"
    symbol_notice: str  # of a thông báo: "TB-SKHCN"
    symbol_report: str = ""  # of a báo cáo; left out: "BC-" and the abbreviation
    signer: Signer
    drafting_unit: str  # for "Lưu: VT, …"
    address: str
    phone: str
    email: str
    website: str = ""
    contact_person: str = ""
    copies_to: tuple[str, ...] = ()  # further receivers under "Nơi nhận"
    operators: tuple[Operator, ...] = ()
    deadline_days: int = Field(default=20, ge=1, le=365)  # to mend
    reply_days: int = Field(default=10, ge=1, le=365)  # to object (giải trình)
    reminder_days: int = Field(default=5, ge=1, le=60)  # before a deadline
    escalation_days: int = Field(default=10, ge=1, le=60)  # after a deadline that passed
    duties: tuple[str, ...] = ()  # ids of `duties.yaml`: the reports that the sender's plan asks for
    partial_threshold: float = Field(default=0.5, ge=0, le=1)  # a partial below this share is a deficiency
    calendar: str = "vn"
    language: Literal["vi"] = "vi"


def read_sender(path: Path = SAMPLE) -> Sender:
    """Read a sender's profile; raises `ConfigError` naming file and key."""
    return build(Sender, read_yaml(path), path.name)
