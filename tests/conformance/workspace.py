"""Workspace through huaweicloudsdkworkspace: the whole life of users and user groups."""

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkworkspace import v2

from life import Life, emulator, holds, refused, same

life = Life("workspace")
running = emulator()
ids = {}
NOBODY = "0" * 32
GROUP_MISSING = (400, "WKS.00170208")
USER_MISSING = (400, "WKS.00170312")


def connect(ak=running["accessKeyId"], sk=running["accessKeySecret"]):
    credentials = BasicCredentials(ak, sk, running["workspace"]["projectId"])
    return v2.WorkspaceClient.new_builder().with_credentials(credentials).with_endpoint(running["endpoint"]).build()


client = connect()


def refuses(call, expected):
    def describe(error):
        same(isinstance(error, ServiceResponseException), True)
        return (error.status_code, error.error_code)

    refused(call, expected, describe)


def listed(**filters):
    return [user.user_name for user in client.list_users(v2.ListUsersRequest(**filters)).users]


def detail(name):
    return client.list_user_detail(v2.ListUserDetailRequest(user_id=ids[name])).user_detail


def update(name, **fields):
    client.update_user_info(v2.UpdateUserInfoRequest(user_id=ids[name], body=v2.EditUserReq(**fields)))


def groups(**filters):
    return client.list_user_groups(v2.ListUserGroupsRequest(**filters)).user_groups


def members(group_id, **filters):
    return client.list_users_of_group(v2.ListUsersOfGroupRequest(group_id=group_id, **filters)).users


def act(group_id, op_type, *names):
    body = v2.ActionsOfUsersInGroupRequest(op_type=op_type, user_ids=[ids[name] for name in names])
    return client.run_actions_on_group(v2.RunActionsOnGroupRequest(group_id=group_id, body=body)).status_code


@life.step("creates one user, and a batch whose answer is empty")
def _():
    alice = v2.CreateUserRequest(user_name="alice", user_email="alice@example.com", description="李雷", group_ids=[groups()[0].id])
    ids["alice"] = client.create_desktop_user(v2.CreateDesktopUserRequest(body=alice)).id
    bob = v2.CreateUserRequest(user_name="bob", active_type="ADMIN_ACTIVATE", password="Canary-Passw0rd", next_login_change_password=False)
    carol = v2.CreateUserRequest(user_name="carol", user_phone="+8613800000000", account_expires="2036-01-02T03:04:05Z", enable_change_password=False)
    client.batch_create_users(v2.BatchCreateUsersRequest(body=v2.BatchCreateUsersReq(users=[bob, carol])))
    for user in client.list_users(v2.ListUsersRequest(user_names=["bob", "carol"])).users:
        ids[user.user_name] = user.id
    same(sorted(ids), ["alice", "bob", "carol"])


@life.step("reads them")
def _():
    alice, bob, carol = detail("alice"), detail("bob"), detail("carol")
    same((alice.user_email, alice.description, alice.group_names, alice.active_type), ("alice@example.com", "李雷", [groups()[0].name], "USER_ACTIVATE"))
    same((bob.active_type, bob.next_login_change_password, bob.account_expires), ("ADMIN_ACTIVATE", False, 0))
    same((carol.user_phone, carol.enable_change_password, carol.account_expires), ("+8613800000000", False, 2082855845000))


@life.step("is told with 409 that a name is taken, and creates nobody of a batch with such a member")
def _():
    taken = v2.CreateUserRequest(user_name="alice", user_email="a@example.com")
    fresh = v2.CreateUserRequest(user_name="dave", user_email="d@example.com")
    refuses(lambda: client.create_desktop_user(v2.CreateDesktopUserRequest(body=taken)), (409, "EMU.USER_DUP"))
    refuses(lambda: client.batch_create_users(v2.BatchCreateUsersRequest(body=v2.BatchCreateUsersReq(users=[fresh, taken]))), (409, "EMU.USER_DUP"))
    same(listed(user_name="dave"), [])


@life.step("lists in pages and filters, booleans written as Python writes them")
def _():
    pages = [listed(limit=2, offset=offset) for offset in (0, 2, 4)]
    same(pages, [["alice", "bob"], ["carol"], []])
    same(listed(active_type="ADMIN_ACTIVATE"), ["bob"])
    same((listed(disabled=False), listed(disabled=True)), (["alice", "bob", "carol"], []))
    same(client.list_users(v2.ListUsersRequest(is_query_total_desktops=False)).users[0].total_desktops, None)


