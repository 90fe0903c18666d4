"""Every kind of input gives an article or a failure with a reason; nothing is lost, nothing raises."""

import gzip
import json
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pipeline.articles import Article, Failure, InputError, ReadOptions, find_inputs, read_input, read_text
from pipeline.articles.read import members_of

TITLE = "Ra quân trấn áp tội phạm dịp Tết"
LEAD = (
    "Công an huyện vừa tổ chức lễ ra quân đợt cao điểm trấn áp tội phạm, bảo đảm an ninh trật tự trước Tết Nguyên đán."
)
BODY = "Phát biểu tại buổi lễ, Trung tá Lê Văn Hải yêu cầu các đơn vị bám sát địa bàn, kịp thời phát hiện và xử lý vi phạm."


def read(path: Path, **options: object) -> list[Article | Failure]:
    return [a for i in find_inputs([str(path)]) for a in read_input(i, ReadOptions(**options))]  # type: ignore[arg-type]


def one(path: Path, **options: object) -> Article:
    (article,) = read(path, **options)
    assert isinstance(article, Article), article
    return article


def failure(path: Path, **options: object) -> Failure:
    (result,) = read(path, **options)
    assert isinstance(result, Failure), result
    return result


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    text = f"{TITLE}\n{LEAD}\n{BODY}"
    (tmp_path / "bai.txt").write_bytes(text.encode(encoding))
    article = one(tmp_path / "bai.txt")
    assert article.text == text
    assert article.title == TITLE


def test_windows_1258(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", LEAD)
    for base, mark, whole in (("a", "\u0306", "ă"), ("a", "\u0302", "â"), ("e", "\u0302", "ê"), ("o", "\u0302", "ô")):
        decomposed = decomposed.replace(base + mark, whole)
    decomposed = decomposed.replace("o\u031b", "ơ").replace("u\u031b", "ư")
    for dotted in "aeiouy":
        for mark in ("\u0306", "\u0302"):
            decomposed = decomposed.replace(
                f"{dotted}\u0323{mark}", unicodedata.normalize("NFC", dotted + mark) + "\u0323"
            )
    (tmp_path / "bai.txt").write_bytes(decomposed.encode("cp1258"))
    article = one(tmp_path / "bai.txt")
    assert article.text == LEAD
    assert "converted from Windows-1258" in article.notes


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("C«ng an huyÖn ®· b¾t 5 ®èi t­îng vµ thu gi÷ tang vËt cña vô ¸n trªn ®Þa bµn".encode("latin-1"), "TCVN3"),
        (
            "Coâng an huyeän ñaõ baét 5 ñoái töôïng vaø thu giöõ tang vaät cuûa vuï aùn treân ñòa baøn".encode(
                "cp1252"
            ),
            "VNI",
        ),
    ],
)
def test_legacy_encodings(tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / "bai.txt").write_bytes(data)
    article = one(tmp_path / "bai.txt")
    assert article.text == "Công an huyện đã bắt 5 đối tượng và thu giữ tang vật của vụ án trên địa bàn"
    assert any(name in note for note in article.notes)


def test_text_that_was_encoded_twice_is_repaired(tmp_path: Path) -> None:
    open_in_1252 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    twice = "".join(chr(b) if b in open_in_1252 else bytes([b]).decode("cp1252") for b in LEAD.encode())
    (tmp_path / "bai.txt").write_text(twice, encoding="utf-8")
    article = one(tmp_path / "bai.txt")
    assert article.text == LEAD
    assert article.notes == ("repaired: UTF-8 that had been read as Windows-1252",)


def test_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    row = json.dumps({"text": BODY, "date": "ngày mồng một"}, ensure_ascii=False)
    (tmp_path / "bai.jsonl").write_text(row, encoding="utf-8")
    article = one(tmp_path / "bai.jsonl")
    assert article.published is None
    assert article.notes == ("the date 'ngày mồng một' was not understood",)


