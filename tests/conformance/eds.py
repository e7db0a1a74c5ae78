"""EDS through alibabacloud-eds-user20210308: the whole life of users."""

import alibabacloud_eds_user20210308 as sdk

from alibaba import caller, refuses
from life import Life, holds, same

life = Life("eds")
call = caller(sdk)
ids = {}

ALICE = {"EndUserId": "alice", "Email": "alice@example.com", "RealNickName": "李雷", "GroupIdList": ["ug-sales"]}
BOB = {"EndUserId": "bob", "Phone": "13800000000", "OwnerType": "CreateFromManager", "Password": "Canary-Passw0rd", "OrgId": "org-design"}


def find(name):
    users = call("DescribeUsers", {"EndUserIds": [name], "ShowExtras": {"resourceCount": True}})["Users"]
    return users[0] if users else None


@life.step("creates users, booleans written as Python writes them")
def _():
    body = call("CreateUsers", {"IsLocalAdmin": True, "PasswordExpireDays": "90", "AutoLockTime": "2036-01-02 03:04:05", "Users": [ALICE, BOB]})
    holds(body, {"AllSucceed": True, "CreateResult": {"CreatedUsers": [{"EndUserId": "alice"}, {"EndUserId": "bob"}], "FailedUsers": []}})


@life.step("reads them")
def _():
    holds(find("alice"), {"Email": "alice@example.com", "RealNickName": "李雷", "EnableAdminAccess": True, "Groups": [{"GroupId": "ug-sales"}], "Status": 0})
    holds(find("bob"), {"Phone": "13800000000", "OwnerType": "CreateFromManager", "Orgs": [{"OrgId": "org-design"}], "PasswordExpireDays": 90})
    holds(call("DescribeUser", {"EndUserId": "bob", "RequireExtraAttributes": True})["User"], {"EndUserId": "bob", "OrgIds": ["org-design"]})


@life.step("finds AutoLockTime with FilterUsers")
def _():
    body = call("FilterUsers", {"Filter": "alice", "IncludeOrgInfo": True, "IncludeDesktopCount": False, "OrderParam": {"OrderField": "EndUserId", "OrderType": "ASC"}})
    holds(body["Users"], [{"EndUserId": "alice", "AutoLockTime": "2036-01-02 03:04:05", "OrgList": [{"OrgId": "org-aliyun-wy-org-id"}]}])


@life.step("is told in FailedUsers that a name is taken, with HTTP 200")
def _():
    body = call("CreateUsers", {"Users": [ALICE, {"EndUserId": "carol", "Phone": "13800000001"}]})
    holds(body, {"AllSucceed": False, "CreateResult": {"CreatedUsers": [{"EndUserId": "carol"}], "FailedUsers": [{"EndUserId": "alice", "ErrorCode": "ExistedEndUserId"}]}})


@life.step("lists in pages")
def _():
    names, token = [], None
    for _round in range(3):
        body = call("DescribeUsers", {"MaxResults": 1, "NextToken": token})
        same(body["Count"], 3)
        names += [user["EndUserId"] for user in body["Users"]]
        token = body.get("NextToken")
    same((names, token), (["alice", "bob", "carol"], None))


@life.step("changes e-mail address and phone number, and clears one")
def _():
    call("ModifyUser", {"EndUserId": "alice", "Email": "a@example.com", "Phone": "13900000000"})
    call("ModifyUser", {"EndUserId": "alice", "Email": "", "Phone": "13900000000"})
    holds(find("alice"), {"Email": None, "Phone": "13900000000"})


@life.step("moves to another organisation, joins and quits groups, gains and loses administration")
def _():
    call("MoveUserOrg", {"EndUserIds": ["alice"], "OrgId": "org-finance"})
    call("UserBatchJoinGroup", {"EndUserIds": ["alice", "bob"], "GroupId": "ug-oncall"})
    call("UserBatchQuitGroup", {"EndUserIds": ["alice"], "GroupId": "ug-sales"})
    call("BatchSetDesktopManager", {"Users": ["alice"], "IsDesktopManager": "0"})
    holds(find("alice"), {"Orgs": [{"OrgId": "org-finance"}], "Groups": [{"GroupId": "ug-oncall"}], "EnableAdminAccess": False})


@life.step("locks and unlocks, an unknown name failing alone")
def _():
    locked = call("LockUsers", {"Users": ["alice", "nobody"], "LogoutSession": True})["LockUsersResult"]
    holds(locked, {"LockedUsers": ["alice"], "FailedUsers": [{"EndUserId": "nobody", "ErrorCode": "InvalidUsername"}]})
    same(find("alice")["Status"], 9)
    call("UnlockUsers", {"Users": ["alice"], "AutoLockTime": "2037-01-02 03:04:05"})
    same(find("alice")["Status"], 0)


