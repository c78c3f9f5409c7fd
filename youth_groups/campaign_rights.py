"""Office roles around campaigns."""

from accounts.roles import Role

#: Approve campaigns and outcomes, and write down the office's own outputs and outcomes.
APPROVES: tuple[str, ...] = (Role.PROGRAMME_MANAGER, Role.ME_OFFICER, Role.GRANTS_OFFICER)
#: Photos from campaigns have a permission of their own: these roles and the owners and editors of the group add, see, remove them.
SEES_PHOTOS: tuple[str, ...] = (Role.PROGRAMME_MANAGER, Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT)
