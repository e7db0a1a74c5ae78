"""EIAM through alibabacloud-eiam20211201: the whole life of users."""

import alibabacloud_eiam20211201 as sdk

from alibaba import caller, refuses
from life import Life, emulator, holds, same

life = Life("eiam")
INSTANCE = emulator()["eiam"]
ROOT = INSTANCE["rootOrganizationalUnitId"]
DESIGN = "ou_design00000000000000000000"
SALES = "ou_sales000000000000000000000"
ids = {}


def inside(call):
    """The same, in the emulator's instance."""
    return lambda action, fields: call(action, {"InstanceId": INSTANCE["instanceId"], **fields})


call = inside(caller(sdk))


def get(name):
    return call("GetUser", {"UserId": ids[name]})["User"]


@life.step("creates users, booleans written as Python writes them")
def _():
    fields = {
        "Username": "alice@example",
        "DisplayName": "李雷",
        "Email": "alice@example.com",
        "EmailVerified": True,
        "PhoneRegion": "86",
        "PhoneNumber": "13800000000",
        "PhoneNumberVerified": False,
        "PrimaryOrganizationalUnitId": ROOT,
        "OrganizationalUnitIds": [DESIGN],
        "CustomFields": [{"FieldName": "badge", "FieldValue": "A-7"}],
        "PasswordInitializationConfig": {"PasswordInitializationPolicyPriority": "custom", "PasswordInitializationType": "random", "UserNotificationChannels": ["sms"]},
    }
    ids["alice"] = call("CreateUser", {**fields, "ClientToken": "one"})["UserId"]
    same(call("CreateUser", {**fields, "ClientToken": "one"})["UserId"], ids["alice"])
    ids["bob"] = call("CreateUser", {"Username": "bob", "PrimaryOrganizationalUnitId": SALES, "Password": "Canary-Passw0rd"})["UserId"]


@life.step("reads them")
def _():
    holds(
        get("alice"),
        {
            "Username": "alice@example",
            "DisplayName": "李雷",
            "EmailVerified": True,
            "PhoneNumberVerified": False,
            "PasswordSet": True,
            "Status": "enabled",
            "UserExternalId": ids["alice"],
            "CustomFields": [{"FieldName": "badge", "FieldValue": "A-7"}],
            "OrganizationalUnits": [{"OrganizationalUnitId": ROOT, "Primary": True}, {"OrganizationalUnitId": DESIGN, "Primary": False}],
        },
    )


@life.step("is told with 403 that a name or an address is taken")
def _():
    parent = {"PrimaryOrganizationalUnitId": ROOT}
    refuses(call, "CreateUser", {"Username": "bob", **parent}, 403, "ResourceDuplicated.Username")
    refuses(call, "CreateUser", {"Username": "carol", "Email": "alice@example.com", "EmailVerified": True, **parent}, 403, "ResourceDuplicated.Email")


@life.step("lists in pages, by number and by token, and filters")
def _():
    for page in (1, 2):
        holds(call("ListUsers", {"PageNumber": page, "PageSize": 1}), {"TotalCount": 2, "Users": [{"UserId": [ids["alice"], ids["bob"]][page - 1]}]})
    first = call("ListUsers", {"MaxResults": 1})
    second = call("ListUsers", {"MaxResults": 1, "NextToken": first["NextToken"]})
    holds([first["Users"][0], second["Users"][0]], [{"UserId": ids["alice"]}, {"UserId": ids["bob"]}])
    same(second.get("NextToken"), None)
    same(call("ListUsers", {"UsernameStartsWith": "bo"})["TotalCount"], 1)
    same(call("ListUsers", {"OrganizationalUnitId": DESIGN})["Users"][0]["UserId"], ids["alice"])


