"""Which words differ between two wordings of a passage, and when they say the same."""

import pytest

from claims.text.wording import ChangeKind, Sameness, changes, names_differ, same_words


def kinds(old, new):
    return [change.kind for change in changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the “plan”", 'the "plan"'),
        ("The plan failed", "the plan failed"),
        ("A report on the north", "A REPORT ON THE NORTH"),
        ("NATO said so", "Nato said so"),
        ("the President said", "the president said"),
    ],
)
def test_form_and_harmless_capitals_leave_the_words_the_same(old, new):
    assert same_words(old, new) is Sameness.SAME


@pytest.mark.parametrize(("old", "new"), [("할 수 있다", "할수 있다"), ("was told", "wastold")])
def test_spacing_alone_is_told_apart_from_form(old, new):
    assert same_words(old, new) is Sameness.RESPACED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("they told us", "they told US"),
        ("in march they came", "in March they came"),
        ("5 MW of power", "5 mW of power"),
        ("she is not able", "she is notable"),
        ("in 2022 5 people", "in 20225 people"),
        ("the market in turkey", "the market in Turkey"),
    ],
)
def test_capitals_and_spaces_that_make_another_word_are_a_difference(old, new):
    assert same_words(old, new) is Sameness.DIFFERENT


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rose in May", "fell in May", [("replaced", "rose", "fell")]),
        ("it is safe", "it is not safe", [("inserted", "", "not")]),
        ("it is not safe", "it is safe", [("deleted", "not", "")]),
        ("Costs rose 5.576 in May", "Costs rose 5.567 in May", [("number", "5.576", "5.567")]),
        ("in 2022 they met", "in 2023 they met", [("number", "2022", "2023")]),
        ("매출이 늘었다고 했다", "매출이 줄었다고 했다", [("replaced", "늘었다고", "줄었다고")]),
        ("with H800 chips", "with H100 chips", [("number", "H800", "H100")]),
    ],
)
def test_changes_are_told_word_by_word(old, new, expected):
    assert [(change.kind.value, change.old, change.new) for change in changes(old, new)] == expected


def test_a_change_says_where_it_stands_in_both_texts():
    (change,) = changes("The old  house stood", "The new house stood")
    assert (change.old_at, change.new_at) == (4, 4)


@pytest.mark.parametrize(
    ("old", "new"), [("삼성 전자는", "삼성전자는"), ("“so”", '"so"'), ("a  b", "a b"), ("", "")]
)
def test_differences_of_form_are_no_changes(old, new):
    assert changes(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cost 5,576,000 dollars", "cost 5.576 million dollars"),
        ("557만6천달러가 들었다", "5,576,000달러가 들었다"),
        ("rose 15 percent", "rose 15%"),
        ("15퍼센트 늘었다", "15% 늘었다"),
        ("fifteen people came", "15 people came"),
        ("스무 명이 왔다", "20명이 왔다"),
        ("3천200원을 낸다", "3,200원을 낸다"),
        ("100만 명이 모였다", "1백만 명이 모였다"),
    ],
)
def test_the_same_value_written_differently_is_another_notation(old, new):
    assert kinds(old, new) == [ChangeKind.NOTATION]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cost $5 million", "cost $5 billion"),
        ("cost $5 million", "cost €5 million"),
        ("cost $5.576 million", "cost $5.6 million"),
        ("rose 0.25 percentage points", "rose 0.25 percent"),
        ("half of voters agreed", "a third of voters agreed"),
        ("fifteen people came", "16 people came"),
        ("557만6천달러가 들었다", "557만6천위안이 들었다"),
        ("금리를 0.25%포인트 내렸다", "금리를 0.25% 내렸다"),
        ("절반이 반대했다", "3분의 1이 반대했다"),
        ("영하 5도까지", "영상 5도까지"),
        ("▲5.2% 변동", "▼5.2% 변동"),
        ("최대 650억 달러를", "최소 650억 달러를"),
        ("growth of -2.5%", "growth of 2.5%"),
        ("5만 명이 모였다", "5만 가구가 모였다"),
    ],
)
def test_another_value_unit_sign_or_bound_is_a_changed_number(old, new):
    assert ChangeKind.NUMBER in kinds(old, new)


@pytest.mark.parametrize(
    ("old", "new"), [("about 15% of them", "15% of them"), ("약 15% 늘었다", "15% 늘었다")]
)
def test_a_dropped_about_is_a_change_of_words(old, new):
    assert kinds(old, new) == [ChangeKind.DELETED]


def test_sentences_in_another_order_are_told_so():
    assert kinds("It rose 5%. It fell 3%.", "It fell 3%. It rose 5%.") == [ChangeKind.REORDERED]


def test_an_advert_that_cuts_a_number_in_two_changes_no_value():
    assert kinds("It lost 3.1 percent today", "It lost 3.1 subscribe to our newsletter percent today") == [
        ChangeKind.INSERTED
    ]


def test_numbers_that_changed_places_are_a_changed_number():
    assert ChangeKind.NUMBER in kinds("from 10 to 12 people", "from 12 to 10 people")


def test_a_number_that_moved_with_its_words_is_no_changed_number():
    assert ChangeKind.NUMBER not in kinds("In 2022, sales rose 5 percent", "Sales rose 5 percent in 2022")


def test_a_number_in_a_dropped_clause_is_a_deletion():
    assert kinds("It rose, by 5 percent, in May", "It rose in May") == [ChangeKind.DELETED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Boeing delivered 348 jets", "Airbus delivered 766 jets"),
        ("강남구는 0.35% 올랐다", "서초구는 0.29% 올랐다"),
        ("박상우 장관은", "원희룡 장관은"),
    ],
)
def test_another_name_is_recognised(old, new):
    assert names_differ(changes(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [("it rose by 5", "it fell by 6"), ("매출이 늘었다", "매출이 줄었다"), ("It was so", "It is so")],
)
def test_another_verb_is_not_another_name(old, new):
    assert not names_differ(changes(old, new))
