"""Reported speech in all its places. Marked: s who speaks, c the cue, q what was said."""

from collections.abc import Callable

import pytest
from markup import parse
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.statements import find_statements
from pipeline.resolve.statements import statements_of

STATEMENTS = [
    "<s>Ông Lê Văn Hải</s> - phụ trách đội xe tình nguyện của thôn - <c>cho biết</c>, <q>đội đã có mười thành viên.</q>",
    "Sáng 30/6, <s>ông Lê Văn Hải</s> trao đổi với báo chí, <c>cho hay</c> <q>vụ việc đang được làm rõ.</q>",
    "<c>Theo</c> kết quả điều tra ban đầu của <s>Công an huyện Đại Lộc</s>, <q>nhóm này gây ra sáu vụ trộm.</q>",
    "<c>Qua thống kê</c> của <s>Sở Y tế Quảng Nam</s>, <q>số ca cấp cứu ngày Tết đã giảm.</q>",
    "“<q>Tai nạn tăng vì ý thức kém</q>” là <c>nhận định</c> của <s>Công an tỉnh Quảng Nam</s> tại hội nghị.",
    "Trước cổng chợ, <s>anh Lê Văn Hải</s> gặp hai bảo vệ và <c>dặn</c>: “<q>Nhớ khóa cổng sau lúc chín giờ tối</q>”.",
    "<s>UBND huyện Đại Lộc</s> đã cử đoàn kiểm tra các chợ, đồng thời <c>đề nghị</c> <q>các xã rà soát lại từng ki ốt.</q>",
    "<c>Theo</c> báo cáo nhanh <s>Sở Y tế Quảng Nam</s> về tình hình dịch, <q>toàn tỉnh có thêm mười ca mắc mới.</q>",
    "“<q>Cần rà soát lại từng tuyến đường</q>”, đại diện <s>Cục Cảnh sát giao thông</s> <c>nói</c>.",
    "<s>Thượng tá Lê Văn Hải</s> <c>nói</c> với bà con rằng “<q>công an luôn ở bên bà con</q>”.",
    "<s>Thượng tá Lê Văn Hải</s> <c>cho biết</c>, <q>số vụ phạm pháp hình sự đã giảm.</q>",
    "<s>Ông Lê Văn Hải, Chủ tịch UBND huyện Đại Lộc</s> <c>khẳng định</c> <q>tình hình đã ổn định.</q>",
    "<s>Công an tỉnh</s> <c>yêu cầu</c> <q>các đơn vị tăng cường tuần tra ban đêm.</q>",
    "<s>UBND thị xã Điện Bàn</s> vừa <c>đề nghị</c> <q>các ngành vào cuộc quyết liệt.</q>",
    "<c>Theo</c> <s>bà Trần Thị Lan</s>, <q>mô hình đã phát huy hiệu quả.</q>",
    "<c>Theo báo cáo</c> của <s>Công an huyện Đại Lộc</s>, <q>toàn huyện xảy ra 34 vụ.</q>",
    "<q>Số vụ đã giảm sâu so với cùng kỳ</q>, <s>ông Lê Văn Hải</s> <c>cho biết</c>.",
    "“<q>Phải làm ngay, không được chậm trễ</q>” - <s>ông Lê Văn Hải</s> <c>nói</c>.",
    "“<q>Phải làm ngay. Không được chậm trễ.</q>”, <s>Trung tá Lê Văn Hải</s> <c>nhấn mạnh</c>.",
    "“<q>Bà con ai cũng phấn khởi khi có tổ tự quản</q>” - <s>bà Trần Thị Lan</s>.",
    "<s>Đội CSGT số 7 - Phòng Cảnh sát giao thông (Công an thành phố Hà Nội)</s> <c>cho biết</c>, <q>xe vi phạm đã bị tạm giữ.</q>",
    "<s>Ủy ban Pháp luật của Quốc hội</s> <c>cho rằng</c> <q>việc lập phường mới là cần thiết.</q>",
    "<s>Bí thư Huyện ủy Lê Văn Hải</s> và lãnh đạo Công an huyện <c>khẳng định</c> <q>địa bàn không còn tụ điểm cờ bạc.</q>",
    "<s>Chị Trần Thị Lan</s> - điều dưỡng khoa Cấp cứu, Bệnh viện Đa khoa tỉnh <c>cho biết</c>, <q>chị được khám kỹ.</q>",
    "Trả lời báo chí, <s>chị Trần Thị Sen</s> - mẹ ruột của em Lê Thị Lan (Hà Đông) <c>cho biết</c>, <q>con bị bạn đánh.</q>",
    "<s>Giám đốc Công an tỉnh</s> <c>đề xuất</c> với Bộ trưởng Bộ Y tế <q>chỉ đạo các cơ quan chuyên môn phối hợp.</q>",
    "<s>Ông Lê Văn Hải</s> đã <c>giao cho</c> <q>Đài Truyền thanh xã đẩy mạnh tuyên truyền về bộ quy tắc.</q>",
    "<s>Ông Lê Văn Hải</s> <c>nêu quan điểm</c> <q>trật tự phải được giữ từ cơ sở.</q>",
    "<s>Phòng Cảnh sát hình sự (PC45), Công an tỉnh Quảng Nam</s> <c>cho biết</c> <q>đã bắt được kẻ trộm.</q>",
    "“<q>Có loại mang tên “Bướm xanh”, “Chim hồng”, “Lá me” rất khó nhận ra</q>” - <s>ông Lê Văn Hải</s> <c>khẳng định</c>.",
    "“<q>Mong bà con thông cảm cho anh em</q>” - <c>lời</c> <s>ông Lê Văn Hải</s>.",
    "Thông tin từ <s>Công an huyện Đại Lộc, tỉnh Quảng Nam</s> <c>cho biết</c>, <q>hai đối tượng đã bị bắt.</q>",
    "Đại diện <s>Công ty cổ phần xăng dầu Sông Thu</s> cũng <c>thừa nhận</c> <q>tàu của công ty đã va chạm.</q>",
    "<c>Theo</c> <s>đại tá Lê Văn Hải, Trưởng Công an huyện Đại Lộc</s>, <q>Công an huyện Đại Lộc đã bắt hai người.</q>",
    "<c>Theo</c> <s>ông Lê Văn Hải (Chủ tịch UBND huyện Quỳ Hợp, Nghệ An)</s>, <q>tục lệ này đã có từ lâu đời.</q>",
    "<s>Cơ quan Cảnh sát điều tra, Công an TPHCM</s> <c>cho biết</c> <q>đã nhận được đơn tố cáo của bà con.</q>",
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
    "Công an bắt Vàng A Lử và Sùng A Páo. Tại trụ sở, đối tượng khai nhận mua ma túy để bán kiếm lời.",
    "Bà Trần Thị Lan đăng bài viết cấm tắm biển lên mạng.",
    "Đồn Biên phòng Cửa khẩu Quốc tế La Lay bắt ba người. Các đối tượng khai nhận vận chuyển ma túy về xuôi.",
    "Sau vụ việc, Bộ sẽ có thông tin chính thức tới báo chí.",
    "Ông Lê Văn Hải không cho biết cụ thể theo đúng quy định.",
    "Ông Lê Văn Hải nhấn mạnh như trên tại buổi làm việc với các xã.",
    "Ông Lê Văn Hải chỉ đạo công tác cứu hộ tại xã Bình An.",
    "Công an xã chia sẻ, động viên nỗi mất mát của gia đình cháu bé.",
    "Ông Lê Văn Hải giao cho con trai quản lý quán ăn ở đầu xã.",
    "Bà Trần Thị Lan thực hiện nghiêm yêu cầu “5K” của Bộ Y tế từ đầu mùa dịch.",
    "Nhiều ý kiến cho rằng cần thay đổi.",
    "Cơ quan chức năng cho biết đang làm rõ.",
    "Theo kế hoạch, hội nghị diễn ra trong hai ngày.",
    "Ông cho biết, mọi việc đều ổn.",
    "Lê Văn Hải tỏ ra hiền lành, ít nói, luôn thân thiện với những người xung quanh.",
    "Lê Văn Hải bị cho là có liên quan tới vụ trộm ở kho hàng.",
    "Công an tỉnh đã có kết luận điều tra bổ sung vụ án xảy ra tại ngân hàng.",
    "Lực lượng tuần tra của Công an tỉnh giao thông tin cho đơn vị bạn.",
    "Ông Lê Văn Hải cho biết điều này khi trả lời báo chí sáng nay.",
    "Đại tá Lê Văn Hải trực tiếp chỉ đạo các mũi trinh sát bao vây ngôi nhà.",
    "Cơ quan Cảnh sát điều tra Công an tỉnh đã khởi tố bị can, ra lệnh bắt tạm giam ba đối tượng.",
    "UBND huyện Đại Lộc triển khai kế hoạch ra quân trong hai tháng.",
    "Bà Trần Thị Lan đã thông tin tới cử tri về kết quả kỳ họp thứ ba.",
    "Đơn vị được Chủ tịch UBND tỉnh và Công an tỉnh Quảng Nam biểu dương về thành tích phá án.",
    "PV: Xin ông Lê Văn Hải cho biết công tác chuẩn bị đến đâu rồi?",
    "Sau khi nghe Công an tỉnh báo cáo, đoàn đi thăm cơ sở.",
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


def test_what_goes_on_with_a_report_and_what_does_not(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Ông Lê Văn Hải yêu cầu các đơn vị cần bám sát cơ sở. Đồng thời, phải đẩy mạnh tuần tra, không để xảy ra điểm nóng.\n"
        "Theo Công an tỉnh, số vụ đã giảm.\nKhoảng 21 giờ ngày 5/6, Nguyễn Văn Tám bị bắt giữ khi đang trộm cắp tài sản."
    )
    first, second = statements_of(d).rows
    assert first.text.endswith("không để xảy ra điểm nóng.")
    assert second.text == "số vụ đã giảm."


def test_an_order_whose_subject_is_left_out_is_of_who_spoke_before(doc: Callable[..., Doc]) -> None:
    d = doc(
        "Ông Lê Văn Hải khẳng định, phong trào đã có kết quả. Đồng thời, đề nghị các xã nhân rộng mô hình trong năm tới."
    )
    assert [(r.speaker, r.cue, r.act) for r in statements_of(d).rows] == [
        ("Lê Văn Hải", "khẳng định", "affirm"),
        ("Lê Văn Hải", "đề nghị", "request"),
    ]


def test_who_is_ordered_to_do_something_does_not_speak(doc: Callable[..., Doc]) -> None:
    d = doc(
        "UBND tỉnh yêu cầu Công an tỉnh tăng cường tuần tra, Sở Giao thông vận tải chỉ đạo các bến xe kiểm tra phương tiện."
    )
    (row,) = statements_of(d).rows
    assert (row.speaker, row.act) == ("UBND tỉnh", "direct")
    assert row.text.endswith("kiểm tra phương tiện.")


def test_a_clause_before_its_speaker(doc: Callable[..., Doc]) -> None:
    d = doc("Khẳng định tình hình đã ổn định, ông Lê Văn Hải đề nghị các xã tiếp tục duy trì tổ tự quản.")
    assert [(r.speaker, r.cue, r.text) for r in statements_of(d).rows] == [
        ("Lê Văn Hải", "Khẳng định", "tình hình đã ổn định"),
        ("Lê Văn Hải", "đề nghị", "các xã tiếp tục duy trì tổ tự quản."),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "Phát biểu chỉ đạo, <s>ông Lê Văn Hải</s> <c>yêu cầu</c> <q>công an các xã bám sát địa bàn.</q>",
        "Báo cáo do <s>Đại tá Lê Văn Hải</s> <c>trình bày</c> cho thấy, <q>cả năm xảy ra 612 vụ phạm pháp hình sự.</q>",
        "“<q>Tổ tôi có 87 hộ thì cả 87 hộ đã mở lối thoát nạn</q>”, <s>bà Trần Thị Lan</s> <c>phấn khởi</c>.",
        "“<q>Cơ sở không được khoán trắng nhiệm vụ cho công an</q>”, đồng chí <s>Phó Chủ tịch UBND tỉnh</s> <c>nhấn mạnh</c>.",
        "“<q>Mỗi nhà phải là một chốt chữa cháy của xóm</q>”, <s>Thiếu tá Lê Văn Hải</s> <c>nhắc nhở</c> bà con.",
        "<c>Theo</c> <s>già A Thút</s>, <q>mỗi tối tổ tự quản chia ca tuần tra khắp làng.</q>",
    ],
)
def test_how_the_provincial_press_reports(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(f"Già làng A Thút dự họp cùng bà con. {expected.text}")
    s = syllables(d)
    (found,) = find_statements(d)
    assert [s.surface(found.start, found.end).strip(" ,")] == expected.of("q")
    assert found.cue is not None
    assert [s.surface(*found.cue)] == expected.of("c")


def test_what_comes_at_the_same_time_is_no_end_of_a_report(doc: Callable[..., Doc]) -> None:
    text = "Ông Lê Văn Hải biểu dương kết quả của các xã; đồng thời yêu cầu công an bám địa bàn, nắm chắc đối tượng."
    d = doc(text)
    said = [syllables(d).surface(m.start, m.end) for m in find_statements(d)]
    assert said == ["kết quả của các xã", "công an bám địa bàn, nắm chắc đối tượng."]


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Đại tá Lê Văn Hải</s> <c>gợi ý</c> <q>nhà trường nên giữ kín danh tính người báo tin.</q>",
        "<s>Ông Lê Văn Hải</s> <c>nhắn nhủ</c> <q>từng nhà hãy bảo ban con cháu.</q>",
    ],
)
def test_what_should_be_done_is_said(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    (found,) = find_statements(d)
    assert [syllables(d).surface(found.start, found.end)] == expected.of("q")


def test_the_opener_of_the_next_sentence_is_no_end_of_a_report(doc: Callable[..., Doc]) -> None:
    text = "Theo Thiếu tá Lê Văn Hải, trộm cắp chỉ còn 11 vụ. Dẫu vậy, theo anh, một vài nơi còn khoán trắng cho công an viên."
    d = doc(text)
    assert [syllables(d).surface(m.start, m.end) for m in find_statements(d)] == [
        "trộm cắp chỉ còn 11 vụ.",
        "một vài nơi còn khoán trắng cho công an viên.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Anh Lê Văn Hải khai nhận đã bán số vàng cho một tiệm ở quận 5. Hiện Công an đang mở rộng điều tra vụ án.",
            "đã bán số vàng cho một tiệm ở quận 5.",
        ),
        (
            "Ông Lê Văn Hải cho biết các máy đã bị tịch thu. Được biết, nhiều gia đình tan nát vì trò chơi này.",
            "các máy đã bị tịch thu.",
        ),
        (
            "Bộ Công an yêu cầu các lực lượng khẩn trương vào cuộc, theo tin tức trên báo Sông Hậu. Ngay trong chiều, tổ công tác "
            "đã lên đường.",
            "các lực lượng khẩn trương vào cuộc",
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế làm rõ vụ việc. Cơ quan Cảnh sát điều tra Công an tỉnh đã khởi tố vụ án.",
            "Sở Y tế làm rõ vụ việc.",
        ),
    ],
)
def test_the_paper_s_own_words_are_nobody_s(text: str, said: str, doc: Callable[..., Doc]) -> None:
    d = doc(text)
    assert [syllables(d).surface(m.start, m.end) for m in find_statements(d)][:1] == [said]