@life.step("sets a password, and asks for reset mails")
def _():
    call("ChangeUserPassword", {"EndUserId": "bob", "NewPassword": "Other-Passw0rd"})
    refuses(call, "ChangeUserPassword", {"EndUserId": "bob", "NewPassword": "short"}, 400, "InvalidPassword")
    holds(call("ResetUserPassword", {"Users": ["alice"], "NotifyType": 1})["ResetUsersResult"], {"FailedUsers": [{"ErrorCode": "InvalidEmail"}]})


@life.step("creates a group, renames and describes it, and finds its members")
def _():
    for description in ("first", "second"):
        ids["group"] = call("CreateGroup", {"GroupName": "Night shift", "Description": description})["GroupId"]
    same(call("DescribeGroups", {"GroupName": "Night shift", "PageNumber": 1, "PageSize": 100})["Count"], 2)
    call("ModifyGroup", {"GroupId": ids["group"], "NewGroupName": "Day shift", "Description": "changed"})
    call("UserBatchJoinGroup", {"GroupId": ids["group"], "EndUserIds": ["alice", "bob"]})
    holds(call("DescribeGroups", {"GroupId": ids["group"]})["Groups"], [{"GroupName": "Day shift", "Description": "changed", "UserCount": 2}])
    holds(call("DescribeGroupUser", {"GroupId": ids["group"], "Filter": "ali", "MaxResults": 10})["Users"], [{"EndUserId": "alice"}])
    refuses(call, "UserBatchJoinGroup", {"GroupId": ids["group"], "EndUserIds": ["nobody"]}, 400, "InvalidUsername")


@life.step("removes the group and keeps its members")
def _():
    call("RemoveGroup", {"GroupId": ids["group"]})
    same(call("DescribeGroups", {"GroupId": ids["group"]})["Groups"], [])
    same([group["GroupId"] for group in find("alice")["Groups"]], ["ug-oncall"])


@life.step("creates organisations, renames and moves one, never below itself")
def _():
    ids["above"] = call("CreateOrg", {"OrgName": "Studio", "ParentOrgId": "org-aliyun-wy-org-id"})["OrgId"]
    ids["below"] = call("CreateOrg", {"OrgName": "视觉组", "ParentOrgId": "org-design"})["OrgId"]
    call("ModifyOrg", {"OrgId": ids["below"], "OrgName": "视觉/动效组"})
    call("MoveOrg", {"OrgId": ids["below"], "NewParentOrgId": ids["above"]})
    found = call("DescribeOrgs", {"ParentOrgId": ids["above"], "IsQueryAllSubOrgs": True, "MaxResults": 100})["Orgs"]
    holds(found, [{"OrgId": ids["below"], "OrgName": "视觉/动效组", "ParentOrgId": ids["above"]}])
    holds(call("DescribeOrgByLayer", {"ParentOrgId": ids["above"]})["Orgs"], [{"OrgId": ids["below"]}])
    refuses(call, "MoveOrg", {"OrgId": ids["above"], "NewParentOrgId": ids["below"]}, 400, "InvalidNewParentOrgId")
    refuses(call, "CreateOrg", {"OrgName": "Studio", "ParentOrgId": "org-aliyun-wy-org-id"}, 400, "ExistedOrgName")


@life.step("removes organisations, children before parents and none with users")
def _():
    refuses(call, "RemoveOrg", {"OrgId": ids["above"]}, 400, "OrgNotEmpty")
    call("MoveUserOrg", {"EndUserIds": ["alice"], "OrgId": ids["below"]})
    refuses(call, "RemoveOrg", {"OrgId": ids["below"]}, 400, "OrgNotEmpty")
    call("MoveUserOrg", {"EndUserIds": ["alice"], "OrgId": "org-finance"})
    for name in ("below", "above"):
        call("RemoveOrg", {"OrgId": ids[name]})
        refuses(call, "RemoveOrg", {"OrgId": ids[name]}, 400, "InvalidOrgId")


@life.step("is refused with a wrong secret, and with a key that does not exist")
def _():
    refuses(caller(sdk, access_key_secret="other"), "GetUsersCount", {}, 400, "SignatureDoesNotMatch")
    refuses(caller(sdk, access_key_id="LTAI0000000000000000"), "GetUsersCount", {}, 404, "InvalidAccessKeyId.NotFound")


@life.step("removes users; who is gone is absent from reads and fails alone")
def _():
    holds(call("RemoveUsers", {"Users": ["alice", "bob", "carol", "nobody"]})["RemoveUsersResult"], {"RemovedUsers": ["alice", "bob", "carol"], "FailedUsers": [{"EndUserId": "nobody"}]})
    same((find("alice"), call("DescribeUser", {"EndUserId": "alice"})["User"].get("EndUserId")), (None, None))
    same(call("GetUsersCount", {})["UserCount"], 0)


life.end()