@life.step("changes fields, clears one, disables and enables")
def _():
    update("alice", user_email="a@example.com", user_phone="+8613900000000", description="", account_expires="2037-01-02T03:04:05Z")
    update("alice", password_never_expired=True, disabled=True)
    alice = detail("alice")
    same((alice.user_email, alice.user_phone, alice.description), ("a@example.com", "+8613900000000", ""))
    same((alice.disabled, alice.password_never_expired, alice.account_expires), (True, True, 2114478245000))
    update("alice", disabled=False, account_expires="0")
    same((detail("alice").disabled, detail("alice").account_expires), (False, 0))


@life.step("locks, unlocks, resets a password, and draws one")
def _():
    for op_type, locked in (("LOCK", True), ("UNLOCK", False), ("RESET_PWD", False)):
        client.change_user_status(v2.ChangeUserStatusRequest(user_id=ids["alice"], body=v2.OperateUserReq(op_type=op_type)))
        same(detail("alice").locked, locked)
    drawn = client.reset_random_password(v2.ResetRandomPasswordRequest(user_id=ids["alice"], notification_type="email"))
    same(len(drawn.password) >= 8, True)


@life.step("creates a group whose id only the list tells, renames and describes it, two of one name beside each other")
def _():
    for description in ("first", "second"):
        body = v2.CreateUserGroupReq(group_name="night shift", platform_type="LOCAL", description=description)
        client.create_user_group(v2.CreateUserGroupRequest(body=body))
    found = groups(keyword="night")
    same([group.description for group in found], ["first", "second"])
    ids["group"] = found[1].id
    body = v2.EditUserGroupRequest(group_name="day shift", description="changed")
    client.update_user_group(v2.UpdateUserGroupRequest(group_id=ids["group"], body=body))
    same([(group.name, group.description, group.platform_type) for group in groups(keyword="day")], [("day shift", "changed", "LOCAL")])


@life.step("lists groups by offset alone, by limit 0 and past the end")
def _():
    every = [group.name for group in groups()]
    same([group.name for group in groups(offset="2")], every[2:])
    same([group.name for group in groups(limit="0", offset="1")], every[1:])
    same(groups(offset=str(len(every))), [])
    same([group.name for group in groups(platform_type=["LOCAL"], limit="2")], every[:2])


@life.step("adds and removes members, which answers 204")
def _():
    same(act(ids["group"], "ADD", "alice", "bob", "carol"), 204)
    same(act(ids["group"], "DELETE", "carol"), 204)
    same([(user.user_name, user.user_email) for user in members(ids["group"], limit=0)], [("alice", "a@example.com"), ("bob", "")])
    same([user.user_name for user in members(ids["group"], user_name="ali")], ["alice"])
    same([user.user_name for user in members(ids["group"], active_type="ADMIN_ACTIVATE")], ["bob"])
    same(next(group.user_quantity for group in groups() if group.id == ids["group"]), 2)
    same("day shift" in detail("bob").group_names, True)


@life.step("deletes groups and keeps their members; who is gone is not found")
def _():
    client.delete_user_group(v2.DeleteUserGroupRequest(group_id=ids["group"]))
    other = groups(keyword="night")[0].id
    client.batch_delete_user_groups(v2.BatchDeleteUserGroupsRequest(body=v2.BatchDeleteUserGroupsReq(group_ids=[other])))
    same(detail("bob").group_names, [])
    refuses(lambda: client.delete_user_group(v2.DeleteUserGroupRequest(group_id=ids["group"])), GROUP_MISSING)
    refuses(lambda: members(ids["group"]), GROUP_MISSING)


@life.step("is refused with a wrong secret, and with a key that does not exist")
def _():
    for keys in ({"sk": "other"}, {"ak": "UNKNOWN0000000000000"}):
        refuses(lambda keys=keys: connect(**keys).list_users(v2.ListUsersRequest()), (401, "APIGW.0301"))


@life.step("deletes users; who is gone is not found, with 400")
def _():
    client.delete_user(v2.DeleteUserRequest(user_id=ids["alice"]))
    client.batch_delete_user(v2.BatchDeleteUserRequest(body=v2.BatchDeleteUserReq(user_ids=[ids["bob"], ids["carol"]])))
    same(listed(), [])
    ids["nobody"] = NOBODY
    for name in ("alice", "nobody"):
        refuses(lambda name=name: detail(name), USER_MISSING)
        refuses(lambda name=name: update(name, description="x"), USER_MISSING)


life.end()
