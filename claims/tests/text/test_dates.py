"""Days as people and machines write them."""

from datetime import date

import pytest

from claims.text.dates import day_of

DAY = date(2019, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        *("2019-03-05", "2019-03-05T23:59:59+09:00", "2019-3-5", "20190305", "20190305T101112Z"),
        *("2019. 3. 5.", "2019.03.05", "2019년 3월 5일", "2019/03/05"),
        *("March 5, 2019", "5 March 2019", "5th Mar. 2019", "Tue, 05 Mar 2019 10:00:00 GMT"),
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert day_of(written) == DAY


def test_a_slashed_day_is_read_only_where_one_part_cannot_be_a_month():
    assert [day_of(text) for text in ("13/05/2019", "05/13/2019", "03/05/2019")] == [
        date(2019, 5, 13),
        date(2019, 5, 13),
        None,
    ]


@pytest.mark.parametrize(
    "written", ["", "0001-01-01", "2019-02-30", "yesterday", "1551780000", "9999-12-31", "5 Foo 2019"]
)
def test_what_is_no_day_is_none(written):
    assert day_of(written) is None
