"""Groups stand as people count them, not as their characters are coded."""

from app.rules.bookorder import book_key, group_key


def test_groups_are_counted():
    names = ["十二组", "三组", "二组", "一组", "第四组", "10组", "二十一组", "十组", None, "河边组"]
    said = sorted(names, key=group_key)
    assert said == ["一组", "二组", "三组", "第四组", "10组", "十组", "十二组", "二十一组", "河边组", None]


def test_a_group_is_in_the_order_of_its_codes():
    assert book_key("二组", None) < book_key("二组", "510") < book_key("三组", "1")
