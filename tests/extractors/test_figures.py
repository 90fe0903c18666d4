"""Figures: what is one, its value and unit; dates, ages, labels and idioms are none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.figures import find_figures
from pipeline.extractors.initiatives import find_initiatives
from pipeline.extractors.numbers import parse, plain
from pipeline.extractors.periods import find_periods
from pipeline.lexicon import load

Make = Callable[..., Doc]


def found(doc: Doc) -> list[tuple[str, str]]:
    return [(f.value, f.unit) for f in find_figures(doc)]


FIGURES = [
    ("Công an huyện bắt 34 vụ, 46 đối tượng.", [("34", "vụ"), ("46", "đối tượng")]),
    ("Toàn tỉnh có 1.275 camera an ninh.", [("1275", "camera")]),
    ("Tổng số tiền phạt 2,5 tỷ đồng.", [("2500000000", "đồng")]),
    ("xử phạt 730 triệu đồng", [("730000000", "đồng")]),
    ("thiệt hại 1 tỷ 200 triệu đồng", [("1200000000", "đồng")]),
    ("lừa đảo gần 150 tỷ của nhiều người", [("150000000000", "đồng")]),
    ("trị giá 40 triệu USD", [("40000000", "USD")]),
    ("tịch thu 21, 218 tỷ đồng", [("21218000000", "đồng")]),
    ("Có hai đối tượng bỏ chạy, ba người bị thương.", [("2", "đối tượng"), ("3", "người")]),
    ("huy động mười hai tổ công tác", [("12", "tổ")]),
    ("phường đạt 16/22 tiêu chí", [("16/22", "tiêu chí")]),
    ("nằm trong tốp 20/63 tỉnh, thành phố", [("20/63", "tỉnh, thành phố")]),
    ("phấn đấu có 9 - 10 xã về đích", [("9-10", "xã")]),
    ("cần từ 3 đến 5 tỷ đồng", [("3000000000-5000000000", "đồng")]),
    ("phạt 50 triệu đồng đến dưới 300 triệu đồng", [("50000000-300000000", "đồng")]),
    ("tỷ lệ khám phá án đạt 82,66%", [("82.66", "%")]),
    ("hơn 3 nghìn lượt người tham gia", [("3000", "lượt người")]),
    ("góp 6 triệu yen, 5 triệu kip, 2 tỷ rupee", [("6000000", "yen"), ("5000000", "kip"), ("2000000000", "rupee")]),
    ("lực lượng của Đội 4 phát hiện lô hàng, bắn 3 phát", [("3", "phát")]),
    ("có 7/9 xóm tham gia", [("7/9", "xóm")]),
    ("bị tuyên phạt 15 năm tù", [("15", "năm tù")]),
    ("lĩnh 3 năm 6 tháng tù", [("42", "tháng tù")]),
    ("mức án tù từ 13-20 năm", [("13-20", "năm")]),
    ("phạt tù từ ba năm đến mười năm", [("3-10", "năm")]),
    ("thu giữ 7 chiếc xe máy", [("7", "xe máy")]),
    ("xây 33.000m³ bể chứa, trải 400 m2 sân", [("33000", "m3"), ("400", "m2")]),
    ("sàn rộng 3,9 triệu m2sàn nhà ở", [("3900000", "m2")]),
    ("năng lực 600 mẫu/ngày", [("600", "mẫu/ngày")]),
    ("giá 100 triệu đồng/căn", [("100000000", "đồng/căn")]),
    ("có 1.470 cán bộ, chiến sĩ tham gia tại 5 xã, thị trấn", [("1470", "cán bộ, chiến sĩ"), ("5", "xã, thị trấn")]),
    ("xử lý 9 vụ/17 đối tượng", [("9", "vụ"), ("17", "đối tượng")]),
    ("trong tổng số 4.869 tuyến đường", [("4869", "tuyến đường")]),
    ("mỗi tổ 5 người, mỗi năm 3 lần", [("5", "người"), ("3", "lần")]),
    ("tạo 1,3 triệu việc làm", [("1300000", "việc làm")]),  # no money
    ("Ban tổ chức trao 10 giải Nhất", [("10", "giải Nhất")]),
    ("lập biên bản 57 trường hợp, yêu cầu 13 phường ra quân", [("57", "trường hợp"), ("13", "phường")]),
    ("trường có 56 em được cấp học bổng", [("56", "em")]),
    (
        "đội mũ bảo hiểm: 150 mũ bảo hiểm, 13 nhà vệ sinh, 24 quận huyện",
        [("150", "mũ bảo hiểm"), ("13", "nhà vệ sinh"), ("24", "quận huyện")],
    ),
    ("phong trào 5 không 3 sạch", []),
    ("lĩnh 6 năm tù giam", [("6", "năm tù")]),
    ("chị nuôi 4 người con", [("4", "người con")]),
    ("các đội xếp từ thứ 5 đến 8 tranh vé, 3 đội bóng dự giải", [("3", "đội bóng")]),
    ("ghi nhận 350 ca mắc tay chân miệng, 6 ca nặng", [("350", "ca mắc"), ("6", "ca")]),
    (
        "cả nước có 12 trung tâm sát hạch, 9 đơn vị hành chính",
        [("12", "trung tâm sát hạch"), ("9", "đơn vị hành chính")],
    ),
    ("kiểm tra 212 lượt cơ sở, đón 40 lượt đại biểu", [("212", "lượt cơ sở"), ("40", "lượt đại biểu")]),
    ("khởi tố 4 cựu cán bộ, 2 nguyên chủ tịch xã", [("4", "cựu cán bộ"), ("2", "nguyên chủ tịch xã")]),
    ("thu 2 con dao, 3 con trâu, 5 bao tải", [("2", "dao"), ("3", "con trâu"), ("5", "bao tải")]),
    ("thu giữ 2 bánh heroin", [("2", "bánh")]),
    (
        "trừ điểm 1.610 giấy phép lái xe, sai quy định 273 trường hợp",
        [("1610", "giấy phép lái xe"), ("273", "trường hợp")],
    ),
    ("phạt từ 800.000 - 1 triệu đồng", [("800000-1000000", "đồng")]),
    ("giá 4 triệu đồng/m 2, 5 triệu/m2", [("4000000", "đồng/m2"), ("5000000", "đồng/m2")]),
    ("ô tô loại 12-15 chỗ ngồi", [("12-15", "chỗ ngồi")]),
    ("thu 1 súng ngắn, 2 xe môtô, 3 viên gạch", [("1", "súng ngắn"), ("2", "xe môtô"), ("3", "viên gạch")]),
    ("lái xe 7 chỗ qua trạm 220kV", []),
    ("trộm 12 xẻng", [("12", "xẻng")]),  # a noun that no lexicon holds
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(doc: Make, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(doc(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 22/1, Công an tỉnh tổ chức hội nghị.",
        "Năm 2023 tình hình ổn định.",
        "Từ ngày 15/11 đến 15/12/2024, lực lượng ra quân.",
        "Khoảng 7 giờ 30, lúc 17g ngày 5/6, 20h30 cùng ngày.",
        "Nguyễn Văn Tám, 32 tuổi, sinh năm 1988",
        "trên Quốc lộ 1A, đường 3 tháng 2, tại tổ 7, phường 5, quận 3 tổ chức",
        "theo Điều 12, khoản 3 và Chỉ thị 05, Đề án 06",
        "Tổ 171 và Ban Chỉ đạo 138 họp",
        "trong 6 tháng, suốt 3 năm, sau 10 ngày",
        "nhiều vụ, hàng chục vụ, hàng trăm triệu đồng, vài đối tượng",
        "hai bên đường, hai vợ chồng, cả hai tay, ba lô, xe ba gác",
        "một người dân cho biết",
        "dịch Covid-19 người dân",
        "xe biển kiểm soát 61A-052.87 chạy",
        "ông Ba, bà Tư, ông Sáu cùng đi",
        "phương châm 4 tại chỗ",
        "lần thứ 3, lần 2",
        "xe 16 chỗ",
        "1 số băng nhóm",
        "đến ngã 3 chợ, hai nước ký kết, xe mô tô 2 bánh",
        "xe biển số 36F1-202.59",
        "gọi 0905.123.456",
    ],
)
def test_no_figures(doc: Make, text: str) -> None:
    assert found(doc(text)) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("có hơn 200 người", "over"),
        ("gần 3 nghìn lượt khách", "under"),
        ("khoảng 40 vụ", "about"),
        ("không quá 5 người", "under"),
        ("ít nhất 3 tổ", "over"),
        ("bắt 34 vụ", "exact"),
    ],
)
def test_qualifier(doc: Make, text: str, qualifier: str) -> None:
    assert [f.qualifier for f in find_figures(doc(text))] == [qualifier]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("tội phạm giảm 5,2%", "down"),
        ("tăng hơn 12 vụ so với cùng kỳ", "up"),
        ("kéo giảm 3 vụ", "down"),
        ("tăng lên 40 vụ", None),
        ("xảy ra 40 vụ", None),
    ],
)
def test_change(doc: Make, text: str, change: str | None) -> None:
    assert [f.change for f in find_figures(doc(text))] == [change]


def test_what_is_counted(doc: Make) -> None:
    text = "Công an phá 12 vụ án ma túy, thu 5 khẩu súng quân dụng và 30 bánh heroin được giấu kín."
    assert [f.counted for f in find_figures(doc(text))] == ["ma túy", "quân dụng", "heroin"]
    assert [f.counted for f in find_figures(doc("Hai bị cáo Trịnh Văn Tám, 2 túi ni lông đựng ma túy."))] == [
        None,
        None,
    ]
    text = "Xảy ra 47 vụ tai nạn giao thông, 12 vụ phạm tội về trật tự xã hội; thu hơn 41kg ma túy các loại, phạt 5 triệu đồng."
    counted = ["tai nạn giao thông", "phạm tội về trật tự xã hội", "ma túy các loại", None]
    assert [f.counted for f in find_figures(doc(text))] == counted


def test_the_period_of_a_figure_is_not_what_it_is_compared_with(doc: Make) -> None:
    d = doc("Năm 2023, toàn tỉnh xảy ra 34 vụ, giảm 5 vụ so với năm 2022.")
    s = syllables(d)
    assert [s.surface(*f.period) for f in find_figures(d) if f.period] == ["Năm 2023", "Năm 2023"]


def test_the_text_is_number_and_unit(doc: Make) -> None:
    d = doc("thu giữ hơn 02 chiếc xe ô tô và 1.000 ha đất")
    s = syllables(d)
    assert [s.surface(f.start, f.end) for f in find_figures(d)] == ["02 chiếc xe ô tô", "1.000 ha"]


@pytest.mark.parametrize(
    ("token", "fractional", "value"),
    [
        ("1.275", False, "1275"),
        ("2,5", True, "2.5"),
        ("30.02", True, "30.02"),
        ("13,458", True, "13.458"),
        ("2,500", False, "2500"),
        ("3.000,5", True, "3000.5"),
        ("1,250,000", False, "1250000"),
        ("02", False, "2"),
    ],
)
def test_numbers_in_digits(token: str, fractional: bool, value: str) -> None:
    number = parse(token, fractional)
    assert number is not None
    assert plain(number) == value


def test_dates_are_no_numbers() -> None:
    assert parse("22.1.2024", False) is None
    assert plain(Decimal("1E+3")) == "1000"


def test_examples_of_the_lexicon(doc: Make) -> None:
    lexicon = load("figures")
    assert [t for t in lexicon.match if not found(doc(t))] == []
    assert [t for t in lexicon.no_match if found(doc(t))] == []


TEXT = """ngày tháng năm từ đến quý I 22 / - 1 2024 30 29.2 0905.1 sáng hết cuối đầu giai đoạn nay % tỷ mười mươi hai
đồng tù chiếc gấp các xe chỗ mô hình Đề án số 06 /QĐ kế hoạch của về việc Ban Chỉ đạo 138 tỉnh Chỉ thị (khóa (
) “ ” : . , ² ½ ٣ m m2 x văn bản số 5 triệu rưỡi
"""
FRAGMENTS = TEXT.split()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(FRAGMENTS), max_size=25), glue=st.sampled_from(["", " ", "\n"]))
def test_broken_text_is_read_without_an_error(doc: Make, words: list[str], glue: str) -> None:
    d = doc(glue.join(words))
    n = len(syllables(d))
    for found in (find_figures(d), find_initiatives(d), find_periods(d)):
        assert all(0 <= m.start < m.end <= n for m in found)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Toàn tỉnh kéo giảm 7% số vụ phạm tội về trật tự xã hội.", "số vụ phạm tội về trật tự xã hội"),
        ("Kích hoạt 121.340 tài khoản định danh điện tử mức 2.", "định danh điện tử"),
        ("Xử lý 19 trường hợp vi phạm trật tự an toàn giao thông.", "vi phạm trật tự an toàn giao thông"),
        ("Huyện kiện toàn 87 tổ bảo vệ an ninh, trật tự với nhiều thành viên.", "bảo vệ an ninh, trật tự"),
        ("Vận động 9.870 hộ trang bị bình chữa cháy.", "trang bị bình chữa cháy"),
    ],
)
def test_what_is_counted_is_told_to_its_end(doc: Make, text: str, counted: str) -> None:
    assert [f.counted for f in find_figures(doc(text))] == [counted]


def test_a_quoted_name_is_counted_if_it_is_one(doc: Make) -> None:
    d = doc("Quận lập 214 “Tổ liên gia an toàn PCCC”. Hai “con đường đắt nhất” của thành phố.")
    s = syllables(d)
    assert [(s.surface(f.start, f.end), f.unit) for f in find_figures(d)] == [
        ("214 “Tổ liên gia an toàn PCCC”", "Tổ liên gia")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mỗi buôn treo 5 đến 7 chiếc kẻng.", [("5-7", "kẻng")]),
        ("Các họ hòa giải 287/305 mâu thuẫn.", [("287/305", "mâu thuẫn")]),
        ("Trường có 19 em hút thuốc lá điện tử.", [("19", "em")]),
        ("Ảnh chụp màn hình 201706/06vietnam.", []),
    ],
)
def test_ranges_and_shares_of_what_no_lexicon_names(doc: Make, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.value, f.unit) for f in find_figures(doc(text))] == expected


def test_gold_is_weighed_in_a_word_that_means_only(doc: Make) -> None:
    d = doc("Cụm 12 chỉ ngót ba chục cây số. Bà Lan mất 5 chỉ vàng, 3 chỉ. Năm 2017 chỉ còn 4 vụ.")
    s = syllables(d)
    assert [s.surface(f.start, f.end) for f in find_figures(d)] == ["ba chục cây số", "5 chỉ vàng", "3 chỉ", "4 vụ"]


@pytest.mark.parametrize(
    "text",
    ["Tổ Cảnh sát 113 khống chế đối tượng.", "Lực lượng 141 nhanh chóng có mặt.", "Người dân gọi 114 báo cháy."],
)
def test_a_service_called_by_a_number_is_no_quantity(doc: Make, text: str) -> None:
    assert list(find_figures(doc(text))) == []


def test_a_word_that_points_back_is_no_hedge(doc: Make) -> None:
    (figure,) = find_figures(doc("Vào thời điểm trên 2 thanh niên đi xe máy tới."))
    assert figure.qualifier == "exact"
