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


def test_a_short_form_and_abbreviations_are_the_same(doc: Make) -> None:
    d = doc(
        "HĐND thông qua Đề án Tăng cường bảo đảm an ninh trật tự ở bến thuyền nhằm giảm trộm cắp. "
        "Đề án bảo đảm ANTT bến thuyền được cử tri ủng hộ. Nghị định 900/2031 của Chính phủ (gọi tắt là NĐ 900) đã có. "
        "Khi NĐ 900 có hiệu lực, đường làng vắng xe chở quá tải."
    )
    assert [row.mentions for row in rows(d)] == [2, 2]


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


def test_a_document_with_its_number_and_without_are_one(doc: Make) -> None:
    text = "UBND tỉnh ra công điện khẩn về việc phòng, chống bão lũ. Công điện số 10/CĐ-UBND về việc phòng, chống bão lũ nêu rõ."
    (row,) = initiatives_of(doc(text)).rows
    assert (row.name, row.mentions) == ("Công điện số 10/CĐ-UBND về việc phòng, chống bão lũ", 2)


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
        ("Người dân nhắc tới mô hình “Camera an ninh”.", "under_way"),
    ],
)
def test_status(doc: Make, text: str, status: str | None) -> None:
    (row,) = rows(doc(text))
    assert row.status == status


PROGRESS = [
    ("Phường xây dựng mô hình “Công an phường kiểu mẫu”, đã đạt 16/22 tiêu chí.", "16/22 tiêu chí"),
    ("Hiện 12/40 thôn, xóm của huyện đã tham gia mô hình “Ngõ xóm không rác”.", "12/40 thôn, xóm"),
    ("Xã có 9 xóm thì cả 9 xóm đều duy trì mô hình “Tiếng mõ cảnh giác”.", "cả 9 xóm"),
    ("Đề án số hóa sổ hộ tịch giai đoạn 2022 - 2025 mới quét được gần 62% hồ sơ.", "62% hồ sơ"),
    ("Kế hoạch trồng rừng ven sông của huyện đã hoàn thành 80% kế hoạch.", "80% kế hoạch"),
    (
        "Tỉnh thực hiện Kế hoạch số 91/KH-UBND về xây dựng xã không ma túy. Đến nay, 20/58 xã đã sạch ma túy.",
        "20/58 xã",
    ),
    # two shares, another initiative in the sentence, a share of something else
    ("Mô hình “Xóm an toàn” có mặt tại 7/9 xóm, nay đạt 16/22 tiêu chí.", None),
    (
        "Tỉnh mở mô hình “Xóm an toàn” và mô hình “Bến đò tự quản”. Đến nay, 20/58 xã đã sạch ma túy.",
        None,
    ),
    ("Mô hình “Xóm an toàn” ra đời sau khi 30% số hộ mất trộm.", None),
]


@pytest.mark.parametrize(("text", "progress"), PROGRESS)
def test_progress(doc: Make, text: str, progress: str | None) -> None:
    assert rows(doc(text))[0].progress == progress


def test_place(doc: Make) -> None:
    d = doc("Mô hình “Tiếng kẻng an ninh” tại xã Đại Hồng, huyện Đại Lộc hoạt động tốt.")
    (row,) = rows(d)
    assert row.place == places_of(d).rows[0].id
    assert rows(doc("Mô hình “Tiếng kẻng an ninh” hoạt động tốt."))[0].place is None


