"""Initiatives: heads with what specifies them, their right end, lists, aliases; generic mentions are left out."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.documents import syllables
from pipeline.extractors.initiatives import find_initiatives
from pipeline.extractors.spheres import LONG
from pipeline.lexicon import load

Make = Callable[..., Doc]


def found(doc: Doc) -> list[tuple[str, str]]:
    s = syllables(doc)
    return [(s.surface(m.start, m.end), m.kind) for m in find_initiatives(doc)]


NAMES = [
    # the subject of a document holds places, times, verbs; a finite verb or a new subject ends it
    (
        "UBND huyện ký Công điện số 7/CĐ-UBND về việc đôn đốc trực gác đê sau bão số 9 trên địa bàn huyện được gửi đi ngay.",
        [("Công điện số 7/CĐ-UBND về việc đôn đốc trực gác đê sau bão số 9 trên địa bàn huyện", "document")],
    ),
    (
        "Xã thực hiện Nghị quyết số 19/NQ-HĐND về tiếp tục thực hiện những nhiệm vụ, giải pháp giữ rừng, các thôn đã ký cam kết.",
        [
            (
                "Nghị quyết số 19/NQ-HĐND về tiếp tục thực hiện những nhiệm vụ, giải pháp giữ rừng",
                "document",
            )
        ],
    ),
    (
        "Căn cứ Quyết định số 512/QĐ-TTg của Thủ tướng Chính phủ phê duyệt danh mục, tỉnh rà soát.",
        [("Quyết định số 512/QĐ-TTg của Thủ tướng Chính phủ phê duyệt danh mục", "document")],
    ),
    (
        "Công an xã ký Quy chế phối hợp số 15/QC-CA-BĐ về giữ bến thuyền.",
        [("Quy chế phối hợp số 15/QC-CA-BĐ về giữ bến thuyền", "plan")],
    ),
    # what a body does is no part of its name, what is told of a project no complement
    ("Đoàn kiểm tra tịch thu bàn ghế của quán.", []),
    (
        "Ban đề nghị Đoàn kiểm tra liên ngành của thành phố tăng cường xử lý vi phạm.",
        [("Đoàn kiểm tra liên ngành của thành phố", "force")],
    ),
    ("Cử tri hỏi về các dự án nằm trong danh sách thanh tra.", []),
    ("Bộ rà soát 12 dự án “đắp chiếu” ở miền Trung.", []),
    # whose project it is does not matter, which one it is does
    ("Công ty A là chủ đầu tư dự án cầu Bến Vọng.", [("dự án cầu Bến Vọng", "plan")]),
    ("Sở công bố quy hoạch ven sông Bến Vọng.", [("quy hoạch ven sông Bến Vọng", "plan")]),
    # a purpose of several words tells which project it is, one of two does not
    (
        "Thành phố đẩy nhanh dự án cải thiện môi trường nước đô thị giai đoạn hai.",
        [("dự án cải thiện môi trường nước đô thị giai đoạn hai", "plan")],
    ),
    ("Chủ đầu tư dự án nhà ở chậm nộp tiền.", []),
    ("Huyện cử tổ khảo sát hiện trạng cầu treo đến từng bản.", [("tổ khảo sát hiện trạng cầu treo", "force")]),
    ("Hồ sơ được gửi Hội đồng thẩm định của xã An Hòa.", [("Hội đồng thẩm định của xã An Hòa", "committee")]),
    ("Sở có công văn số 95 gửi các trường.", [("công văn số 95", "document")]),
    # quoted
    (
        "Xã đẩy mạnh phong trào “Toàn dân bảo vệ an ninh Tổ quốc” ở thôn, xóm.",
        [("phong trào “Toàn dân bảo vệ an ninh Tổ quốc”", "movement")],
    ),
    ("Ra mắt mô hình mang tên “Tiếng kẻng an ninh” tại thôn.", [("mô hình mang tên “Tiếng kẻng an ninh”", "model")]),
    (
        "Công an phát động phong trào thi đua “Vì an ninh Tổ quốc”.",
        [("phong trào thi đua “Vì an ninh Tổ quốc”", "movement")],
    ),
    ('Tỉnh ban hành đề án "Thành phố 4 an" và triển khai.', [('đề án "Thành phố 4 an"', "plan")]),
    # slogans, numbers with a year, the level of a committee
    (
        "Công an phát động phong trào toàn dân phát hiện và tố giác tội phạm ma túy.",
        [("phong trào toàn dân phát hiện và tố giác tội phạm ma túy", "movement")],
    ),
    ("Huyện quán triệt Nghị quyết 19-2017/NQ-CP.", [("Nghị quyết 19-2017/NQ-CP", "document")]),
    ("Ban Chỉ đạo Đề án 896 cấp tỉnh hoạt động kiêm nhiệm.", [("Ban Chỉ đạo Đề án 896 cấp tỉnh", "committee")]),
    (
        "Công an tỉnh tổ chức lễ ra quân mở đợt cao điểm trấn áp tội phạm.",
        [("đợt cao điểm trấn áp tội phạm", "campaign")],
    ),
    ("Kế hoạch tổng kiểm soát nồng độ cồn kéo dài đến hết tháng 2.", [("Kế hoạch tổng kiểm soát nồng độ cồn", "plan")]),
    ("Người dân khu phố 2 ký cam kết thực hiện mô hình “Phố xanh”.", [("mô hình “Phố xanh”", "model")]),
    # bodies set up for a task, and drives
    ("UBND quận lập tổ công tác liên ngành để xử lý.", [("tổ công tác liên ngành", "force")]),
    ("Các chốt kiểm soát liên ngành hoạt động cả đêm.", []),
    (
        "Sáng nay diễn ra lễ ra quân tuyên truyền, bảo đảm trật tự an toàn giao thông.",
        [("lễ ra quân tuyên truyền, bảo đảm trật tự an toàn giao thông", "campaign")],
    ),
    ("Họ giáo ra mắt xứ đạo “Bình yên, an toàn”.", [("xứ đạo “Bình yên, an toàn”", "model")]),
    # lists
    (
        "Duy trì các mô hình: “Camera an ninh”, “Cổng rào an toàn” và “Zalo kết nối bình yên”.",
        [("“Camera an ninh”", "model"), ("“Cổng rào an toàn”", "model"), ("“Zalo kết nối bình yên”", "model")],
    ),
    (
        "Đoàn viên hưởng ứng phong trào “Thanh niên tình nguyện”, “Nhà sạch vườn đẹp”.",
        [("phong trào “Thanh niên tình nguyện”", "movement"), ("“Nhà sạch vườn đẹp”", "movement")],
    ),
    # numbers
    ("Huyện thực hiện Đề án 06 quyết liệt.", [("Đề án 06", "plan")]),
    (
        "Hội nghị tổng kết của Ban chỉ đạo 138 tỉnh được tổ chức hôm qua.",
        [("Ban chỉ đạo 138 tỉnh", "committee")],
    ),
    ("Lực lượng phá thành công chuyên án 312A sau ba tháng.", [("chuyên án 312A", "case")]),
    ("Bắt nghi phạm trong chuyên án mua bán trái phép ma túy.", [("chuyên án mua bán trái phép ma túy", "case")]),
    # complements and where they end
    (
        "Mở đợt cao điểm trấn áp tội phạm từ ngày 15/11.",
        [("đợt cao điểm trấn áp tội phạm", "campaign")],
    ),
    (
        "Thị xã duy trì nhiều mô hình tự phòng, tự quản về an ninh trật tự, lắp camera.",
        [("mô hình tự phòng, tự quản về an ninh trật tự", "model")],
    ),
    (
        "Công an ký quy chế phối hợp với Bộ đội Biên phòng tỉnh.",
        [("quy chế phối hợp với Bộ đội Biên phòng tỉnh", "plan")],
    ),
    (
        "Xây dựng kế hoạch bảo đảm an ninh, trật tự dịp lễ hội và tổ chức tuần tra.",
        [("kế hoạch bảo đảm an ninh, trật tự dịp lễ hội", "plan")],
    ),
    (
        "Chiến dịch đòi lại vỉa hè cho người đi bộ đã bắt đầu.",
        [("Chiến dịch đòi lại vỉa hè cho người đi bộ", "campaign")],
    ),
    ("Phường tổ chức ra quân lập lại trật tự lòng lề đường.", [("ra quân lập lại trật tự lòng lề đường", "campaign")]),
    ("Dự án Khu đô thị Sông Hàn chậm tiến độ.", [("Dự án Khu đô thị Sông Hàn", "plan")]),
    ("Quận lập đoàn kiểm tra liên ngành đi kiểm tra.", [("đoàn kiểm tra liên ngành", "force")]),
    ("Tổ công tác của Công an huyện phát hiện vụ việc.", [("Tổ công tác của Công an huyện", "force")]),
    (
        "Ban Chỉ đạo quốc gia phòng, chống ma túy họp chiều nay.",
        [("Ban Chỉ đạo quốc gia phòng, chống ma túy", "committee")],
    ),
    # a head inside quotation marks
    ("Thực hiện “Năm kỷ cương hành chính 2024” toàn tỉnh.", [("“Năm kỷ cương hành chính 2024”", "campaign")]),
    # documents with number, date, issuer and subject
    (
        "Tỉnh thực hiện Chỉ thị số 12, ngày 5/1/2017 của Bộ Chính trị về bảo đảm an ninh kinh tế.",
        [("Chỉ thị số 12, ngày 5/1/2017 của Bộ Chính trị về bảo đảm an ninh kinh tế", "document")],
    ),
    (
        "Chủ tịch UBND tỉnh ký Công điện số 860/CĐ-CTUBND về việc phòng, chống dịch.",
        [("Công điện số 860/CĐ-CTUBND về việc phòng, chống dịch", "document")],
    ),
    (
        "Quán triệt Nghị quyết Trung ương 4 (khóa XII) về xây dựng, chỉnh đốn Đảng.",
        [("Nghị quyết Trung ương 4 (khóa XII) về xây dựng, chỉnh đốn Đảng", "document")],
    ),
    (
        "Theo Nghị quyết số 11 – NQ/TW ngày 31/5/2017, thành phố đầu tư.",
        [("Nghị quyết số 11 – NQ/TW ngày 31/5/2017", "document")],
    ),
    (
        "Căn cứ Công điện số 541/CĐ-TTg của Thủ tướng Chính phủ.",
        [("Công điện số 541/CĐ-TTg của Thủ tướng Chính phủ", "document")],
    ),
    # compounds that hold a word of the end, lists that "và" closes, titles with their aim
    (
        "Xã có kế hoạch mở rộng và cải tạo kênh Bà Lụa trước mùa mưa.",
        [("kế hoạch mở rộng và cải tạo kênh Bà Lụa", "plan")],
    ),
    (
        "Huyện lập tổ thường trực tiếp nhận hồ sơ cấp phép đào tạo.",
        [("tổ thường trực tiếp nhận hồ sơ cấp phép đào tạo", "force")],
    ),
    (
        "Tỉnh duyệt đề án quản lý bến thuyền, luồng lạch, phao tiêu và đèn báo.",
        [("đề án quản lý bến thuyền, luồng lạch, phao tiêu và đèn báo", "plan")],
    ),
    (
        "HĐND bàn Đề án Quản lý xe ba gác nhằm giảm ùn tắc trên địa bàn thị xã, giai đoạn 2031 - 2035.",
        [("Đề án Quản lý xe ba gác nhằm giảm ùn tắc trên địa bàn thị xã, giai đoạn 2031 - 2035", "plan")],
    ),
    (
        "Huyện sửa kế hoạch phát triển kinh tế - xã hội vùng ven đầm.",
        [("kế hoạch phát triển kinh tế - xã hội vùng ven đầm", "plan")],
    ),
    (
        "Nhiều mô hình được bà con giữ gìn và học hỏi như: “Ngõ sáng đèn”, “Chợ không rác”.",
        [("“Ngõ sáng đèn”", "model"), ("“Chợ không rác”", "model")],
    ),
    # proper names that look like people, and documents of a congress
    ("Bộ bàn dự án mở rộng sân bay Tân Sơn Nhất hôm qua.", [("dự án mở rộng sân bay Tân Sơn Nhất", "plan")]),
    (
        "Đảng ủy học Nghị quyết Trung ương 4, khóa XII về xây dựng Đảng.",
        [("Nghị quyết Trung ương 4, khóa XII về xây dựng Đảng", "document")],
    ),
    (
        "UBND tỉnh lập Tổ công tác thẩm định chất lượng tàu gỗ.",
        [("Tổ công tác thẩm định chất lượng tàu gỗ", "force")],
    ),
    (
        "Ban Chỉ đạo Trung ương về phòng, chống cháy nổ đi kiểm tra.",
        [("Ban Chỉ đạo Trung ương về phòng, chống cháy nổ", "committee")],
    ),
    (
        "Học Nghị quyết Hội nghị Trung ương 9, khóa XX về xây dựng bến cảng.",
        [("Nghị quyết Hội nghị Trung ương 9, khóa XX về xây dựng bến cảng", "document")],
    ),
    ("Ban tổ chức lễ hội Đền Mây cấm xe.", [("Ban tổ chức lễ hội Đền Mây", "committee")]),
    ("Tổ công tác của Đội CSGT số 9 dừng xe tải.", [("Tổ công tác của Đội CSGT số 9", "force")]),
    (
        "Sở trình Quy hoạch bến xe ngựa đến năm 2041 để duyệt.",
        [("Quy hoạch bến xe ngựa đến năm 2041", "plan")],
    ),
    (
        "Đoàn liên ngành của Sở Y tế đi từng chợ.",
        [("Đoàn liên ngành của Sở Y tế", "force")],
    ),
    # teams told by what they look into, however many; a head in quotation marks; titles of documents without "về"
    (
        "Huyện lập 4 đoàn kiểm tra việc giữ sạch bãi tắm.",
        [("đoàn kiểm tra việc giữ sạch bãi tắm", "force")],
    ),
    ("Huyện lập 4 đoàn kiểm tra xuống các xã ven đầm.", []),
    (
        "Phó Chủ tịch xã nói “chiến dịch” trả lại lối đi bộ đã có kết quả.",
        [("“chiến dịch” trả lại lối đi bộ", "campaign")],
    ),
    (
        "Bộ vừa ban hành Thông tư số 9/2031/TT-BGTVT quy định tải trọng xe thồ.",
        [("Thông tư số 9/2031/TT-BGTVT quy định tải trọng xe thồ", "document")],
    ),
    ("Thông tư số 9/2031/TT-BGTVT quy định xe thồ phải có phanh.", [("Thông tư số 9/2031/TT-BGTVT", "document")]),
    ("Thông tư số 9/2031/TT-BGTVT ban hành tháng 3 có nhiều điểm mới.", [("Thông tư số 9/2031/TT-BGTVT", "document")]),
    (
        "Căn cứ Quyết định số 8/QĐ-UBND phê duyệt Đề án trồng rừng ven đầm.",
        [
            ("Quyết định số 8/QĐ-UBND phê duyệt Đề án trồng rừng ven đầm", "document"),
            ("Đề án trồng rừng ven đầm", "plan"),
        ],
    ),
    # two heads in one; model cars
    (
        "Công an mở đợt cao điểm ra quân giữ trật tự chợ nổi.",
        [("đợt cao điểm ra quân giữ trật tự chợ nổi", "campaign")],
    ),
    ("Cục lập Tổ điều tra tai nạn tàu cá.", [("Tổ điều tra tai nạn tàu cá", "force")]),
    ("Trên mạng có ảnh dàn xe mô hình gắn biển số giả.", []),
    # a step in a case and a decision about a person order no work; a number that another body follows
    ("Cục ra Quyết định số 19/C46-P12 ngày 3/5.", []),
    ("Quyết định số 48/QĐ-TTg về việc tặng Bằng khen bị hủy.", []),
    ("Phương án 279 và đội 5 cùng ra khơi.", [("Phương án 279", "plan")]),
    ("Nhiều chỉ tiêu vượt kế hoạch phát triển nghề cá năm 2031.", []),
    # how long a drive has lasted, a way of living that is changed
    ("Sau 3 tháng ra quân chấn chỉnh, lối đi lại bị chiếm.", []),
    ("Phường giúp 30 hộ chuyển đổi mô hình buôn bán trên hè.", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(doc: Make, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(doc(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nhiều mô hình hiệu quả cần được nhân rộng.",
        "Đơn vị lên kế hoạch xử lý từng trường hợp.",
        "Ông làm việc ở Sở Kế hoạch và Đầu tư.",
        "Kỳ họp của Hội đồng nhân dân tỉnh.",
        "Ùn tắc vào giờ cao điểm trên tuyến đường.",
        "Ban chuyên án lên phương án cụ thể, chi tiết.",
        "Cơ quan điều tra ra quyết định khởi tố vụ án.",
        "Phong trào được người dân hưởng ứng.",
        "Kế hoạch này được triển khai theo đúng kế hoạch đề ra.",
        "Quốc hội thảo luận dự án Luật Cảnh vệ.",
        "nạn nhân chất độc da cam “được quan tâm chăm sóc”",
        "Tổ công tác phát hiện hai xe tải.",
        "Ban tổ chức dựng 6 lán trại ven sông.",
        "Dịp cao điểm hè sắp tới sân bay rất đông.",
        "Doanh nghiệp xây dựng kế hoạch 5 năm.",
        "Các lực lượng C47 và PC47 phối hợp.",
        "Khu đất vướng quy hoạch “treo” đã lâu.",
        "Đề án đặt mục tiêu giảm một nửa số vụ cháy.",
        "Nhiều mô hình phát triển kinh tế ở các xã.",
        "Đại biểu góp ý để đề án hoàn thiện hơn.",
        "Chúng tôi chờ kết luận của cơ quan chức năng về vụ cháy.",
        "Ông là cán bộ của Viện nghiên cứu chiến lược quốc phòng.",
        "Hồ sơ lập Đề án tuân thủ quy định của pháp luật.",
        "Các lực lượng tổ chức diễn đàn “Lắng nghe ý kiến nhân dân”.",
    ],
)
def test_generic_mentions_are_left_out(doc: Make, text: str) -> None:
    assert found(doc(text)) == []


def test_an_abbreviation_in_parentheses_is_an_alias(doc: Make) -> None:
    (mention,) = find_initiatives(doc("Tổ tuần tra, kiểm soát về an ninh trật tự (Tổ 171) của Công an thị xã."))
    assert (mention.alias, mention.kind) == ("Tổ 171", "force")


def test_a_quotation_that_is_a_speech_is_no_name(doc: Make) -> None:
    text = "Về kế hoạch: “Chúng tôi sẽ làm quyết liệt. Không có vùng cấm.” - ông Lê Văn Hải nói."
    assert found(doc(text)) == []


def test_examples_of_the_lexicon(doc: Make) -> None:
    lexicon = load("initiatives")
    assert [t for t in lexicon.match if not found(doc(t))] == []
    assert [t for t in lexicon.no_match if found(doc(t))] == []


SPHERES = [
    "Nữ ca sĩ được khán giả yêu mến sau chương trình tìm kiếm giọng ca nhí.",
    "Liên quân không kích trong chiến dịch bao vây thành phố cảng.",
    "HLV vạch ra kế hoạch chiêu mộ ba cầu thủ trẻ.",
]


@pytest.mark.parametrize("text", SPHERES)
def test_shows_seasons_and_wars_are_no_public_work(doc: Make, text: str) -> None:
    assert found(doc(text)) == []


def test_public_bodies_at_work_count_in_every_sphere(doc: Make) -> None:
    text = "Sở Văn hóa mời ca sĩ và khán giả hưởng ứng chiến dịch giữ sạch bờ sông."
    assert found(doc(text)) == [("chiến dịch giữ sạch bờ sông", "campaign")]


def test_a_number_names_public_work_in_every_sphere(doc: Make) -> None:
    text = "Nghệ sĩ và khán giả nhắc tới Đề án 06. Đạo diễn làm phim về ca sĩ."
    assert found(doc(text)) == [("Đề án 06", "plan")]


def test_a_long_article_without_a_public_body_tells_of_no_public_work(doc: Make) -> None:
    text = "Cả nhà bàn kế hoạch sửa lại mái bếp. "
    assert found(doc(text)) == [("kế hoạch sửa lại mái bếp", "plan")]
    assert found(doc(text + "Trời mưa suốt. " * LONG)) == []
