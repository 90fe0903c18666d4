"""Bodies and units in the article: which are one, where they sit, and what stands for them."""

from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.gazetteer import load
from pipeline.resolve.officials import officials_of
from pipeline.resolve.organizations import organizations_of
from pipeline.resolve.places import places_of


def unit(id_: str | None) -> str | None:
    """The full name of a unit, which tests can be read by."""
    return load().units[id_].full_name if id_ else None


def test_a_lower_body_after_a_comma_is_no_parent(doc: Callable[..., Doc]) -> None:
    rows = organizations_of(doc("Công an tỉnh, Công an huyện Hương Sơn đã bắt giữ một đối tượng.")).rows
    assert [(r.level, r.province) for r in rows] == [("province", "Hà Tĩnh"), ("district", "Hà Tĩnh")]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Công an huyện Đại Lộc (Quảng Nam) ra quân. Địa phương này đã lắp 20 camera.", 2),
        ("Công an huyện Đại Lộc (Quảng Nam) ra quân cùng huyện Duy Xuyên. Địa phương này đã lắp 20 camera.", 1),
    ],
)
def test_the_locality_is_the_only_unit_that_is_spoken_of(text: str, mentions: int, doc: Callable[..., Doc]) -> None:
    assert places_of(doc(text)).rows[0].mentions == mentions


def test_a_country_inside_a_name_is_not_abroad(doc: Callable[..., Doc]) -> None:
    rows = organizations_of(doc("Nạn nhân được đưa vào Bệnh viện Việt Đức. Cảnh sát Mỹ vào cuộc.")).rows
    assert [r.level == "foreign" for r in rows] == [False, True]


@pytest.mark.parametrize(
    ("text", "name", "province"),
    [
        ("Nạn nhân được đưa vào Bệnh viện Gia An cấp cứu.", "Bệnh viện Gia An", None),
        ("Nạn nhân được chuyển tới Bệnh viện Gia An (Hà Nội).", "Bệnh viện Gia An", "Hà Nội"),
        ("Nạn nhân được chuyển tới Bệnh viện Phổi Đà Nẵng điều trị.", "Bệnh viện Phổi Đà Nẵng", "Đà Nẵng"),
        ("Nạn nhân được đưa vào Bệnh viện Đa khoa tỉnh.", "Bệnh viện Đa khoa tỉnh", "Hải Dương"),
        ("Nạn nhân được đưa vào Bệnh viện Đa khoa Cẩm Giàng.", "Bệnh viện Đa khoa Cẩm Giàng", "Hải Dương"),
    ],
)
def test_a_hospital_sits_where_its_name_tells(
    text: str, name: str, province: str | None, doc: Callable[..., Doc]
) -> None:
    rows = organizations_of(doc(f"Công an tỉnh Hải Dương điều tra vụ va chạm. {text}")).rows
    assert [(r.name, r.province) for r in rows if r.kind == "hospital"] == [(name, province)]


def test_one_body_in_several_writings(doc: Callable[..., Doc]) -> None:
    d = doc(
        "UBND TP.Hội An (Quảng Nam) giao Công an thành phố. Ủy ban nhân dân thành phố Hội An và công an thành phố đồng ý. "
        "Phòng CSGT, Công an tỉnh Quảng Nam ra quân; Phòng Cảnh sát giao thông xử lý. Công an TP.Hội An báo cáo."
    )
    rows = {r.name: r.mentions for r in organizations_of(d).rows}
    assert rows == {
        "Ủy ban nhân dân thành phố Hội An": 2,
        "Công an TP.Hội An": 3,
        "Phòng Cảnh sát giao thông": 2,
        "Công an tỉnh Quảng Nam": 1,
    }


def test_the_nearer_of_two_bodies_is_meant(doc: Callable[..., Doc]) -> None:
    d = doc("Công an huyện Đại Lộc (Quảng Nam) họp. Công an huyện Duy Xuyên báo cáo. Công an huyện đề xuất.")
    assert [(r.name, r.mentions) for r in organizations_of(d).rows] == [
        ("Công an huyện Đại Lộc", 1),
        ("Công an huyện Duy Xuyên", 2),
    ]