FACTS = [
    (
        "Tháng 3/2020, Công an xã tham mưu UBND xã Đồng Tâm ban hành Kế hoạch số 27/KH-UBND về xây dựng liên gia tự quản.",
        ("UBND xã Đồng Tâm", "Tháng 3/2020", None),
    ),
    (
        "Công an tỉnh Quảng Nam phối hợp với Hội Liên hiệp Phụ nữ tỉnh triển khai mô hình “Nhà sạch, ngõ an”.",
        ("Công an tỉnh Quảng Nam", None, None),
    ),
    (
        "Mô hình “Ba hồi mõ” do Công an phường Cẩm Phô xây dựng, bắt đầu từ năm 2021 ở một thôn, nay đã có mặt tại 9/9 thôn.",
        ("Công an phường Cẩm Phô", "từ năm 2021", "9/9 thôn"),
    ),
    (
        "Lễ phát lệnh đợt cao điểm trấn áp tội phạm diễn ra hôm nay. Đợt cao điểm kéo dài từ ngày 15/11 đến ngày 15/12/2024.",
        (None, "từ ngày 15/11 đến ngày 15/12/2024", None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_who_leads_when_and_how_far(doc: Make, text: str, expected: tuple[str | None, ...]) -> None:
    document = doc(text)
    row = rows(document)[0]
    names = {body.id: body.name for body in organizations_of(document).rows}
    assert (names.get(row.lead_organization or ""), row.period, row.progress) == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Thời gian tới, Công an huyện sẽ mở đợt cao điểm trấn áp tội phạm.", "planned"),
        ("Chủ tịch UBND huyện yêu cầu công an mở đợt cao điểm phòng, chống đua xe trái phép.", "planned"),
        ("Công an tỉnh phải triển khai có hiệu quả Đề án 06.", "under_way"),
        ("Hội nghị tổng kết của Ban Chỉ đạo 138 tỉnh diễn ra sáng nay.", "under_way"),
        (
            "Mô hình “Ba hồi mõ” khởi đầu ở một thôn vùng ven, qua ba năm nay đã được nhân rộng ra toàn huyện.",
            "expanded",
        ),
    ],
)
def test_status_of_what_is_asked_for_summed_up_or_spread(doc: Make, text: str, status: str) -> None:
    assert rows(doc(text))[0].status == status


PLACES = [
    ("UBND xã Đại Hiệp, huyện Đại Lộc phát động phong trào “Xóm không rác”.", "Đại Hiệp"),
    ("Phong trào “Xóm không rác” được phát động tại xã Đại Hiệp, huyện Đại Lộc.", "Đại Hiệp"),
    ("Huyện Đại Lộc ra quân. Tổ công tác liên ngành kiểm tra các quán.", "Đại Lộc"),
    ("Huyện Đại Lộc thực hiện nghiêm Nghị định số 10/2020/NĐ-CP về vận tải.", None),  # holds everywhere
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_it_runs(doc: Make, text: str, place: str | None) -> None:
    document = doc(text)
    names = {row.id: row.name for row in places_of(document).rows}
    assert [names.get(row.place or "") for row in rows(document)] == [place]


def test_who_tells_of_it_leads_it_where_nobody_else_is_named(doc: Make) -> None:
    document = doc("Theo ông Lê Văn Khoa, Phó Chủ tịch UBND xã Đại Hiệp, mô hình “Ba hồi trống” ra đời từ năm 2021.")
    names = {body.id: body.name for body in organizations_of(document).rows}
    assert [names.get(row.lead_organization or "") for row in rows(document)] == ["UBND xã Đại Hiệp"]


def test_a_committee_with_a_movement_in_its_name(doc: Make) -> None:
    text = (
        "Ban Chỉ đạo 138 tỉnh họp. Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào “Toàn dân bảo vệ "
        "an ninh Tổ quốc” tỉnh Trà Vinh (Ban Chỉ đạo 138 tỉnh) yêu cầu các ngành vào cuộc."
    )
    (row,) = rows(doc(text))
    assert (row.kind, row.number, row.mentions) == ("committee", "138", 2)
    assert row.name.endswith("tỉnh Trà Vinh (Ban Chỉ đạo 138 tỉnh)")


def test_two_movements_for_security_are_two(doc: Make) -> None:
    text = "Xã đẩy mạnh phong trào toàn dân bảo vệ an ninh Tổ quốc. Công an huyện dẫn đầu phong trào thi đua “Vì an ninh Tổ quốc”."
    assert [r.kind for r in rows(doc(text))] == ["movement", "movement"]


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Công an tỉnh thưởng nóng Ban chuyên án 50 triệu đồng.",
        "Lực lượng “cánh tay nối dài” của Công an đã ra mắt.",
        "Trung tá Hải quyết tâm cùng đồng đội “Tết này không để kẻ gian có đất sống”.",
        "Buổi lễ có đội trưởng, đội phó đội dân phòng tham dự.",
        "Quê ông là nơi khởi phát phong trào Đồng khởi năm 1960.",
    ],
)
def test_no_initiatives(doc: Make, text: str) -> None:
    assert rows(doc(text)) == []


def test_the_issuer_of_a_document_is_no_subject_of_the_sentence(doc: Make) -> None:
    (row,) = rows(doc("Thực hiện Nghị quyết số 03/2024/NQ-HĐND của HĐND tỉnh, phường đã kiện toàn 14 tổ bảo vệ."))
    assert row.name == "Nghị quyết số 03/2024/NQ-HĐND của HĐND tỉnh"
