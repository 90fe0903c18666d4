"""Personal names: runs of capitalised syllables that begin with a family name, and short forms after a form of address."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from spacy.tokens import Doc

from pipeline.documents import Syllables, fold, hits, matches, once_per_doc, part_index, standing, syllables
from pipeline.extractors.body_words import LEVELS, opens_date
from pipeline.extractors.mentions import Name
from pipeline.extractors.places import find_places
from pipeline.extractors.short_names import APOSTROPHE, short_names
from pipeline.extractors.unit_names import unit_names
from pipeline.lexicon import load

MAX_NAME = 5  # syllables; "Nguyễn Thị Ngọc Minh Châu"
MAX_ETHNIC = 6  # "Y Thanh Hà Niê Kđăm"
CONTINENTS = {"á", "âu", "phi", "mỹ", "úc"}  # "Vụ Châu Á - Thái Bình Dương"
MAX_BARE = 3  # syllables of a landmark whose second looks like a family name: "sân bay Tân Sơn Nhất"
MIDDLE = {"văn", "thị"}  # "Ung Văn Thanh", "Ngân Thị Hặc": whatever stands before is a family name
_NO_FAMILY = {"đô", "siêu", "nội", "ngoại", "hoa", "nhân", "ngữ"}  # Đô Thị, Nhân Văn
_UNNAMED = {"học", "phòng"}  # "Đại học Y Hà Nội", "Đồn Biên phòng A Pa Chải"
_SCHOOLS = {"trường", "thpt", "thcs", "tiểu học", "mầm non"}
# Words after which a name is a street, a school, a prize ..., not a person.
_NAMED_AFTER = frozenset(
    {
        "cửa khẩu quốc tế",
        "đường",
        "phố",
        "ngõ",
        "hẻm",
        "cầu",
        "chợ",
        "trường",
        "thpt",
        "thcs",
        "viện",
        "giải",
        "đền",
        "chùa",
        "bến",
        "cảng",
        "hồ",
    }
    | {
        "sông",
        "hầm",
        "rạp",
        "dốc",
        "kênh",
        "tuyến",
        "đảo",
        "tượng đài",
        "đại lộ",
        "công viên",
        "quảng trường",
        "nút giao",
    }
    | {
        "tiểu học",
        "mầm non",
        "mẫu giáo",
        "sân bay",
        "trại giam",
        "tạm giam",
        "ngã tư",
        "ngã ba",
        "vòng xoay",
        "nhà hát",
        "cung đường",
    }
)
_NOT_NAMED_AFTER = {
    "thành phố",
    "yêu cầu",
    "môi trường",
    "thị trường",
    "hiện trường",
}  # "Sở Tài nguyên và Môi trường Trần Văn An"


@lru_cache(maxsize=8)
def _families(folder: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lexicon = load("names", folder)
    family = [fold(f) for f in lexicon.forms("family")]
    single = frozenset(f for f in family if " " not in f)
    ethnic = frozenset(fold(f) for f in lexicon.forms("ethnic"))
    return single, frozenset(f for f in family if " " in f), ethnic


def _runs(s: Syllables, part: list[int]) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words within a sentence, without punctuation; acronyms end a run."""
    runs: list[tuple[int, int]] = []
    start = end = 0
    for i in compress(range(len(s.capital)), s.capital):
        word = s.words[i]
        if not word[0].isalpha() or (word.isupper() and len(word) > 1 and not APOSTROPHE.match(word)):
            continue
        if i > end or part[i] != part[start]:
            runs.append((start, end))
            start = i
        end = i + 1
    runs.append((start, end))
    return [(a, b) for a, b in runs if a < b]


