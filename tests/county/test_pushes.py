"""What a machine hands in: the chain it must keep, the answers it gets, and that nothing is taken twice."""

from tests.county.machines import enrolled
from tests.county.servers import Town


def test_what_is_pushed_stands_at_the_county(town: Town):
    machine = enrolled(town)
    made = machine.household(phone="1")
    machine.change("act", "office", "", values={"act": "print"})
    answer = machine.push().json()
    assert (answer["last_dseq"], answer["results"]) == (2, [])
    assert machine.docs() == {made.record_id: {"division_id": machine.division, "phone": "1"}}
    assert town.rows("SELECT act FROM audit") == [("print",)]
