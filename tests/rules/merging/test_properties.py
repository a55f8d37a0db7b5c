"""Whatever comes, in whatever order: nothing is taken unseen, nothing comes back, nothing is dropped."""

from hypothesis import given
from hypothesis import strategies as st

from app.rules.merging import Entity, Op, merge
from tests.rules.merging.rows import CLASSES

FIELDS = ("name", "phone", "disability_number")
NAMES = st.sampled_from(["a", "b", None])


@st.composite
def operations(draw: st.DrawFn) -> list[Op]:
    """Up to eight operations on one row; each has seen any of those before it, or nothing."""
    made: list[Op] = []
    for number in range(draw(st.integers(1, 8))):
        action = draw(st.sampled_from(["create", "update", "delete"]))
        fields = draw(st.dictionaries(st.sampled_from(FIELDS), NAMES, min_size=1))
        earlier = st.sampled_from(["op0", *(one.id for one in made)])
        base = draw(st.dictionaries(st.sampled_from(("id", *FIELDS)), earlier))
        made.append(Op(f"op{number}", "person", action, base, {} if action == "delete" else fields, {}))
    return made


@given(operations())
def test_a_row_tells_who_set_what_and_every_refusal_is_named(made):
    entity, states = None, []
    for one in made:
        merged = merge(one, entity, CLASSES)
        assert None not in merged.doc.values()
        assert merged.doc.keys() <= set(FIELDS)
        if merged.changed:
            assert one.id in merged.base.values()
        else:
            assert (merged.conflicts and entity is None) or (merged.doc, merged.base) == (
                entity.doc,
                entity.base,
            )
        told = {clash.field for clash in merged.conflicts}
        for field, value in one.set.items():
            # Taken, said already, or put before a person.
            assert merged.doc.get(field) == value or told & {field, "id"}
        if entity and entity.deleted and not merged.deleted:
            assert one.action == "create" and one.base["id"] == entity.base["id"]
        if merged.base:
            entity = Entity("person", merged.doc, merged.base, merged.deleted)
        states.append(entity)


@given(operations())
def test_an_operation_that_comes_again_on_its_own_result_changes_no_value(made):
    entity = None
    for one in made:
        merged = merge(one, entity, CLASSES)
        if not merged.base:
            continue
        entity = Entity("person", merged.doc, merged.base, merged.deleted)
        if one.action == "update" and merged.status == "ok":
            assert merge(one, entity, CLASSES).doc == entity.doc