@pytest.mark.parametrize(
    "marked",
    [
        "“<q>Ba huyện biên giới kiên quyết không để hình thành đường dây buôn lậu</q>”, đây là <c>ý kiến</c> chỉ đạo của "
        "<s>ông Lê Văn Hải</s>.",
        "<s>Ông Lê Văn Hải</s> đặc biệt <c>lưu ý</c> <q>các xã biên giới ngăn chặn người nhập cảnh trái phép.</q>",
        "Bài học buông lỏng và thờ ơ <c>Theo thống kê</c> của <s>Sở Y tế Quảng Nam</s>, <q>số ca cấp cứu đã giảm.</q>",
    ],
)
def test_further_forms_of_attribution(marked: str, doc: Callable[..., Doc]) -> None:
    expected = parse(marked)
    d = doc(expected.text)
    s = syllables(d)
    (found,) = find_statements(d)
    assert [s.surface(found.start, found.end).strip(" ,")] == expected.of("q")
    assert found.cue is not None
    assert [s.surface(*found.cue)] == expected.of("c")


@pytest.mark.parametrize(
    "text",
    [
        "Công an phường Lý Thái Tổ đã xác định được danh tính cặp nam nữ tham gia tấn công nữ công nhân.",
        "Bí thư Tỉnh ủy Yên Bái phải chỉ đạo làm rõ vụ biệt thự.",
        "Công an tỉnh sẽ đề nghị truy tố cả ba đối tượng trong vụ án này.",
    ],
)
def test_what_is_found_out_or_still_to_be_ordered_is_not_said(text: str, doc: Callable[..., Doc]) -> None:
    assert statements_of(doc(text)).rows == []
