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


def test_a_list_of_short_lines_is_not_a_row_of_subheads(doc: Callable[..., Doc]) -> None:
    d = doc(f"{LONG}\nTrộm cắp tài sản\nĐánh bạc\nMa túy\n{LONG}")
    assert sum(z.kind == "subhead" for z in zones(d)) <= 1
