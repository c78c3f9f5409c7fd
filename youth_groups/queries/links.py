"""Records of one human in two organisations: counted once, never shown to one another."""

from collections.abc import Iterable

from youth_groups.models import PersonLink


def representatives(ids: Iterable[int]) -> dict[int, int]:
    """For each of the records, the smallest of `ids` that is the same human by standing links, directly or over others. One statement.

    Figures count the representatives: somebody whom two partners trained is one person.
    """
    wanted = sorted(set(ids))
    leader: dict[int, int] = {}

    def root(pk: int) -> int:
        while leader.setdefault(pk, pk) != pk:
            leader[pk] = leader[leader[pk]]
            pk = leader[pk]
        return pk

    for first, second in PersonLink.objects.filter(undone_at__isnull=True).order_by("pk").values_list("first_id", "second_id"):
        leader[root(first)] = root(second)
    smallest: dict[int, int] = {}
    for pk in wanted:
        smallest.setdefault(root(pk), pk)
    return {pk: smallest[root(pk)] for pk in wanted}