SEATS = [
    ("Tại Quảng Nam, Giám đốc Công an tỉnh Lê Văn Hải chủ trì.", "province", "tỉnh Quảng Nam"),
    ("Ở huyện Đại Lộc (Quảng Nam), Phó Chủ tịch UBND huyện Lê Văn Hải nói.", "district", "huyện Đại Lộc"),
    ("Ở huyện Đại Lộc (Quảng Nam), Bí thư Huyện ủy Lê Văn Hải nói.", "district", "huyện Đại Lộc"),
    ("Ở huyện Đại Lộc (Quảng Nam), Chủ tịch UBND thị xã Lê Văn Hải nói.", "district", None),
    ("Ông Lê Văn Hải, Trưởng thôn Phú Đa, xã Đại Hiệp, huyện Đại Lộc, Quảng Nam, kể.", "commune", "xã Đại Hiệp"),
    ("Tại Quảng Nam, Trung tá Lê Văn Hải, Trưởng phòng PC08, nói.", "province", "tỉnh Quảng Nam"),
    ("Tại Quảng Nam, ông Lê Văn Hải, Cục trưởng Cục Di sản văn hóa, nói.", "central", None),
    ("Tại Quảng Nam, ông Lê Văn Hải, Chánh Thanh tra Bộ Nội vụ, nói.", "central", None),
    ("Ông Lê Văn Hải, Ủy viên Bộ Chính trị, Bí thư Thành ủy Hà Nội, nói.", "province", "thành phố Hà Nội"),
]


@pytest.mark.parametrize(("text", "level", "name"), SEATS)
def test_where_an_office_sits(text: str, level: str, name: str | None, doc: Callable[..., Doc]) -> None:
    row = officials_of(doc(text)).rows[0]
    assert (row.level, unit(row.unit)) == (level, name)


def test_units_are_those_of_the_article_s_day(doc: Callable[..., Doc]) -> None:
    d = doc("Tại phường Hội An (Đà Nẵng), Trưởng Công an phường Lê Văn Hải nói.", published=date(2025, 9, 1))
    row = officials_of(d).rows[0]
    assert (unit(row.unit), row.province) == ("phường Hội An", "Đà Nẵng")


def test_common_nouns_that_mean_a_unit(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Huyện Đại Lộc (tỉnh Quảng Nam) đã ra quân. Trên địa bàn huyện, tình hình ổn định. Lãnh đạo tỉnh biểu dương huyện này. "
        "Các huyện khác, xã hội, cấp tỉnh đều quan tâm."
    )
    found = places_of(d)
    assert {r.name: r.mentions for r in found.rows} == {"Đại Lộc": 3, "Quảng Nam": 2}
    assert [syllables(d).surface(x.start, x.end) for x in found.references] == ["huyện", "tỉnh", "huyện"]


def test_a_body_abroad_sits_in_no_province(doc: Callable[..., Doc]) -> None:
    row = organizations_of(doc("Tại Đà Nẵng, Cảnh sát biển Mỹ cùng diễn tập.")).rows[0]
    assert (row.level, row.province) == ("foreign", None)


def test_a_province_whose_name_holds_a_country_is_not_abroad(doc: Callable[..., Doc]) -> None:
    rows = organizations_of(
        doc("Công an tỉnh Lào Cai phối hợp với UBND thành phố Lào Cai. Cảnh sát Lào đã có mặt.")
    ).rows
    told = {row.name: (row.level, row.province) for row in rows}
    assert told["Công an tỉnh Lào Cai"] == ("province", "Lào Cai")
    assert told["UBND thành phố Lào Cai"][1] == "Lào Cai"


def test_a_steering_committee_is_one_body_under_all_its_names(doc: Callable[..., Doc]) -> None:
    text = (
        "Hội nghị của Ban Chỉ đạo 138 tỉnh đã họp. Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào "
        "“Toàn dân bảo vệ an ninh Tổ quốc” tỉnh Trà Vinh (Ban Chỉ đạo 138 tỉnh) sơ kết công tác. "
        "Ông Lê Văn Hải, Phó Trưởng ban Thường trực Ban Chỉ đạo, dự họp."
    )
    (row,) = organizations_of(doc(text)).rows
    assert row.name.startswith("Ban Chỉ đạo phòng, chống tội phạm")
    assert row.name.endswith("tỉnh Trà Vinh")
    assert (row.kind, row.level, row.province, row.mentions) == ("committee", "province", "Trà Vinh", 4)


def test_a_division_with_and_without_its_unit_word_is_one(doc: Callable[..., Doc]) -> None:
    text = "Đội Quy tắc đô thị quận xử lý 42 trường hợp. Đội Quy tắc đô thị cũng nhắc nhở các hộ dân."
    assert [(r.name, r.mentions) for r in organizations_of(doc(text)).rows] == [("Đội Quy tắc đô thị quận", 2)]


def test_a_lost_full_stop_ends_a_body_s_name(doc: Callable[..., Doc]) -> None:
    text = "Hồ sơ được chuyển cho Bộ Tư lệnh Bộ đội Biên phòng Như đã thông tin, hai người bị tạm đình chỉ."
    assert [r.name for r in organizations_of(doc(text)).rows] == ["Bộ Tư lệnh Bộ đội Biên phòng"]


def test_posts_of_the_border_guard_are_of_the_army(doc: Callable[..., Doc]) -> None:
    assert [r.kind for r in organizations_of(doc("Trạm Kiểm soát Biên phòng Đắc Ốc bắt hai người.")).rows] == ["army"]