def test_decomposed_text_is_composed_once(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(unicodedata.normalize("NFD", LEAD), encoding="utf-8")
    article = one(tmp_path / "bai.txt")
    assert article.text == LEAD
    assert article.notes == ("composed to Unicode NFC",)


def test_lone_surrogates_are_replaced() -> None:
    assert read_text("Công an\ud800 tỉnh").text == "Công an\ufffd tỉnh"


def test_lines_broken_at_a_width_are_joined(tmp_path: Path) -> None:
    words = f"{LEAD} {BODY} {LEAD} {BODY}".split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 70:
            lines.append(line.strip())
            line = ""
        line += f"{word} "
    (tmp_path / "bai.txt").write_text("\n".join([*lines, line.strip()]), encoding="utf-8")
    assert one(tmp_path / "bai.txt").text == " ".join(words)


def test_a_paragraph_a_line_stays_as_it_is(tmp_path: Path) -> None:
    text = "\n\n".join([TITLE, LEAD, BODY, LEAD, BODY, LEAD, BODY])
    (tmp_path / "bai.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "bai.txt").text == text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thứ Tư, 09/01/2019", date(2019, 1, 9)),
        ("Thứ tư, 9/1/2019 - 14:30 GMT+7", date(2019, 1, 9)),
        ("Cập nhật: 14:30 09/01/2019", date(2019, 1, 9)),
        ("09:15 | 12/03/2024", date(2024, 3, 12)),
        (
            "Hội nghị diễn ra ngày 22/1/2024 tại thành phố với sự tham dự của đông đảo đại biểu các sở, ban, ngành.",
            None,
        ),
    ],
)
def test_the_date_is_the_paper_s_not_the_event_s(tmp_path: Path, line: str, expected: date | None) -> None:
    (tmp_path / "bai.txt").write_text(f"{TITLE}\n{line}\n{LEAD}\n{BODY}", encoding="utf-8")
    assert one(tmp_path / "bai.txt").published == expected


def test_options_hold_where_the_input_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(LEAD, encoding="utf-8")
    article = one(tmp_path / "bai.txt", published=date(2024, 1, 22), home="Quảng Nam")
    assert (article.published, article.home) == (date(2024, 1, 22), "Quảng Nam")


@pytest.mark.parametrize("repeat", [1, 12])
def test_a_web_page_keeps_caption_subhead_and_paragraphs(tmp_path: Path, repeat: int) -> None:
    paragraphs = "".join(f"<p>{LEAD} Lần {n}.</p><p>{BODY}</p>" for n in range(repeat))
    page = f"""<html><head><title>{TITLE} - Báo Quảng Nam</title><meta charset="utf-8">
    <meta property="article:published_time" content="2024-01-22T08:00:00+07:00">
    <meta property="og:site_name" content="Báo Quảng Nam">
    <link rel="canonical" href="https://baoquangnam.vn/phap-luat/ra-quan.html"></head><body>
    <nav><a href="/">Trang chủ</a><a href="/phap-luat">Pháp luật</a></nav>
    <article><h1>{TITLE}</h1><p class="sapo">{LEAD}</p>{paragraphs}
    <figure><img src="a.jpg"><figcaption>Lực lượng công an tuần tra ban đêm. Ảnh: T.C</figcaption></figure>
    <h2>Chú trọng địa bàn trọng điểm</h2><p>{BODY} Hết.</p></article>
    <footer>Bản quyền thuộc về tòa soạn. Điện thoại 0235</footer></body></html>"""
    (tmp_path / "bai.html").write_text(page, encoding="utf-8")
    article = one(tmp_path / "bai.html")
    lines = article.text.split("\n")
    assert lines[0] == TITLE
    assert article.title == TITLE
    assert "Chú trọng địa bàn trọng điểm" in lines
    assert "Lực lượng công an tuần tra ban đêm. Ảnh: T.C" in lines
    assert {"title", "caption", "subhead"} <= {kind for kind, _, _ in article.zones}
    assert lines.count(BODY) == repeat
    assert not any("Trang chủ" in line or "Bản quyền" in line for line in lines)
    assert article.published == date(2024, 1, 22)
    assert article.home == "Quảng Nam"


