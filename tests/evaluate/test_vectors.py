"""Learning vectors from a small made-up collection."""

from pathlib import Path

import pytest

from pipeline.evaluate.gold import EvaluationError
from pipeline.evaluate.vectors import train_vectors
from pipeline.extractors.model.bag import Bag
from pipeline.extractors.model.vectors import SIZE, unpack

LINES = (
    "Công an tuần tra đêm {}, bắt giữ kẻ trộm {}.",
    "Nông dân gặt lúa ngày {}, phơi thóc ngoài sân {}.",
    "Học sinh đến lớp buổi {}, nghe thầy giảng bài {}.",
    "Bác sĩ khám bệnh sáng {}, phát thuốc cho cụ {}.",
)


def test_vectors_with_their_card(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    for n in range(20):
        lines = [line.format(f"{chr(97 + k)}ia", f"{chr(97 + (n + k) % 20)}oi") for k in range(20) for line in LINES]
        (tmp_path / f"bai-{n}.txt").write_text("\n".join(lines), "utf-8")
    file = train_vectors(tmp_path, tmp_path / "thu.npz")
    found = unpack(file.read_bytes(), file.name)
    patrol, theft, harvest = found.of(Bag(["tuần", "trộm", "gặt"], [(0, 1), (1, 2), (2, 3)]))
    assert found.table.shape[1] == SIZE
    assert patrol @ theft > patrol @ harvest
    assert '"articles": 20' in (tmp_path / "thu.card.json").read_text("utf-8")


def test_too_few_sentences(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    (tmp_path / "bai.txt").write_text("Công an xã tuần tra ban đêm.", "utf-8")
    with pytest.raises(EvaluationError, match="at least 1000"):
        train_vectors(tmp_path)
