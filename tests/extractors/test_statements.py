"""Reported speech in all its places. Marked: s who speaks, c the cue, q what was said."""

from collections.abc import Callable

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.statements import find_statements
from pipeline.resolve.statements import statements_of

STATEMENTS = [
    "<s>Thượng tá Lê Văn Hải</s> <c>cho biết</c>, <q>số vụ phạm pháp hình sự đã giảm.</q>",
    "<s>Ông Lê Văn Hải, Chủ tịch UBND huyện Đại Lộc</s> <c>khẳng định</c> <q>tình hình đã ổn định.</q>",
    "<s>Công an tỉnh</s> <c>yêu cầu</c> <q>các đơn vị tăng cường tuần tra ban đêm.</q>",
    "<s>UBND thị xã Điện Bàn</s> vừa <c>đề nghị</c> <q>các ngành vào cuộc quyết liệt.</q>",
    "<c>Theo</c> <s>bà Trần Thị Lan</s>, <q>mô hình đã phát huy hiệu quả.</q>",
    "<c>Theo báo cáo của</c> <s>Công an huyện Đại Lộc</s>, <q>toàn huyện xảy ra 34 vụ.</q>",
    "<q>Số vụ đã giảm sâu so với cùng kỳ</q>, <s>ông Lê Văn Hải</s> <c>cho biết</c>.",
    "“<q>Phải làm ngay, không được chậm trễ</q>” - <s>ông Lê Văn Hải</s> <c>nói</c>.",
    "“<q>Phải làm ngay. Không được chậm trễ.</q>”, <s>Trung tá Lê Văn Hải</s> <c>nhấn mạnh</c>.",
    "“<q>Bà con ai cũng phấn khởi khi có tổ tự quản</q>” - <s>bà Trần Thị Lan</s>.",
    "<s>Trung tá Lê Văn Hải</s> <c>chia sẻ</c>: “<q>Chúng tôi đến từng nhà, rà từng ngõ</q>”.",
]


@pytest.mark.parametrize("marked", STATEMENTS)
def test_statements(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    found = list(find_statements(d))
    assert [s.surface(m.start, m.end).strip(" ,") for m in found] == expected.of("q")
    assert [s.surface(*m.speaker) for m in found] == expected.of("s")
    assert [s.surface(*m.cue) for m in found if m.cue] == expected.of("c")
    assert [m.quoted for m in found] == ["“" in expected.text]


SILENT = [
    "Nhiều ý kiến cho rằng cần thay đổi.",
    "Cơ quan chức năng cho biết đang làm rõ.",
    "Theo kế hoạch, hội nghị diễn ra trong hai ngày.",
    "Ông cho biết, mọi việc đều ổn.",
]


@pytest.mark.parametrize("text", SILENT)
def test_unnamed_speakers_do_not_count(text: str, doc: Callable[..., Doc]) -> None:
    assert statements_of(doc(text)).rows == []


def test_what_was_said_may_stand_in_the_sentence_before(doc: Callable[..., Doc]) -> None:
    d = doc("Kết quả năm qua có phần đóng góp lớn của phong trào. Đó là khẳng định của Chủ tịch UBND tỉnh Lê Văn Hải.")
    (row,) = statements_of(d).rows
    assert (row.speaker, row.cue, row.text) == (
        "Lê Văn Hải",
        "khẳng định",
        "Kết quả năm qua có phần đóng góp lớn của phong trào.",
    )


def test_a_report_goes_on_until_somebody_else_speaks(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Ông Lê Văn Hải cho biết, số vụ đã giảm. Ngoài ra, công tác tuyên truyền được đẩy mạnh. "
        "Bà Trần Thị Lan cho rằng, cần làm tốt hơn nữa."
    )
    first, second = statements_of(d).rows
    assert first.text == "số vụ đã giảm. Ngoài ra, công tác tuyên truyền được đẩy mạnh."
    assert (second.speaker, second.text) == ("Trần Thị Lan", "cần làm tốt hơn nữa.")


def test_headlines_subheads_and_captions_say_nothing(doc: Callable[..., Doc]) -> None:
    d = doc("Toàn huyện bình yên sau nhiều năm.", title="Ông Lê Văn Hải yêu cầu làm quyết liệt")
    assert statements_of(d).rows == []


def test_short_forms_and_offices_are_brought_to_the_person(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Đại tá Lê Văn Hải - Giám đốc Công an tỉnh chủ trì hội nghị. Giám đốc Công an tỉnh yêu cầu các đơn vị bám sát cơ sở. "
        "Theo ông Hải, tình hình còn phức tạp."
    )
    rows = statements_of(d).rows
    assert [(r.speaker, r.official, r.act) for r in rows] == [
        ("Lê Văn Hải", "bai-1/o1", "direct"),
        ("Lê Văn Hải", "bai-1/o1", "report"),
    ]


def test_a_body_that_speaks_is_linked(doc: Callable[..., Doc]) -> None:
    (row,) = statements_of(doc("Công an tỉnh Quảng Nam khuyến cáo người dân cảnh giác với lừa đảo qua mạng.")).rows
    assert (row.speaker, row.organization, row.act) == ("Công an tỉnh Quảng Nam", "bai-1/g1", "warn")