def test_markdown(tmp_path: Path) -> None:
    (tmp_path / "bai.md").write_text(
        f"# {TITLE}\n\n**{LEAD}**\n\n## Bám sát cơ sở\n\n{BODY} Xem [thêm](http://x.vn).\n\n![Ảnh: T.C](a.jpg)\n",
        encoding="utf-8",
    )
    article = one(tmp_path / "bai.md")
    assert article.text.split("\n") == [TITLE, LEAD, "Bám sát cơ sở", f"{BODY} Xem thêm.", "Ảnh: T.C"]
    assert [kind for kind, _, _ in article.zones] == ["title", "lead", "subhead", "caption"]


def test_word_document(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading(TITLE, level=0)
    document.add_paragraph(LEAD)
    document.add_heading("Bám sát cơ sở", level=2)
    document.add_paragraph(BODY)
    document.save(str(tmp_path / "bai.docx"))
    article = one(tmp_path / "bai.docx")
    assert article.text.split("\n") == [TITLE, LEAD, "Bám sát cơ sở", BODY]
    assert article.title == TITLE


def test_rows_of_files_of_many(tmp_path: Path) -> None:
    row = {"id": "7", "tieu_de": TITLE, "noi_dung": f"{LEAD}\n{BODY}", "ngay": "2024-01-22"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\nkhông phải json\n", encoding="utf-8")
    good, bad = read(tmp_path / "a.jsonl")
    assert isinstance(good, Article)
    assert (good.id, good.title, good.published) == ("a#7", TITLE, date(2024, 1, 22))
    assert good.text == f"{TITLE}\n{LEAD}\n{BODY}"
    assert isinstance(bad, Failure)
    assert "line 2" in bad.reason
    (tmp_path / "b.csv").write_text(f'title;text\n"{TITLE}";"{BODY}"\n', encoding="utf-8-sig")
    assert one(tmp_path / "b.csv").text == f"{TITLE}\n{BODY}"


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": [LEAD, BODY], "id": ["x", "y"]}), tmp_path / "a.parquet")
    assert [a.id for a in read(tmp_path / "a.parquet")] == ["a#x", "a#y"]


def test_a_lead_or_title_that_the_text_repeats_is_not_doubled(tmp_path: Path) -> None:
    row = {"title": TITLE, "lead": LEAD, "text": f"{LEAD} {BODY}"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    article = one(tmp_path / "a.jsonl")
    assert article.text == f"{TITLE}\n{LEAD}\n{BODY}"  # the text repeats the lead: it stands once, on a line of its own
    assert article.lead == LEAD


def test_field_names_that_the_user_tells(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"than_bai": BODY}), encoding="utf-8")
    assert "--field text=NAME" in failure(tmp_path / "a.jsonl").reason
    assert one(tmp_path / "a.jsonl", fields={"text": "than_bai"}).text == BODY


def test_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2024/bai.txt", LEAD)
        archive.writestr("anh.jpg", b"\xff\xd8")
    good, skipped = read(tmp_path / "a.zip")
    assert (good.id, skipped.id) == ("a#2024/bai", "a#anh.jpg")
    assert isinstance(skipped, Failure)
    assert skipped.status == "skipped"


def test_each_member_of_an_archive_can_be_read_by_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "báo.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bai.txt", LEAD)
        archive.writestr("bai.md", f"# {TITLE}\n\n{BODY}\n")
        archive.writestr("tin.jsonl", json.dumps({"id": "7", "text": BODY}))
        archive.writestr("hong.pdf", b"%PDF-1.4")
        archive.writestr("bom.txt", b" " * 3_000_000)
        archive.writestr("__MACOSX/bai.txt", b"")
    (item,) = find_inputs([str(tmp_path)])
    whole = list(read_input(item))
    assert [a.id for a in whole] == ["báo#bai.md", "báo#bai.txt", "báo#bom", "báo#hong", "báo#tin#7"]
    assert [a.id for a in whole if isinstance(a, Failure)] == ["báo#bom", "báo#hong"]
    apart = [a for member, _ in members_of(item) for a in read_input(member)]
    assert apart == whole