@life.step("changes fields, clears one, renames")
def _():
    user = {"UserId": ids["alice"]}
    call("UpdateUser", {**user, "Username": "alice", "DisplayName": "Alice", "Email": "", "CustomFields": [{"FieldName": "badge", "Operation": "remove"}]})
    call("UpdateUserDescription", {**user, "Description": "night shift"})
    holds(get("alice"), {"Username": "alice", "DisplayName": "Alice", "Email": None, "Description": "night shift", "CustomFields": [], "PhoneNumber": "13800000000"})


@life.step("changes units and groups")
def _():
    user = {"UserId": ids["alice"]}
    call("SetUserPrimaryOrganizationalUnit", {**user, "OrganizationalUnitId": SALES})
    call("AddUserToOrganizationalUnits", {**user, "OrganizationalUnitIds": [ROOT, DESIGN]})
    call("RemoveUserFromOrganizationalUnits", {**user, "OrganizationalUnitIds": [DESIGN]})
    same([unit["OrganizationalUnitId"] for unit in get("alice")["OrganizationalUnits"]], [SALES, ROOT])
    group = call("ListGroups", {"GroupName": "Managers"})["Groups"][0]["GroupId"]
    call("AddUsersToGroup", {"GroupId": group, "UserIds": [ids["alice"], ids["bob"]]})
    call("RemoveUsersFromGroup", {"GroupId": group, "UserIds": [ids["bob"]]})
    holds(call("ListUsersForGroup", {"GroupId": group}), {"TotalCount": 1, "Users": [{"UserId": ids["alice"], "GroupMemberRelationSourceType": "build_in"}]})
    holds(call("ListGroupsForUser", user), {"TotalCount": 1, "Groups": [{"GroupId": group}]})


@life.step("disables, enables, unlocks, and sets a password")
def _():
    user = {"UserId": ids["bob"]}
    call("DisableUser", user)
    same(get("bob")["Status"], "disabled")
    call("EnableUser", user)
    call("UnlockUser", user)
    same(get("bob")["Status"], "enabled")
    call("UpdateUserPassword", {**user, "Password": "Other-Passw0rd", "PasswordForcedUpdateStatus": "enabled", "UserNotificationChannels": ["email"]})
    refuses(call, "UpdateUserPassword", {**user, "Password": "short"}, 400, "InvalidParameter.Password")


@life.step("creates a group, renames and describes it, and finds it by name and by external id")
def _():
    ids["group"] = call("CreateGroup", {"GroupName": "Night shift", "GroupExternalId": "ext-7", "Description": "d"})["GroupId"]
    group = {"GroupId": ids["group"]}
    refuses(call, "CreateGroup", {"GroupName": "other", "GroupExternalId": "ext-7"}, 403, "ResourceDuplicated.GroupExternalId")
    call("UpdateGroup", {**group, "GroupName": "Day shift", "GroupExternalId": ""})
    call("UpdateGroupDescription", {**group, "Description": "changed"})
    expected = {"GroupName": "Day shift", "GroupExternalId": "ext-7", "Description": "changed", "GroupSourceType": "build_in", "GroupSourceId": INSTANCE["instanceId"]}
    holds(call("GetGroup", group)["Group"], expected)
    for fields in ({"GroupName": "Day shift"}, {"GroupExternalId": "ext-7"}, {"GroupNameStartsWith": "Day"}, {"GroupIds": [ids["group"]]}):
        holds(call("ListGroups", {**fields, "PageNumber": 1, "PageSize": 100}), {"TotalCount": 1, "Groups": [expected]})


@life.step("deletes the group and keeps its members")
def _():
    call("AddUsersToGroup", {"GroupId": ids["group"], "UserIds": [ids["alice"], ids["bob"]]})
    call("DeleteGroup", {"GroupId": ids["group"]})
    same([group["GroupName"] for group in get("alice")["Groups"]], ["Managers"])
    refuses(call, "GetGroup", {"GroupId": ids["group"]}, 404, "ResourceNotFound.Group")


