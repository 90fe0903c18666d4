"""The markup of the test sentences rejects what it cannot read."""

import pytest
from markup import parse


def test_spans() -> None:
    marked = parse("<t>Trưởng <b>Công an xã</b></t> <n>Lê Văn Hải</n>")
    assert marked.text == "Trưởng Công an xã Lê Văn Hải"
    assert marked.of("b") == ["Công an xã"]


@pytest.mark.parametrize("broken", ["<n>Lê Văn Hải", "Lê Văn Hải</n>", "<n>Lê <t>Văn</n></t>"])
def test_broken_markup_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match="clos"):
        parse(broken)
