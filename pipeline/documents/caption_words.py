"""The words that tell a caption inside a line: credits, newspapers, what opens the sentence after it, who is pictured where."""

from __future__ import annotations

WHERE_FROM = {"cắt", "chụp", "internet", "int", "do", "nguồn"}  # "Ảnh cắt từ clip", "Ảnh do công an cung cấp"
WHICH = {"trái", "phải", "trên", "dưới", "giữa", "nhỏ", "lớn"}  # "(ảnh trái)" (left picture) stands inside a sentence
AGENCIES = {
    "afp", "ap", "reuters", "ttxvn", "epa", "thx", "yonhap", "getty", "vna", "vov", "vtv", "kyodo", "sputnik", "cnn",
    "bbc",
}  # fmt: skip
TIMES = {
    "ngày", "sáng", "chiều", "tối", "trưa", "đêm", "khoảng", "lúc", "hồi", "vào", "rạng", "đến", "trong",
}  # fmt: skip
"""Words of time that open a sentence before a date or hour: "Sáng 5.3", "Vào khoảng 7 giờ"."""
BETWEEN = {"ngày", "khoảng", "lúc", "sáng", "hồi"}
OPENERS = {
    ("theo", "đó"), ("trước", "đó"), ("sau", "đó"), ("tuy", "nhiên"), ("tại", "đây"), ("hiện", "nay"), ("ngoài", "ra"),
    ("đồng", "thời"), ("do", "đó"), ("vì", "vậy"), ("cụ", "thể"), ("qua", "đó"), ("bước", "đầu"), ("được", "biết"),
    ("liên", "quan"), ("trao", "đổi"), ("trả", "lời"), ("phát", "biểu"), ("nhận", "được"), ("bên", "cạnh"), ("đáng", "chú"),
    ("thông", "tin"), ("theo", "thông"), ("theo", "điều"), ("theo", "báo"), ("theo", "kết"), ("theo", "lời"), ("theo", "ông"),
    ("theo", "bà"), ("theo", "anh"), ("theo", "chị"), ("theo", "người"), ("theo", "công"), ("theo", "đại"), ("theo", "thượng"),
    ("theo", "trung"), ("theo", "thiếu"), ("sau", "khi"), ("sau", "loạt"), ("trước", "khi"), ("trước", "thực"), ("trước", "tình"),
    ("trước", "sự"), ("khi", "đó"), ("thời", "gian"), ("thời", "điểm"), ("nhiều", "ý"), ("nhiều", "người"), ("lại", "gần"),
    ("chưa", "đầy"), ("để", "đảm"), ("để", "bảo"), ("ngay", "sau"), ("sự", "việc"), ("vụ", "việc"), ("hiện", "tại"),
    ("hiện", "vụ"), ("hiện", "cơ"), ("hiện", "công"), ("lúc", "này"), ("cùng", "ngày"), ("theo", "cơ"),
    ("qua", "kiểm"), ("qua", "điều"), ("tại", "cơ"), ("tại", "buổi"), ("tại", "hội"),
}  # fmt: skip
"""First two syllables of what opens a sentence and, with a capital, stands nowhere else."""
FIRSTS = frozenset({first for first, _ in OPENERS} | TIMES)
INSIDE = {
    "và", "là", "của", "cho", "với", "từ", "tại", "ở", "hoặc", "nhân", "dịp", "niệm", "mừng", "ứng", "gọi", "tên",
    "đề", "mục", "sở", "bộ", "ban", "cục", "phòng", "báo",
}  # fmt: skip
"""Before a capital that opens no sentence: "kỷ niệm Ngày 27/7", "chuyên mục Trao đổi", "Sở Thông tin"."""
PAPERS = {
    ("dân", "trí"), ("lao", "động"), ("tuổi", "trẻ"), ("thanh", "niên"), ("tiền", "phong"), ("giao", "thông"), ("pháp", "luật"),
    ("an", "ninh"), ("công", "an"), ("gia", "đình"), ("đời", "sống"), ("nhân", "dân"), ("giáo", "dục"), ("nông", "nghiệp"),
}  # fmt: skip
"""First two syllables of newspapers whose names go on in small letters: "Ảnh: Dân trí"."""

ADDRESS = {"Ông", "Bà"}
"""With a capital after a credit they open the next sentence: "Ảnh: Hoài An Ông Bùi Văn Cường, ..."."""

SEVERAL = {"hai", "ba", "các", "nhóm", "cặp", "bốn", "những"}
PICTURED = {
    "đối tượng", "nghi phạm", "bị can", "bị cáo", "nghi can", "hung thủ", "tài xế", "ông", "bà", "anh", "chị", "vợ chồng",
}  # fmt: skip
CAUGHT = (("có", "mặt"), ("bị", "bắt", "giữ"), ("bị", "bắt"), ("bị", "tạm", "giữ"))
"""What a caption says of them before the place: present, arrested, held."""
AT = {"tại", "ở", "trước"}
PLACES = tuple(
    tuple(place.split())
    for place in (
        "cơ quan cảnh sát điều tra", "cơ quan điều tra", "cơ quan công an", "cơ quan csđt", "trụ sở công an", "trụ sở", "cqđt",
        "công an", "phiên tòa sơ thẩm", "phiên tòa phúc thẩm", "phiên tòa xét xử", "phiên tòa", "phiên xử", "phiên xét xử",
        "tòa án", "tòa",
    )
)  # fmt: skip
"""Where the press takes a suspect's picture, the longer ones first."""
PLACE_FIRSTS = frozenset(place[0] for place in PLACES)
SIDES = {("từ", "trái", "qua"), ("từ", "trái", "sang"), ("từ", "phải", "qua"), ("từ", "phải", "sang")}
"""Where somebody stands in a picture: "(thứ hai từ trái qua phải)"."""
SCENES = {("hiện", "trường"), ("tang", "vật"), ("tang", "chứng")}
VERBAL = {
    "gồm", "là", "có", "đã", "được", "bị", "cùng", "còn", "vẫn", "cho", "đang", "rất", "khá", "sẽ", "cũng", "để",
    "liên", "đưa",
}  # fmt: skip
"""Words that make a sentence of what begins with "hiện trường" (scene) or "tang vật" (exhibit)."""