@once_per_doc
def find_names(doc: Doc) -> list[Name]:
    """Every personal name of the Doc in text order, short forms after a form of address, a rank or an office included."""
    s = syllables(doc)
    blocked, stops, heads = _blocked(doc), _boundaries(doc), _heads(doc)
    announced = {hit.end for name in ("ranks", "honorifics") for at in hits(doc)[name].values() for hit in at}
    known = matches(doc, "fields")
    others = known, matches(doc, "countries")
    families = _families(doc.user_data.get("lexicon"))
    bodies = {i for i, at in hits(doc)["bodies"].items() if at[0].end - i > 1}  # "Bộ Công An"
    found: list[Name] = []
    for a, b in _runs(s, part_index(doc)):
        i = a
        while i < b:
            name = None if blocked[i] else _name_at(s, i, b, blocked, stops, heads, families)
            # "Bộ Công Thương" is no Mr Công, "Hàn Quốc" no Mr Hàn
            other = name is None or i in bodies or any(e - i > 1 for forms in others for e, _ in forms.get(i, ()))
            # nor "Hải Quan Cầu Treo" a Mr Quan
            other = other or (i > a and any(end > i for end, _ in known.get(i - 1, ())))
            if name is None or other or (i not in announced and _province(s, i, b, families[0])):
                i += 1
            elif _team(s, name):
                i = name.end
            elif _named_after(s, name.start) or (i == a + 1 and name.end - a <= MAX_BARE and _named_after(s, a)):
                i = _after_school(s, name, b, blocked, families[0])
            else:
                free = max(a, found[-1].end if found else 0)
                found.append(_from_announced(name, free, announced, blocked, stops))
                i = name.end
    found = [_without_opener(s, name, {tuple(s.keys[n.start : n.end]) for n in found}) for name in found]
    return sorted([*found, *short_names(doc, found, blocked)], key=lambda n: n.start)


def _without_opener(s: Syllables, name: Name, known: set[tuple[str, ...]]) -> Name:
    """ "Lê Thanh Liêm | Ngoài ra": a caption runs into the next sentence, and the article has the name without its opener."""
    end = name.end
    shorter = tuple(s.keys[name.start : end - 1])
    runs_on = len(shorter) > 2 and shorter in known and end < len(s) and s.words[end].islower()
    return Name(name.start, end - 1, name.full) if runs_on else name


def _team(s: Syllables, name: Name) -> bool:
    """ "Đội CSGT Bàn Cờ", "Trạm Cảnh sát giao thông Dầu Giây": two syllables after a traffic team name its seat."""
    i = name.start
    field = 1 if s.keys[i - 1] == "csgt" else 4 if s.keys[max(0, i - 4) : i] == ["cảnh", "sát", "giao", "thông"] else 0
    post = s.keys[max(0, i - 2) : i] == ["biên", "phòng"] and bool({"đồn", "trạm"} & set(s.keys[max(0, i - 5) : i - 2]))
    team = bool(field) and i > field and s.keys[i - field - 1] in ("đội", "trạm")
    return (team or post) and name.end - i == 2


def _province(s: Syllables, a: int, b: int, single: frozenset[str]) -> bool:
    """ "KCN Hà Nội", "ĐH Bách khoa Hà Nội Lê Văn An": a province's name, alone or before a person's, which nothing announces."""
    if b - a != 2 and not (b - a > 3 and s.keys[a + 2] in single):
        return False
    return any(end == a + 2 and "province" in levels for end, levels in unit_names().match(s, a))


def _from_announced(name: Name, free: int, announced: set[int], blocked: list[bool], stops: set[int]) -> Name:
    """ "Ông Tri Tôn Kiên", "Bà Néang Kim Cheng": after a form of address the name begins there, whatever its first syllables."""
    for i in range(max(free, name.start - 2), name.start):
        if i in announced and not any(blocked[k] or k in stops for k in range(i, name.start)):
            return Name(i, name.end, True)
    return name


def _after_school(s: Syllables, name: Name, b: int, blocked: list[bool], single: frozenset[str]) -> int:
    """Where to go on after a name that a street or school bears: "Hiệu trưởng Trường THPT Lê Quý Đôn | Hồ Thị Lụa"."""
    i = name.start
    if s.keys[i - 1] in _SCHOOLS or " ".join(s.keys[max(0, i - 2) : i]) in _SCHOOLS:
        for j in range(i + 2, b - 1):
            if s.keys[j] in single and 2 <= b - j <= 4 and not blocked[j]:
                return j
    return name.end


