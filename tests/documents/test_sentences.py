"""Sentences that a Vietnamese editor would accept. `|` marks the cuts expected."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.documents import parts, quotations, sentences, syllables, zones

SENTENCES = [
    "Công an TP.Hội An họp ngày 22.1. | Hội nghị kéo dài hai giờ.",
    "Xử phạt 138.000 trường hợp, thu 2,5 tỷ đồng. | Số vụ giảm.",
    "Tại Q.1, P.5 và TX.Điện Bàn, ông T. trình báo. | Công an vào cuộc.",
    "“Phải làm ngay. Không được chậm trễ. Ai chậm phải chịu trách nhiệm.” - ông Lê Văn Hải nói. | Hội nghị bế mạc.",
    "Từ tp.Vũng Tàu, đoàn xe qua tx. Phú Mỹ. | Đoàn nghỉ đêm.",
    "Ông nói: “Chúng tôi đã làm. Kết quả tốt”. | Người dân đồng tình.",
    "Gồm các loại: cờ bạc, ma túy... và trộm cắp. | Tình hình đã ổn định...",
    "Ai chịu trách nhiệm? | Câu hỏi còn bỏ ngỏ! | Cần trả lời.",
    "Đợt cao điểm đã kết thúc.Theo Công an tỉnh, số vụ giảm.",
    "ThS. Trần Thị Hoa và BS. Lê Hải dự. | Buổi lễ trang trọng.",
    "Trang web baoquangnam.vn đưa tin. | Báo ra ngày 2.3.2024.",
    "Tiêu đề một\nThân bài có câu. | Câu thứ hai.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str, doc: Callable[..., Doc]) -> None:
    text = marked.replace(" | ", " ")
    d = doc(text)
    expected = [piece for line in marked.split("\n") for piece in line.split(" | ")]
    if "kết thúc.Theo" in marked:
        expected = ["Đợt cao điểm đã kết thúc.", "Theo Công an tỉnh, số vụ giảm."]
    assert [text[s.start_char : s.end_char] for s in sentences(d)] == expected


def test_parts_cut_inside_a_quotation_and_sentences_do_not(doc: Callable[..., Doc]) -> None:
    d = doc("“Phải làm ngay. Không được chậm trễ” - ông Hải nói.")
    assert len(parts(d)) == 2
    assert len(sentences(d)) == 1


def test_a_quotation_over_two_paragraphs_is_one(doc: Callable[..., Doc]) -> None:
    d = doc("“Phải làm ngay.\nKhông được chậm trễ” - ông Hải nói.")
    assert len(quotations(d)) == 1
    assert len(sentences(d)) == 2


def test_straight_quotation_marks_pair_within_a_paragraph(doc: Callable[..., Doc]) -> None:
    d = doc('Mô hình "Cổng trường an toàn" và "Camera an ninh" được nhân rộng.')
    assert len(quotations(d)) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Bảo vệ “yếu nhân” là việc khó. Ai cũng phải làm” - ông Hải nói.", ["“Bảo vệ “yếu nhân” là việc khó. Ai cũng phải làm”"]),
        ('"Đưa tiền để "can thiệp" là sai" - ông Hải nói.', ['"Đưa tiền để "can thiệp" là sai"']),
        ('Mô hình "Bếp an toàn", "Nhà xe" và "Hẻm sáng".', ['"Bếp an toàn"', '"Nhà xe"', '"Hẻm sáng"']),
        ('"Phải làm ngay.\nKhông chậm trễ," ông Hải nói.', ['"Phải làm ngay.\nKhông chậm trễ,"']),
        ('Biển đề "Cấm đỗ.\nMô hình "Bếp an toàn" tốt.', ['"Bếp an toàn"']),
    ],
)  # fmt: skip
def test_quotations_in_quotations(text: str, found: list[str], doc: Callable[..., Doc]) -> None:
    d = doc(text)
    s = syllables(d)
    assert [text[s.starts[a] : s.ends[b]] for a, b in quotations(d)] == found


LONG = "Công an huyện đã triển khai nhiều biện pháp bảo đảm an ninh trật tự trên địa bàn trong những tháng cuối năm."


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        (
            f"{LONG}\nTổ công tác tuần tra ban đêm. Ảnh: T.C\n{LONG}",
            "caption",
            "Tổ công tác tuần tra ban đêm. Ảnh: T.C",
        ),
        (f"{LONG}\nChú trọng địa bàn trọng điểm\n{LONG}", "subhead", "Chú trọng địa bàn trọng điểm"),
        (f"Thứ Tư, 09/01/2019\n{LONG}\n{LONG}", "dateline", "Thứ Tư, 09/01/2019"),
        (f"{LONG}\n{LONG}\nBài, ảnh: Hoài An", "byline", "Bài, ảnh: Hoài An"),
        (f"{LONG} Trần Hoàng", "byline", "Trần Hoàng"),
        (f"{LONG} TTXVN/Tin Tức", "byline", "TTXVN/Tin Tức"),
        (f"{LONG} (Theo AP)", "byline", "(Theo AP)"),
        (
            f"{LONG} Lực lượng chức năng kiểm tra. Ảnh: Hoài An {LONG}",
            "caption",
            "Lực lượng chức năng kiểm tra. Ảnh: Hoài An",
        ),
    ],
)
def test_zones(text: str, kind: str, surface: str, doc: Callable[..., Doc]) -> None:
    d = doc(text)
    s = syllables(d)
    assert surface in [s.surface(z.start, z.end) for z in zones(d) if z.kind == kind]


@pytest.mark.parametrize(
    ("before", "caption", "after"),
    [
        ("", "Hiện trường vụ tai nạn", "Sáng 5.3, Công an huyện Hòa Lạc cho biết hai người bị thương."),
        ("Hai người bị bắt.", "Tổ công tác khám nghiệm hiện trường", "Theo điều tra ban đầu, vụ việc xảy ra lúc 7 giờ."),
        ("Hai người bị bắt.", "Bị cáo Lê Văn Tám tại phiên tòa.", "Bản án có hiệu lực ngay."),
        ("Hai người bị bắt.", "Hai đối tượng tại cơ quan điều tra", "Ngày 5/3, công an khởi tố vụ án."),
        ("Hai người bị bắt.", "Trong ảnh: Nghi can Tám tại trụ sở công an.", "Người này khai nhận hành vi."),
        ("Hai người bị bắt.", "Tang vật vụ án.", "Công an đang điều tra."),
        ("Hai người bị bắt.", "Tổ tuần tra ban đêm. (Ảnh: Gia đình & Xã hội)", "Người dân yên tâm."),
        ("Hai người bị bắt.", "Tổ tuần tra ban đêm. Ảnh CTV.", "Người dân yên tâm."),
        ("Hai người bị bắt.", "Tổ tuần tra (Ảnh cắt từ clip)", "Người dân yên tâm."),
        ("Hai người bị bắt.", "Tổ tuần tra ban đêm. Ảnh: Dân trí", "Theo đó, người dân yên tâm."),
        ("Hai người bị bắt.", "Tang vật liên quan đến vụ án - ảnh: PV.", "Công an đang điều tra."),
        ("Hai người bị bắt.", "Nghi phạm gây án có mặt tại cơ quan công an.", "Người dân yên tâm."),
        ("Hai người bị bắt.", "Hai đối tượng bị bắt giữ tại cơ quan Công an huyện Sông Mã.", "Người dân yên tâm."),
        ("Hai người bị bắt.", "Chiếc ghế đá nơi xảy ra xô xát", "Lại gần kiểm tra, mọi người báo công an."),
        ("Hai người bị bắt.", "Xồng Páo (thứ hai từ trái qua phải) và tang vật.", "Công an đang điều tra."),
        ("", "Binh sĩ tại thủ đô Rô-ma. (Nguồn: AFP/TTXVN)", "Ngày 5/3, cảnh sát cho biết hai người bị bắt."),
    ],
)  # fmt: skip
def test_captions_that_run_into_the_text(before: str, caption: str, after: str, doc: Callable[..., Doc]) -> None:
    d = doc(f"{before} {caption} {after} {LONG}".strip())
    s = syllables(d)
    assert [s.surface(z.start, z.end) for z in zones(d) if z.kind == "caption"] == [caption]
    assert after in [part for sentence in parts(d) if (part := d.text[sentence.start_char : sentence.end_char])]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh tổ chức lễ kỷ niệm Ngày 27/7 tại nghĩa trang liệt sĩ và thăm các gia đình chính sách.",
        "Đối tượng Tám tại cơ quan điều tra khai nhận đã trộm hai xe máy của người dân trong xã.",
        "Tang vật thu giữ gồm hai xe máy và 5 triệu đồng, cùng nhiều giấy tờ có liên quan khác.",
        "Bức hình (ảnh trái) của hai chiến sĩ được nhiều người chia sẻ trên mạng xã hội tuần qua.",
        "Hiện trường vụ cháy đã được phong tỏa để công an khám nghiệm và làm rõ nguyên nhân.",
        "Theo Sở Thông tin và Truyền thông, ba trang mạng bị xử phạt vì đưa tin sai sự thật.",
        "Nghi phạm Nguyễn Văn Sáng 30 tuổi, trú tại xã Hòa Lạc, bị bắt vào đêm cùng ngày.",
    ],
)
def test_what_looks_like_a_caption_and_is_none(text: str, doc: Callable[..., Doc]) -> None:
    assert not [z for z in zones(doc(f"{LONG} {text} {LONG}")) if z.kind == "caption"]


def test_a_list_of_short_lines_is_not_a_row_of_subheads(doc: Callable[..., Doc]) -> None:
    d = doc(f"{LONG}\nTrộm cắp tài sản\nĐánh bạc\nMa túy\n{LONG}")
    assert sum(z.kind == "subhead" for z in zones(d)) <= 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nhiều người tới theo dõi vụ việc Từ sáng sớm, công an đã có mặt.", 2),
        ("Chiếc xe tại hiện trường vụ tai nạn Sáng nay, 7/2, công an khám nghiệm.", 2),
        ("Cửa hàng bán đồ gỗ Từ Sơn rất đông khách.", 1),
        ("Sáng nay ông Sáng cho biết, bà Theo vắng nhà.", 1),
    ],
)
def test_a_lost_full_stop_before_words_that_only_begin_sentences(
    text: str, count: int, doc: Callable[..., Doc]
) -> None:
    assert len(parts(doc(text))) == count
