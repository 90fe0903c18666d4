"""Days of publication: as metadata write them, and as newspapers print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

VIETNAM = timezone(timedelta(hours=7))
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\D?\d{4,6})?")
_DAY = r"(?P<d>\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<m>\d{1,2})(?:\s*[/.-]\s*|,?\s+năm\s+)(?P<y>\d{4})(?!\d)"
_DAY_FIRST = re.compile(rf"(?<!\d){_DAY}", re.IGNORECASE)
# What stands beside the date in a dateline and tells that it is one: "Thứ Tư, 09/01/2019 - 14:30 (GMT+7)", "Cập nhật: ...".
_SIGNS = re.compile(
    r"\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s+nhật|t[2-7]|cn"
    r"|(?:đã\s+)?(?:cập\s+nhật|đăng|xuất\s+bản|phát\s+hành)(?:\s+(?:lúc|ngày|lần\s+cuối))?|ngày\s+(?:đăng|xuất\s+bản))\b"
    r"|\b\d{1,2}\s*(?::|h|giờ)\s*\d{2}(?:\s*:\s*\d{2})?(?:\s*phút)?(?:\s*[ap]m|\s*sa|\s*ch)?\b"
    r"|\(?\bgmt\s*\+\s*7\)?",
    re.IGNORECASE,
)
_FILLER = re.compile(r"\b(?:ngày|lúc|vào)\b|[\s,|:;.()\[\]•·*]+|[-–—]", re.IGNORECASE)
_SEPARATED = re.compile(r"(?:^|[-–—|,•·()/])\s*$")
HEAD, TAIL = 6, 3
MOST_BESIDE = 5
"""Words of a section, a place or an author that may share a dateline's line."""


def day(value: str | None) -> date | None:
    """The day in Vietnam that a field of metadata tells, or None.

    >>> day("2024-01-21T18:30:00Z"), day("22 tháng 1 năm 2024")
    (datetime.date(2024, 1, 22), datetime.date(2024, 1, 22))
    """
    text = (value or "").strip()
    for read in (_epoch, _iso, _compact, _day_first, _mail):
        found = read(text)
        if found:
            return found
    return None


def _epoch(text: str) -> date | None:
    """Seconds or milliseconds since 1970, as databases give them."""
    match = re.fullmatch(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?", text)
    return datetime.fromtimestamp(int(match[1]), VIETNAM).date() if match else None


def _iso(text: str) -> date | None:
    match = _ISO.search(text)
    if not match:
        return None
    found = _date(match[1], match[2], match[3])
    if found and match[6]:  # an evening hour in UTC is the next day in Vietnam
        offset = match[6].replace("Z", "+00:00").replace(":", "")
        minutes = (int(offset[1:3]) * 60 + int(offset[3:5])) * (-1 if offset[0] == "-" else 1)
        try:
            moment = datetime(found.year, found.month, found.day, int(match[4]), int(match[5]))
        except ValueError:
            return found
        return (moment - timedelta(minutes=minutes) + timedelta(hours=7)).date()
    return found


def _compact(text: str) -> date | None:
    match = _COMPACT.fullmatch(text)
    return _date(match[1], match[2], match[3]) if match else None


def _day_first(text: str) -> date | None:
    match = _DAY_FIRST.search(text)
    if not match:
        return None
    # 01/22/2024 can only be an American date.
    return _date(match["y"], match["m"], match["d"]) or _date(match["y"], match["d"], match["m"])


def _mail(text: str) -> date | None:
    """RFC 822, as feeds write it: "Mon, 22 Jan 2024 08:00:00 +0700"."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    local = moment.astimezone(VIETNAM) if moment.tzinfo else moment
    return _date(str(local.year), str(local.month), str(local.day))


def _date(year: str, month: str, day_of_month: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2100 else None


def dateline(line: str) -> date | None:
    """The date of publication that a line prints; an event's date in running text, or in a headline, is none.

    >>> dateline("Thứ tư, 9/1/2019 - 14:30 GMT+7"), dateline("Khai mạc chủ nhật, 12/5/2024 tại Hội An")
    (datetime.date(2019, 1, 9), None)
    """
    if len(line) > 120:
        return None
    match = _DAY_FIRST.search(line)
    if not match:
        return None
    before, after = _SIGNS.sub("\t", line[: match.start()]), _SIGNS.sub("\t", line[match.end() :])
    signed = "\t" in before + after
    words = len(_FILLER.sub(" ", before + " " + after).split())
    if words and not (signed or _formal(line, match)):
        return None
    name, _, rest = before.partition("\t")
    name = re.sub(r"\s*\bngày\s*$", "", name, flags=re.IGNORECASE)
    apart = not _FILLER.sub("", name) or _SEPARATED.search(name) is not None
    if words > MOST_BESIDE or not apart or _FILLER.sub("", rest):
        return None
    tail = after.replace("\t", " ").strip()
    if _FILLER.sub("", tail) and not re.match(r"[-–—|•·(/]", tail):
        return None
    return _date(match["y"], match["m"], match["d"])


def _formal(line: str, match: re.Match[str]) -> bool:
    """ "Quảng Nam, ngày 22 tháng 01 năm 2024": a place and the date in words."""
    return "tháng" in match[0].lower() and re.match(r"[^\d,]{2,40},\s*(?:ngày\s+)?$", line[: match.start()]) is not None


def printed_day(lines: Sequence[str]) -> date | None:
    """The date of publication that the first or last lines print."""
    candidates = [*lines[:HEAD], *lines[HEAD:][-TAIL:]]
    return next((found for line in candidates if (found := dateline(line))), None)