def test_packed_json_lines_keep_what_comes_before_the_damage(tmp_path: Path) -> None:
    rows = "".join(
        json.dumps({"id": str(n), "text": f"{BODY} Bài số {n}."}, ensure_ascii=False) + "\n" for n in range(400)
    )
    packed = gzip.compress(rows.encode())
    (tmp_path / "bai.jsonl.gz").write_bytes(packed)
    assert [a.id for a in read(tmp_path / "bai.jsonl.gz")] == [f"bai#{n}" for n in range(400)]
    (tmp_path / "bai.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    *good, damaged = read(tmp_path / "bai.jsonl.gz")
    assert len(good) > 50
    assert isinstance(damaged, Failure)
    assert "damaged" in damaged.reason


def test_a_title_is_not_taken_from_a_sentence_that_begins_like_it(tmp_path: Path) -> None:
    row = {"title": "Công an tỉnh", "text": "Công an tỉnh vừa bắt giữ hai đối tượng."}
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert one(tmp_path / "a.jsonl").text == "Công an tỉnh\nCông an tỉnh vừa bắt giữ hai đối tượng."


BAD = [
    ("trong.txt", b"", "empty", "no text"),
    ("trang.txt", b" \n\t\n", "empty", "no text"),
    ("nhi_phan.txt", bytes(range(256)) * 8, "error", "not text"),
    ("hong.zip", b"PK\x03\x04 hong", "error", "ZIP"),
    ("hong.docx", b"khong phai docx", "error", "Word"),
    ("hong.pdf", b"%PDF-1.4 hong", "error", "PDF"),
    ("hong.parquet", b"hong", "error", "Parquet"),
    ("anh.jpg", b"\xff\xd8\xff", "skipped", "no known kind"),
    ("trong.html", b"<html><body></body></html>", "empty", "no text"),
    ("to.txt", b"a" * 5000, "error", "--max-bytes"),
]


@pytest.mark.parametrize(("name", "data", "status", "reason"), BAD, ids=[b[0] for b in BAD])
def test_bad_input_gives_a_failure_with_a_reason(
    tmp_path: Path, name: str, data: bytes, status: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = failure(tmp_path / name, max_bytes=4000)
    assert result.status == status
    assert reason in result.reason


def test_a_file_that_vanished(tmp_path: Path) -> None:
    (tmp_path / "bai.txt").write_text(LEAD, encoding="utf-8")
    (item,) = find_inputs([str(tmp_path)])
    (tmp_path / "bai.txt").unlink()
    (result,) = read_input(item)
    assert isinstance(result, Failure)
    assert "vanished" in result.reason


def test_ids(tmp_path: Path) -> None:
    for name in ("2024/TP.Hội An.txt", "2024/bai.txt", "2024/bai.html", ".an/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LEAD, encoding="utf-8")
    assert [i.id for i in find_inputs([str(tmp_path)])] == ["2024/TP.Hội An", "2024/bai.html", "2024/bai.txt"]
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025/bai.txt").write_text(BODY, encoding="utf-8")
    several = [i.id for i in find_inputs([str(tmp_path / "2024"), str(tmp_path / "2025")])]
    assert "2025/bai" in several
    assert len(several) == len(set(several)) == 4
    assert [i.id for i in find_inputs([str(tmp_path / "20*" / "*.txt")])] == ["2024/TP.Hội An", "2024/bai", "2025/bai"]


@pytest.mark.parametrize("source", ["khong-co", "khong-co/*.txt"])
def test_a_source_that_is_not_there(source: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file|matches no file"):
        list(find_inputs([str(tmp_path / source)]))