def _blocked(doc: Doc) -> list[bool]:
    """Syllables that a unit's name, with its unit word or after a body, or a continent's has taken."""
    s = syllables(doc)
    blocked = [False] * len(s)
    for i in standing(doc, {"châu"}):  # a family name too: "Châu Mỹ Linh"
        if i + 1 < len(s) and s.keys[i + 1] in CONTINENTS and not any(s.capital[i + 2 : i + 3]):
            blocked[i] = blocked[i + 1] = True
    for place in find_places(doc):
        for i in range(place.word_start, place.end):
            blocked[i] = True
    return blocked


def _boundaries(doc: Doc) -> set[int]:
    """Where an office, a rank or a body begins: a name cannot go on there."""
    found = hits(doc)
    s = syllables(doc)
    return {
        i
        for lexicon in ("offices", "ranks", "bodies")
        for i, at in found[lexicon].items()
        if s.capital[i] and max(hit.end for hit in at) - i >= 2
    }


def _heads(doc: Doc) -> set[int]:
    """Every syllable of an office, a rank, a body or a form of address: no family name, whatever follows."""
    return {
        k
        for lexicon in ("offices", "ranks", "bodies", "honorifics")
        for at in hits(doc)[lexicon].values()
        for hit in at
        for k in range(hit.start, hit.end)
    }


def _name_at(
    s: Syllables,
    i: int,
    b: int,
    blocked: list[bool],
    stops: set[int],
    heads: set[int],
    families: tuple[frozenset[str], frozenset[str], frozenset[str]],
) -> Name | None:
    """The full name that begins at syllable i of a run that ends at b."""
    key, (single, double, ethnic) = s.keys[i], families
    is_ethnic = (key in ethnic and len(s.words[i]) <= 2) or bool(APOSTROPHE.match(s.words[i]))
    is_ethnic = is_ethnic and not (i and len(s.words[i]) == 1 and s.keys[i - 1] in _UNNAMED)
    two = i + 1 < b and f"{key} {s.keys[i + 1]}" in double
    middle = i + 2 < b and s.keys[i + 1] in MIDDLE and key not in _NO_FAMILY and i not in heads
    middle = middle and not (i > 1 and s.keys[i - 1] in LEVELS and i - 2 not in heads)  # "xã Tả Văn Chư"
    if key not in single and not is_ethnic and not two and not middle:
        return None
    j = i + 1
    limit = i + (MAX_ETHNIC if is_ethnic else MAX_NAME)
    while j < b and j < limit and not blocked[j] and j not in stops and not opens_date(s, j):
        j += 1
    j = _initials_end(s, i, j)
    while j - i > 1 and len(s.words[j - 1]) == 1 and s.words[j : j + 1] == ["."] and j + 1 < len(s) and s.glued(j + 1):
        if not (s.capital[j + 1] and len(s.words[j + 1]) == 1):
            break
        j += 2  # "Lô T.N", "Vi Thị P.L"
    if j - i < 2 and not APOSTROPHE.match(s.words[i]):
        return None
    return Name(i, j, True)


def _initials_end(s: Syllables, i: int, j: int) -> int:
    """ "Nguyễn Văn T." and "Nguyễn Thị Ngọc H.": the initial belongs to the name, its full stop does not."""
    return j if j <= i + 1 or not (len(s.words[j - 1]) == 1 and j - i == 2 and s.words[j - 1].islower()) else j - 1


def _named_after(s: Syllables, i: int) -> bool:
    if i == 0 or s.breaks[i]:
        return False
    one = s.keys[i - 1]
    two = f"{s.keys[i - 2]} {one}" if i > 1 else ""
    longest = " ".join(s.keys[max(0, i - 4) : i])
    return (one in _NAMED_AFTER and two not in _NOT_NAMED_AFTER) or two in _NAMED_AFTER or longest in _NAMED_AFTER
