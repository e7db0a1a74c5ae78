import pulumi
import pulumi_rollcall as rollcall

crew = rollcall.eds.Group("crew", group_name="Harbour crew", description="Everybody on the quay")
pilots = rollcall.eds.Group("pilots", group_name="Pilots")

people = {
    "ines_mar": {"real_nick_name": "Inês Mar", "groups": [crew, pilots]},
    "joss_weir": {"real_nick_name": "Joss Weir", "groups": [crew]},
}

users = {
    name: rollcall.eds.User(
        name,
        end_user_id=name,
        email=f"{name}@harbour-lane.example",
        real_nick_name=person["real_nick_name"],
        group_id_list=[group.group_id for group in person["groups"]],
        owner_type=rollcall.eds.UserOwnerType.NORMAL,
        # The service thinks of a first password by its rules, once; read it with `pulumi stack output passwords --show-secrets`.
        password="(generate)",
    )
    for name, person in people.items()
}

# Nobody but the program decides who goes: with a Guard a run that would end too many accounts stops before the first.
rollcall.Guard("guard")

pulumi.export("crew", crew.group_id)
pulumi.export("passwords", {name: user.initial_password for name, user in users.items()})
