"""Initiatives to rows: what is the same, the fullest name, number, period, status, progress, lead body, place."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.resolve.initiatives import initiatives_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of
from pipeline.tables.schema import Initiative

Make = Callable[..., Doc]


def rows(doc: Doc) -> list[Initiative]:
    return initiatives_of(doc).rows


def test_the_fullest_mention_names_the_row(doc: Make) -> None:
    d = doc(
        "Đề án 06 được triển khai. Đề án 06 của Chính phủ về phát triển ứng dụng dữ liệu dân cư giúp người dân. "
        "Công an xã thực hiện Đề án 06."
    )
    (row,) = rows(d)
    assert row.name == "Đề án 06 của Chính phủ về phát triển ứng dụng dữ liệu dân cư"
    assert (row.id, row.number, row.mentions, row.kind) == ("bai-1/i1", "06", 3, "plan")
    assert d.text[row.start : row.end] == row.name
    assert row.sentence.startswith("Đề án 06 của Chính phủ")


def test_other_words_and_aliases_are_the_same(doc: Make) -> None:
    d = doc(
        "Ra mắt Tổ tuần tra, kiểm soát về an ninh trật tự (Tổ 171) của Công an thị xã Điện Bàn. "
        "Lực lượng 171 tuần tra mỗi đêm. Tổ 171 bắt hai đối tượng."
    )
    (row,) = rows(d)
    assert row.name == "Tổ tuần tra, kiểm soát về an ninh trật tự (Tổ 171)"
    assert (row.number, row.mentions) == ("171", 3)
    assert row.lead_organization == next(o.id for o in organizations_of(d).rows if o.name == "Công an thị xã Điện Bàn")


def test_committees_of_two_levels_are_two(doc: Make) -> None:
    d = doc("Ban Chỉ đạo 389 quốc gia họp. Ban Chỉ đạo 389 tỉnh báo cáo. Ban Chỉ đạo 389 quốc gia biểu dương.")
    assert [(r.name, r.mentions) for r in rows(d)] == [("Ban Chỉ đạo 389 quốc gia", 2), ("Ban Chỉ đạo 389 tỉnh", 1)]


def test_documents_of_two_kinds_with_one_number_are_two(doc: Make) -> None:
    d = doc("Thực hiện Chỉ thị số 16 của Thủ tướng Chính phủ và Nghị quyết số 16 của Bộ Chính trị.")
    assert [r.number for r in rows(d)] == ["16", "16"]


@pytest.mark.parametrize(
    ("text", "period", "first", "last"),
    [
        (
            "Mở đợt cao điểm trấn áp tội phạm từ ngày 15/11 đến 15/12/2024.",
            "từ ngày 15/11 đến 15/12/2024",
            "2024-11-15",
            "2024-12-15",
        ),
        (
            "Đề án xây dựng xã sạch về ma túy giai đoạn 2021 - 2025 được duyệt.",
            "giai đoạn 2021 - 2025",
            "2021-01-01",
            "2025-12-31",
        ),
        ("Ra mắt mô hình “Tiếng kẻng an ninh” tại thôn.", None, None, None),
    ],
)
def test_period(doc: Make, text: str, period: str | None, first: str | None, last: str | None) -> None:
    (row,) = rows(doc(text))
    assert (row.period, row.period_from, row.period_to) == (period, first, last)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Tỉnh đề xuất mô hình “Camera an ninh”.", "proposed"),
        ("Thị xã duy trì mô hình “Camera an ninh”.", "under_way"),
        ("Mô hình “Camera an ninh” được nhân rộng.", "expanded"),
        ("Xã thực hiện thành công mô hình “Camera an ninh”.", "achieved"),
        ("Người dân nhắc tới mô hình “Camera an ninh”.", None),
    ],
)
def test_status(doc: Make, text: str, status: str | None) -> None:
    (row,) = rows(doc(text))
    assert row.status == status


def test_progress(doc: Make) -> None:
    (row,) = rows(doc("Phường xây dựng mô hình “Công an phường kiểu mẫu”, đã đạt 16/22 tiêu chí."))
    assert row.progress == "16/22 tiêu chí"


def test_place(doc: Make) -> None:
    d = doc("Mô hình “Tiếng kẻng an ninh” tại xã Đại Hồng, huyện Đại Lộc hoạt động tốt.")
    (row,) = rows(d)
    assert row.place == places_of(d).rows[0].id
    assert rows(doc("Mô hình “Tiếng kẻng an ninh” hoạt động tốt."))[0].place is None
