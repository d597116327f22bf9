"""Columns over time, drawn by the server."""

from xml.etree import ElementTree

from django.template import Context, Template

from claims.templatetags.charts import HEIGHT, WIDTH, Column, Columns


def chart(*values, heads=("Hour", "Looks", "Failed"), **given):
    columns = [Column(f"{place:02}:00", *value) for place, value in enumerate(values)]
    return Columns("looks", "Looks per hour", columns, heads, **given)


def test_the_highest_column_fills_the_height_and_a_small_one_is_still_seen():
    high, low, none = chart((1000,), (1,), (0,)).drawn
    assert (high.top, high.height) == (0, HEIGHT)
    assert (low.height, none.height) == (2, 0)


def test_the_part_stands_at_the_foot_of_its_column():
    (drawn,) = chart((100, 50)).drawn
    assert (drawn.part_top, drawn.part_height) == (HEIGHT // 2, HEIGHT // 2)


def test_columns_stay_within_the_drawing_however_many():
    for count in (1, 24, 168):
        last = chart(*[(1,)] * count).drawn[-1]
        assert last.x + last.width <= WIDTH


def test_without_any_column_nothing_is_drawn_and_nothing_breaks():
    empty = chart()
    assert (empty.drawn, empty.most, empty.total, empty.ticks) == ([], 0, 0, [])


def test_a_few_names_stand_below_the_first_and_the_last_among_them():
    ticks = chart(*[(1,)] * 24).ticks
    assert (ticks[0], ticks[-1], len(ticks)) == ("00:00", "23:00", 5)
    assert chart((1,), (2,)).ticks == ["00:00", "01:00"]


def test_it_is_told_in_words_and_as_a_table_and_escapes_what_it_is_given():
    drawn = chart((1200, 3), description="<b>1,200</b> looks")
    page = Template("{% load charts %}{% columns chart %}").render(Context({"chart": drawn}))

    tree = ElementTree.fromstring(f"<div>{page}</div>")  # noqa: S314  our own page
    svg = tree.find(".//svg")
    assert svg.get("aria-labelledby") == svg.find("title").get("id")
    assert svg.get("aria-describedby") == svg.find("desc").get("id")
    assert svg.find("desc").text == "<b>1,200</b> looks"
    assert [cell.text for cell in tree.findall(".//tbody/tr/*")] == ["00:00", "1200", "3"]
    assert "style=" not in page


def test_without_a_third_head_the_table_has_no_third_column():
    page = Template("{% load charts %}{% columns chart %}").render(
        Context({"chart": chart((5,), heads=("Day", "Corrections"))})
    )
    assert page.count("<td>") == 1
