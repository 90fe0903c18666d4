"""What a speaker does with words whose verb does not tell: "ông Hải nói" may commit, demand, ask, praise or warn."""

from __future__ import annotations

from collections.abc import Sequence

Forms = set[tuple[str, ...]]

NEUTRAL = {"report", "affirm"}
SHORT = 40  # syllables of a statement that is praise as a whole
EARLY = 6  # syllables in which the mood of a sentence shows
WE: Forms = {("chúng", "tôi"), ("chúng", "ta"), ("đơn", "vị"), ("công", "an"), ("lực", "lượng"), ("địa", "phương")}
INTENTIONS: Forms = {
    ("sẽ",),
    ("quyết", "tâm"),
    ("phấn", "đấu"),
    ("cam", "kết"),
    ("mục", "tiêu"),
    ("tiếp", "tục"),
}  # will, resolve
ASKS: Forms = {
    ("đề", "xuất"),
    ("đề", "nghị"),
    ("kiến", "nghị"),
    ("rất", "mong"),
    ("mong", "muốn"),
}  # propose, request, hope
DEMANDS: Forms = {
    ("tuyệt", "đối"),
    ("phải", "chịu"),
    ("không", "được"),
    ("yêu", "cầu"),
}  # absolutely, must answer for
ORDERS: Forms = {("phải",), ("cần",)}
THANKS: Forms = {
    ("cảm", "ơn"),
    ("biểu", "dương"),
    ("ủng", "hộ"),
    ("mừng", "lắm"),
    ("phấn", "khởi"),
}  # thank, commend, support
WARNINGS: Forms = {
    ("hãy",),
    ("đừng",),
    ("cảnh", "giác"),
    ("nguy", "cơ"),
    ("không", "nên"),
}  # (imperative), do not, on guard
STRESS = {"nhấn mạnh", "nêu rõ", "chỉ rõ", "lưu ý", "quán triệt"}


def act_of(cue_act: str, cue: str | None, keys: Sequence[str]) -> str:
    """The act of a statement: its verb's, unless the verb is neutral and the words said (folded syllables) tell more.

    >>> act_of("report", "nói", "chúng tôi sẽ mở đợt cao điểm".split())
    'commit'
    """
    if cue_act not in NEUTRAL:
        return "warn" if cue_act == "direct" and cue == "lưu ý" and _has(keys, WARNINGS) else cue_act
    early = keys[:EARLY]
    ours = _has(early, WE) or "tôi" in early
    if _has(early, INTENTIONS) and (ours or _has(early[:2], INTENTIONS)):
        return "commit"
    if ours and _has(keys[: 2 * EARLY], ASKS):
        return "request"
    if cue in STRESS and (_has(keys, DEMANDS) or _has(keys, ORDERS)) and not ours:
        return "direct"
    if cue_act == "report" and len(keys) <= SHORT and _has(keys, THANKS):
        return "praise"
    return "warn" if _has(early, WARNINGS) else cue_act


def _has(keys: Sequence[str], forms: Forms) -> bool:
    """Does one of the forms, of one syllable or two, stand among the syllables?"""
    return not forms.isdisjoint(zip(keys, keys[1:], strict=False)) or not forms.isdisjoint(zip(keys, strict=True))
