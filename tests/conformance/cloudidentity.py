"""CloudIdentity through volcenginesdk-cloudidentity: the whole life of users and groups."""

import json

import volcenginesdkcloudidentity as sdk
import volcenginesdkcore
from volcenginesdkcore.rest import ApiException

from life import Life, emulator, refused, same

life = Life("cloudidentity")
running = emulator()
ids = {}
NOBODY = "7300000000000009999"


def connect(ak=running["accessKeyId"], sk=running["accessKeySecret"]):
    """An API object whose calls take the fields of their request."""
    configuration = volcenginesdkcore.Configuration()
    configuration.ak, configuration.sk = ak, sk
    configuration.region = "cn-beijing"
    configuration.scheme = "http"
    configuration.host = running["endpoint"].removeprefix("http://")
    api = sdk.CLOUDIDENTITYApi(volcenginesdkcore.ApiClient(configuration))

    def call(action, **fields):
        model = "".join(part.capitalize() for part in action.split("_")) + "Request"
        return getattr(api, action)(getattr(sdk, model)(**fields))

    return call


call = connect()


def refuses(function, status, code):
    def describe(error):
        same(isinstance(error, ApiException), True)
        return (error.status, json.loads(error.body)["ResponseMetadata"]["Error"]["Code"])

    refused(function, (status, code), describe)


def get(name):
    return call("get_user", user_id=ids[name])


def members():
    return [member.user_name for member in call("list_group_members", group_id=ids["group"], page_number=1, page_size=10).members]


@life.step("finds the service enabled")
def _():
    same([instance.status for instance in call("get_service_status").instances], ["Enabled"])


@life.step("creates users and gets them back")
def _():
    alice = call("create_user", user_name="alice", display_name="李雷", description="d", email="alice@example.com", phone="+8613800000000")
    same((alice.user_name, alice.display_name, alice.source, alice.phone), ("alice", "李雷", "Manual", "+86138****0000"))
    ids["alice"] = alice.user_id
    for name in ("bob", "carol"):
        ids[name] = call("create_user", user_name=name).user_id


@life.step("reads them")
def _():
    alice = get("alice")
    same((alice.user_name, alice.email, alice.description, alice.identity_type), ("alice", "alice@example.com", "d", "Create"))


@life.step("is told with 404 that a name is taken")
def _():
    refuses(lambda: call("create_user", user_name="alice"), 404, "UserNameAlreadyExists")


@life.step("lists in pages, by name and by words")
def _():
    pages = [call("list_users", page_number=number, page_size=2) for number in (1, 2, 3)]
    same([[user.user_name for user in page.users or []] for page in pages], [["alice", "bob"], ["carol"], []])
    same({page.total for page in pages}, {3})
    same([user.user_id for user in call("list_users", user_name="bob", page_number=1, page_size=10).users], [ids["bob"]])
    same(call("list_users", query_string="李", page_number=1, page_size=10).total, 1)


@life.step("changes fields, clears some, renames")
def _():
    call("update_user", user_id=ids["alice"], user_name="alicia", display_name="", email="", phone="+8613900000000")
    alice = get("alice")
    same((alice.user_name, alice.display_name, alice.email, alice.description, alice.phone), ("alicia", "", "", "d", "+86139****0000"))
    refuses(lambda: call("update_user", user_id=ids["alice"], user_name="bob"), 404, "UserNameAlreadyExists")


@life.step("sets a password, and has one drawn")
def _():
    same(call("reset_password", user_id=ids["bob"], generate_random_password=False, password_reset_required=True, password="Canary-Passw0rd").password, "Canary-Passw0rd")
    same(len(call("reset_password", user_id=ids["bob"], generate_random_password=True, password_reset_required=False).password) >= 8, True)


@life.step("creates a group, changes it, finds it in the list")
def _():
    group = call("create_group", group_name="night", join_type="Manual", display_name="Night", description="d")
    ids["group"] = group.group_id
    call("update_group", group_id=ids["group"], display_name="Night shift")
    group = call("get_group", group_id=ids["group"])
    same((group.group_name, group.display_name, group.description, group.join_type), ("night", "Night shift", "d", "Manual"))
    same([found.group_id for found in call("list_groups", query_string="shift", page_number=1, page_size=10).groups], [ids["group"]])
    refuses(lambda: call("create_group", group_name="night", join_type="Manual"), 404, "UserGroupNameAlreadyExists")


@life.step("adds and removes members")
def _():
    for name in ("alice", "bob"):
        call("add_user_to_group", group_id=ids["group"], user_id=ids[name])
    same(members(), ["alicia", "bob"])
    call("remove_user_from_group", group_id=ids["group"], user_id=ids["bob"])
    same(members(), ["alicia"])
    refuses(lambda: call("add_user_to_group", group_id=ids["group"], user_id=NOBODY), 404, "UserNotFound")


@life.step("deletes the group and keeps its members")
def _():
    call("delete_group", group_id=ids["group"])
    same(get("alice").user_name, "alicia")
    refuses(lambda: call("get_group", group_id=ids["group"]), 404, "UserGroupNotFound")


@life.step("is refused with a wrong secret, and with a key that does not exist")
def _():
    refuses(lambda: connect(sk="other")("list_users"), 401, "SignatureDoesNotMatch")
    refuses(lambda: connect(ak="AKLT0000000000000000")("list_users"), 401, "InvalidAccessKey")


@life.step("deletes users; who is gone is not found")
def _():
    for name in ("alice", "bob", "carol"):
        call("delete_user", user_id=ids[name])
        refuses(lambda name=name: get(name), 404, "UserNotFound")
    refuses(lambda: call("delete_user", user_id=NOBODY), 404, "UserNotFound")
    same(call("list_users", page_number=1, page_size=10).total, 0)


life.end()
