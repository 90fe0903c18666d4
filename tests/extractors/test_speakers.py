"""Who speaks: nouns, offices, papers, roles and units that stand for a person or body; what the words do."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.resolve.statements import statements_of


def test_speakers_taken_up_by_a_noun(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Ông Lê Văn Hải cho biết, vụ việc đang được làm rõ. “Chúng tôi sẽ xử lý nghiêm mọi vi phạm” - vị này nói. "
        "Hồ sơ đã chuyển sang Công an huyện Đại Lộc. Cơ quan này đề nghị người dân cung cấp thêm thông tin."
    )
    assert [r.speaker for r in statements_of(d).rows] == ["Lê Văn Hải", "Lê Văn Hải", "Công an huyện Đại Lộc"]


def test_an_office_alone_is_its_holder_in_other_words_too(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Phó Chủ tịch UBND huyện Đại Lộc Trần Văn Tám và Chủ tịch UBND huyện Đại Lộc Lê Văn Hải dự hội nghị. "
        "Chủ tịch huyện Đại Lộc yêu cầu các xã làm quyết liệt. Phó Chủ tịch UBND huyện đề nghị bổ sung kinh phí."
    )
    assert [r.speaker for r in statements_of(d).rows] == ["Lê Văn Hải", "Trần Văn Tám"]


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Chủ tịch Ủy ban nhân dân tỉnh Hưng Yên", "Chủ tịch UBND tỉnh"),
        ("Bộ trưởng GTVT", "Bộ trưởng Giao thông"),
        ("Giám đốc Sở GD&ĐT Nghệ An", "Giám đốc Sở Giáo dục"),
    ],
)
def test_an_office_is_known_by_its_abbreviation_too(title: str, office: str, doc: Callable[..., Doc]) -> None:
    d = doc(f"{title} Lê Văn Hải chủ trì cuộc họp. {office} yêu cầu các đơn vị làm quyết liệt hơn nữa.")
    assert [r.speaker for r in statements_of(d).rows] == ["Lê Văn Hải"]


def test_a_body_speaks_under_its_fullest_name(doc: Callable[..., Doc]) -> None:
    d = doc("Công an huyện Đại Lộc ra quân sáng nay. Công an huyện khuyến cáo người dân không cả tin.")
    assert [r.speaker for r in statements_of(d).rows] == ["Công an huyện Đại Lộc"]


@pytest.mark.parametrize(
    "sentence", ["Một cô khai làm nghề tự do.", "Cô gái nói rằng chưa biết gì.", "Bà con cho biết rất phấn khởi."]
)
def test_nouns_are_no_pronouns(sentence: str, doc: Callable[..., Doc]) -> None:
    assert statements_of(doc(f"Công an khởi tố bà Đinh Thị Hóa về tội chứa mại dâm. {sentence}")).rows == []


def test_a_division_speaks_with_its_body(doc: Callable[..., Doc]) -> None:
    d = doc("Một cán bộ Đội Cảnh sát hình sự, Công an quận Đống Đa cho biết: Vụ án đang được mở rộng điều tra.")
    assert [r.speaker for r in statements_of(d).rows] == ["Đội Cảnh sát hình sự, Công an quận Đống Đa"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Bộ Công an gửi công điện đến các tỉnh. Trong Công điện nêu rõ: Tình trạng chống người thi hành công vụ phức tạp.",
            "Bộ Công an",
        ),
        (
            "Sở Y tế Hà Nội có kế hoạch mới. Sở giao các trung tâm y tế chuẩn bị đủ vắc xin cho mùa lạnh.",
            "Sở Y tế Hà Nội",
        ),
        ("Lãnh đạo Bệnh viện đa khoa Đức Thọ đã báo cáo Công an huyện Đức Thọ đề nghị điều tra làm rõ vụ việc.", None),
        ("Bộ Y tế và Sở Y tế Hà Nội đã thống nhất kiến nghị Chính phủ bỏ quy định cũ.", "Bộ Y tế"),
    ],
)
def test_who_speaks_by_a_paper_a_first_word_or_a_report(
    text: str, speaker: str | None, doc: Callable[..., Doc]
) -> None:
    found = [row.speaker for row in statements_of(doc(text)).rows]
    assert "Công an huyện Đức Thọ" not in found if speaker is None else found == [speaker]


def test_an_order_takes_in_what_is_asked_for_at_the_same_time(doc: Callable[..., Doc]) -> None:
    text = "UBND tỉnh yêu cầu các huyện kiểm tra từng bến đò. Đồng thời, xác định rõ trách nhiệm của chủ đò."
    (row,) = statements_of(doc(text)).rows
    assert row.text.endswith("chủ đò.")


def test_a_quotation_opened_and_closed_by_different_marks(doc: Callable[..., Doc]) -> None:
    (row,) = statements_of(doc('Ông Lê Văn Hải nói: "Phải làm ngay, không được chậm trễ”.')).rows
    assert (row.quoted, row.text) == (True, "Phải làm ngay, không được chậm trễ")


def test_a_general_is_called_so_whatever_the_rank(doc: Callable[..., Doc]) -> None:
    text = "Thiếu tướng Hồ Văn Tiến, Cục trưởng C45, cho biết đã cử lực lượng. “Chúng tôi đang làm rõ”, tướng Tiến cho hay."
    assert [row.speaker for row in statements_of(doc(text)).rows] == ["Hồ Văn Tiến"] * 2


def test_a_word_in_quotation_marks_is_no_quotation(doc: Callable[..., Doc]) -> None:
    (row,) = statements_of(doc("Ông Lê Văn Hải trình bày, “chiến dịch” lập lại trật tự đã có chuyển biến.")).rows
    assert (row.quoted, row.text) == (False, "“chiến dịch” lập lại trật tự đã có chuyển biến.")


def test_an_order_ends_where_the_paper_tells_what_was_done(doc: Callable[..., Doc]) -> None:
    told = "Giám đốc Công an tỉnh đã chỉ đạo Phòng Cảnh sát hình sự có mặt ngay. "
    (row,) = statements_of(doc(told + "Nhận được tin báo, rạng sáng 4/6, đoàn công tác đã lên đường.")).rows
    assert row.text == "Phòng Cảnh sát hình sự có mặt ngay."


def test_the_topic_alone_is_no_utterance(doc: Callable[..., Doc]) -> None:
    d = doc("Công an huyện Đại Lộc thông tin về đường dây mua bán ma túy. Công an huyện kết luận: vụ án đã khép lại.")
    assert [r.text for r in statements_of(d).rows] == ["vụ án đã khép lại."]
    d = doc("“Tôi biết việc làm này là sai, mong mọi người thông cảm”, Lưu Văn Tám khai nhận tại Cơ quan Điều tra.")
    assert [r.quoted for r in statements_of(d).rows] == [True]


def test_a_caption_breaks_an_utterance_in_two(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Thượng tá Lê Văn Hải cho biết, các đơn vị phải đẩy mạnh tuần tra trên các tuyến đường.\n"
        "Công an huyện tuần tra ban đêm. Ảnh: T.C\n"
        "Đồng thời, các đơn vị cần phối hợp với tổ tự quản để nắm chắc tình hình các tuyến đường.\n"
        "Ông Lê Văn Hải nói: “Chúng tôi đến từng nhà.\n"
        "Công an xã đến từng nhà dân. Ảnh: T.C\n"
        "Nhà nào cũng ký cam kết”.\nBà Trần Thị Lan dự họp cùng bà con."
    )
    rows = statements_of(d).rows
    assert [(r.id[-2:], r.continues and r.continues[-2:], r.quoted) for r in rows] == [
        ("s1", None, False),
        ("s2", "s1", False),
        ("s3", None, True),
        ("s4", "s3", True),
    ]
    assert all("Ảnh" not in r.text for r in rows)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ông Lê Văn Hải nói: “Chúng tôi sẽ mở đợt cao điểm trong tháng tới”.", "commit"),
        ("Ông Lê Văn Hải nói: “Chúng tôi đề xuất huyện hỗ trợ kinh phí cho tổ tự quản”.", "request"),
        ("Ông Lê Văn Hải nhấn mạnh: “Cán bộ tuyệt đối không bao che cho vi phạm”.", "direct"),
        ("Ông Lê Văn Hải nói: “Làm được việc này bà con mừng lắm”.", "praise"),
        ("Ông Lê Văn Hải lưu ý: “Khi nghi ngờ, hãy gọi ngay cho công an xã”.", "warn"),
        ("Ông Lê Văn Hải cho biết, số vụ trộm đã giảm một nửa.", "report"),
    ],
)
def test_what_the_words_do(text: str, act: str, doc: Callable[..., Doc]) -> None:
    (row,) = statements_of(doc(text)).rows
    assert row.act == act


def test_one_reported_inside_another_leaves_it_whole(doc: Callable[..., Doc]) -> None:
    d = doc("Ông Lê Văn Hải cho biết, sau vụ cháy UBND huyện Đại Lộc đã chỉ đạo các xã kiểm tra lại các chợ.")
    assert [(r.speaker, r.cue) for r in statements_of(d).rows] == [
        ("Lê Văn Hải", "cho biết"),
        ("UBND huyện Đại Lộc", "chỉ đạo"),
    ]
    assert statements_of(d).rows[0].text.endswith("kiểm tra lại các chợ.")


def test_short_names_roles_and_papers(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Đối tượng Trần Văn Tám bị bắt giữ. Tại cơ quan công an, đối tượng khai đã trộm bốn xe máy. "
        "VKSND tỉnh Quảng Nam truy tố Tám. Cáo trạng thể hiện, nhóm này hoạt động từ năm 2023. "
        "Luật sư Lê Đình Tuấn Anh dự phiên tòa. Luật sư Tuấn Anh cho rằng, bị cáo có nhiều tình tiết giảm nhẹ."
    )
    assert [r.speaker for r in statements_of(d).rows] == ["Trần Văn Tám", "VKSND tỉnh Quảng Nam", "Lê Đình Tuấn Anh"]


def test_who_of_the_suspects_speaks(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Công an bắt giữ Phan Văn Tuấn, 33 tuổi và Lê Văn Cường. Nghi phạm Tuấn khai đã đánh anh Lê Văn Tám. "
        "Bước đầu, nghi phạm khai có sử dụng ma túy. Cả hai đối tượng đều khai nhận hành vi phạm tội như trên."
    )
    assert [row.speaker for row in statements_of(d).rows] == ["Phan Văn Tuấn"] * 3


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Công an tỉnh Nam Định bắt ba người. Công an xác định, nhóm này gây ra sáu vụ trộm.", ["Công an tỉnh Nam Định"]),
        ("Ngày 12/7, cảnh sát Thổ Nhĩ Kỳ cho biết đã bắt năm tay súng tại thủ đô.", ["cảnh sát Thổ Nhĩ Kỳ"]),
        ("Theo điều tra ban đầu từ Công an quận Nam Từ Liêm, hai bên có mâu thuẫn.", ["Công an quận Nam Từ Liêm"]),
        (
            "Viện KSND tối cao yêu cầu Vụ 3 kiểm tra lại hồ sơ. Cơ quan này cho rằng hồ sơ còn thiếu.",
            ["Viện KSND tối cao", "Viện KSND tối cao"],
        ),
        (
            "Bà Lê Thị Lan, Phó Chánh Văn phòng UBND quận 1 cho biết quận đã ra quân. Đại diện UBND quận 1 cho biết đã lắp biển.",
            ["Lê Thị Lan", "Lê Thị Lan"],
        ),
        (
            "Chủ tịch UBND TP Đà Nẵng Lê Văn Hải họp. Người đứng đầu chính quyền TP Đà Nẵng khẳng định sẽ làm nghiêm.",
            ["Lê Văn Hải"],
        ),
        ("Trung tá Nguyễn Văn Bốn dẫn đầu tổ công tác. Trung tá Bồn cho biết đối tượng chống trả.", ["Nguyễn Văn Bốn"]),
        (
            "Ủy ban Kiểm tra (UBKT) họp. UBKT Trung ương kết luận có vi phạm. UBKT yêu cầu kiểm điểm nghiêm túc.",
            ["UBKT Trung ương", "UBKT Trung ương"],
        ),
        (
            "Sở Y tế Hà Nội đề nghị cách ly hai thôn. Vị cán bộ huyện Đông Anh cho biết huyện chưa quyết định.",
            ["Sở Y tế Hà Nội", "Sở Y tế Hà Nội"],
        ),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, speakers: list[str], doc: Callable[..., Doc]) -> None:
    assert [row.speaker for row in statements_of(doc(text)).rows] == speakers


def test_an_order_ends_before_the_paper_goes_on(doc: Callable[..., Doc]) -> None:
    d = doc("Ông Lê Văn Hải yêu cầu công ty sớm xây bến xe mới. Theo quy hoạch, bến xe có vốn 400 tỷ đồng.")
    assert [row.text for row in statements_of(d).rows] == ["công ty sớm xây bến xe mới."]


def test_who_is_called_on_does_not_ask(doc: Callable[..., Doc]) -> None:
    d = doc("Ông Lê Văn Hải gặp bà Trần Thị Lan yêu cầu trả lại toàn bộ số tiền đã mượn.")
    assert [row.speaker for row in statements_of(d).rows] == ["Lê Văn Hải"]


def test_an_interview_without_names_is_answered_by_the_one_who_was_announced(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Đại tá Lê Văn Hải, Giám đốc Công an tỉnh, đã trả lời phóng viên về đợt cao điểm.\n"
        "- Kết quả bước đầu ra sao, thưa Đại tá?\n- Sau mười ngày, lực lượng đã triệt phá hai nhóm. Tội phạm giảm rõ.\n"
        "- Khó khăn lớn nhất hiện nay là gì?\n- Địa bàn rộng, quân số mỏng."
    )
    found = statements_of(d).rows
    assert [(row.speaker, row.cue) for row in found] == [("Lê Văn Hải", None)] * 2
    assert found[0].text == "Sau mười ngày, lực lượng đã triệt phá hai nhóm. Tội phạm giảm rõ."
    assert found[1].text == "Địa bàn rộng, quân số mỏng."


def test_the_chairman_of_a_city_is_the_one_of_its_committee(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Theo Chủ tịch Hà Nội, thành phố sẽ siết chặt quản lý xây dựng.\n"
        "Chủ tịch UBND TP Lê Văn Hải phát biểu sáng nay tại kỳ họp HĐND TP Hà Nội."
    )
    assert [row.speaker for row in statements_of(d).rows] == ["Lê Văn Hải"]


def test_a_quotation_alone_goes_on_with_the_report_before_it(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Ông Lê Văn Hải cho biết, đường dây nóng nhận hơn mười cuộc gọi mỗi ngày. "
        "“Có những đêm chúng tôi phải đi kiểm tra đến ba lần mới về đến cơ quan.” Chợ đêm vẫn đông khách."
    )
    report, quotation = statements_of(d).rows
    assert (quotation.speaker, quotation.cue, quotation.quoted) == ("Lê Văn Hải", None, True)
    assert report.text == "đường dây nóng nhận hơn mười cuộc gọi mỗi ngày."


NAMELESS = [
    ("UBND huyện Đại Lộc họp sáng nay. Huyện cũng giao các xã rà soát từng hộ kinh doanh.", "UBND huyện Đại Lộc"),
    ("Công an huyện Đại Lộc đã vào cuộc. Cơ quan công an cho biết, nghi phạm đã bỏ trốn.", "Công an huyện Đại Lộc"),
    ("Tỉnh Đồng Nai đề nghị thành lập thị trấn mới trên cơ sở toàn bộ diện tích xã cũ.", "Tỉnh Đồng Nai"),
]


@pytest.mark.parametrize(("text", "speaker"), NAMELESS)
def test_units_and_bodies_without_a_name_speak(text: str, speaker: str, doc: Callable[..., Doc]) -> None:
    assert [row.speaker for row in statements_of(doc(text)).rows] == [speaker]


def test_a_deputy_whom_nothing_names_does_not_speak(doc: Callable[..., Doc]) -> None:
    text = "Bên cạnh kết quả đạt được, đại biểu chỉ ra hạn chế: tội phạm công nghệ cao còn diễn biến phức tạp."
    assert statements_of(doc(text)).rows == []


def test_the_comrade_is_the_official_named_before(doc: Callable[..., Doc]) -> None:
    text = (
        "Dự lễ có đồng chí Lê Văn Hải, Bí thư Huyện ủy và bà Trần Thị Lan, người dân thôn 3. "
        "Đồng chí cũng mong muốn mỗi công an xã học một thứ tiếng của đồng bào."
    )
    assert [r.speaker for r in statements_of(doc(text)).rows] == ["Lê Văn Hải"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“Từ ngày có tổ canh bến, bà con tôi không mất một can dầu”, ông Phùng Bá Trợ, 66 tuổi, khoe.",
            "Phùng Bá Trợ",
        ),
        ("Ông Lê Văn Hải, Phó Chủ tịch UBND huyện, giao người đứng đầu các xã chịu trách nhiệm.", "Lê Văn Hải"),
        (
            "Theo báo cáo của Ban Chỉ đạo chống buôn lậu, gian lận thương mại và hàng giả (Ban Chỉ đạo 389) tỉnh Quảng Trị, các "
            "lực lượng kiểm tra 3.914 vụ.",
            "Ban Chỉ đạo chống buôn lậu, gian lận thương mại và hàng giả (Ban Chỉ đạo 389)",
        ),
        ("Cô H’Rưm Byă dạy ở xã. “Từ khi có bếp ăn, các em ra lớp đều hơn”, cô H’Rưm chia sẻ.", "H’Rưm Byă"),
    ],
)
def test_who_speaks_past_an_age_a_bracket_a_short_name(text: str, speaker: str, doc: Callable[..., Doc]) -> None:
    assert [r.speaker for r in statements_of(doc(text)).rows] == [speaker]


def test_a_source_at_the_end_of_the_text_is_no_fault(doc: Callable[..., Doc]) -> None:
    assert statements_of(doc("Số vụ giảm. Theo Công an tỉnh")).rows == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ông Lê Văn Tư - Hội Cựu chiến binh xã Hòa Phú cho biết, đường dây bị phát hiện từ tin của dân.", "Lê Văn Tư"),
        (
            "Ông Trần Văn Lực – Văn phòng Luật sư Minh Tâm – Đoàn Luật sư Hà Nội cho biết đã nhận lịch xét xử.",
            "Trần Văn Lực",
        ),
        (
            "Ông Lê Văn Tư - Phó TGĐ Tổng công ty Cấp nước Hải An cho biết hệ thống chỉ đáp ứng một nửa nhu cầu.",
            "Lê Văn Tư",
        ),
        (
            "Phó Thủ tướng Trần Hòa Minh, Trưởng Ban Chỉ đạo phòng, chống tội phạm của Chính phủ yêu cầu Bộ Công an điều tra.",
            "Trần Hòa Minh",
        ),
        (  # after "theo" the name is the source, not the one who has a second office
            "Theo đại biểu Dương Trung Kiên, Bí thư Tỉnh ủy Yên Bái phải chỉ đạo làm rõ vụ biệt thự.",
            "Dương Trung Kiên",
        ),
        (  # a dash that closes the office, not one that opens a body
            "Ông Lê Văn Tư - Chủ tịch UBND tỉnh Đồng Tháp - đã chỉ đạo Sở Giáo dục kiểm tra, xác minh nguyên nhân.",
            "Lê Văn Tư",
        ),
    ],
)
def test_the_person_speaks_not_the_body_beside_the_name(text: str, speaker: str, doc: Callable[..., Doc]) -> None:
    assert [r.speaker for r in statements_of(doc(text)).rows] == [speaker]


def test_an_official_of_a_district_is_the_one_from_there(doc: Callable[..., Doc]) -> None:
    text = (
        "Một cán bộ Văn phòng UBND huyện Đông Anh cho biết, địa phương chưa quyết định cách ly. "
        "Trước đó, Sở Y tế Hà Nội đề nghị cách ly toàn bộ xã Việt Hùng. "
        "Vị cán bộ huyện Đông Anh cho biết, huyện còn căn cứ tình hình thực tiễn."
    )
    speakers = [r.speaker for r in statements_of(doc(text)).rows]
    assert speakers == ["Văn phòng UBND huyện Đông Anh", "Sở Y tế Hà Nội", "Văn phòng UBND huyện Đông Anh"]