@life.step("creates units, renames, describes and moves one, never below itself")
def _():
    def create(name, parent):
        return call("CreateOrganizationalUnit", {"OrganizationalUnitName": name, "ParentId": parent})["OrganizationalUnitId"]

    ids["above"], ids["below"] = create("Studio", ROOT), create("视觉组", DESIGN)
    unit = {"OrganizationalUnitId": ids["below"]}
    call("UpdateOrganizationalUnit", {**unit, "OrganizationalUnitName": "动效组"})
    call("UpdateOrganizationalUnitDescription", {**unit, "Description": "d"})
    call("UpdateOrganizationalUnitParentId", {**unit, "ParentId": ids["above"]})
    holds(call("GetOrganizationalUnit", unit)["OrganizationalUnit"], {"OrganizationalUnitName": "动效组", "Description": "d", "ParentId": ids["above"], "Leaf": True})
    same([above["OrganizationalUnitId"] for above in call("ListOrganizationalUnitParents", unit)["Parents"]], [ROOT, ids["above"]])
    holds(call("ListOrganizationalUnits", {"ParentId": ids["above"], "OrganizationalUnitName": "动效组"}), {"TotalCount": 1})
    refuses(call, "UpdateOrganizationalUnitParentId", {"OrganizationalUnitId": ids["above"], "ParentId": ids["below"]}, 400, "InvalidParameter.ParentId")
    refuses(lambda action, fields: create("Studio", ROOT), "CreateOrganizationalUnit", {}, 400, "ResourceDuplicated.OrganizationalUnitName")


@life.step("deletes units, children before parents and none with users")
def _():
    above, below = {"OrganizationalUnitId": ids["above"]}, {"OrganizationalUnitId": ids["below"]}
    refuses(call, "DeleteOrganizationalUnit", above, 400, "EmulatorRefusal.OrganizationalUnitNotEmpty")
    call("AddUserToOrganizationalUnits", {"UserId": ids["alice"], "OrganizationalUnitIds": [ids["below"]]})
    refuses(call, "DeleteOrganizationalUnit", below, 400, "EmulatorRefusal.OrganizationalUnitNotEmpty")
    call("RemoveUserFromOrganizationalUnits", {"UserId": ids["alice"], "OrganizationalUnitIds": [ids["below"]]})
    for unit in (below, above):
        call("DeleteOrganizationalUnit", unit)
        refuses(call, "GetOrganizationalUnit", unit, 404, "ResourceNotFound.OrganizationalUnit")


@life.step("wipes a unit with those below it and their accounts, which nobody should ask for")
def _():
    unit = call("CreateOrganizationalUnit", {"OrganizationalUnitName": "Doomed", "ParentId": ROOT})["OrganizationalUnitId"]
    doomed = call("CreateUser", {"Username": "doomed", "PrimaryOrganizationalUnitId": unit})["UserId"]
    call("DeleteOrganizationalUnitChildren", {"OrganizationalUnitId": unit})
    refuses(call, "GetUser", {"UserId": doomed}, 404, "ResourceNotFound.User")
    refuses(call, "GetOrganizationalUnit", {"OrganizationalUnitId": unit}, 404, "ResourceNotFound.OrganizationalUnit")


@life.step("is refused with a wrong secret, and with a key that does not exist")
def _():
    refuses(inside(caller(sdk, access_key_secret="other")), "ListUsers", {}, 400, "SignatureDoesNotMatch")
    refuses(inside(caller(sdk, access_key_id="LTAI0000000000000000")), "ListUsers", {}, 404, "InvalidAccessKeyId.NotFound")


@life.step("deletes users; who is gone is not found")
def _():
    call("DeleteUser", {"UserId": ids["alice"]})
    call("DeleteUsers", {"UserIds": [ids["bob"]]})
    for name in ("alice", "bob"):
        for action in ("GetUser", "DeleteUser", "DisableUser"):
            refuses(call, action, {"UserId": ids[name]}, 404, "ResourceNotFound.User")
    same(call("ListUsers", {})["TotalCount"], 0)


life.end()
