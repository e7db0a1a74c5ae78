import { join, relative } from "node:path";
import { directories } from "../../../provider/directories";
import { parseRoster, type RosterOptions } from "../../../sdk/lib/roster/people/parse";
import { rows as sheetRows, workbook } from "./xlsx/workbook-file";

const file = (name: string): string => relative(process.cwd(), join(__dirname, "exports", name));

function read(options: Pick<RosterOptions, "file" | "directory"> & Partial<RosterOptions>) {
  return parseRoster({ directories, env: {}, ...options }).rows.map(({ fields }) => fields);
}

const LI = { email: "li.na@harbour-lane.example" };
const TOM = { email: "tom.reed@harbour-lane.example" };

test("Entra ID: bulk download of users", () => {
  const columns = {
    userPrincipalName: "account",
    mail: "email",
    mobilePhone: "phone",
    accountEnabled: "status",
    surname: null,
    givenName: null,
    id: null,
    userType: null,
    jobTitle: null,
    department: null,
    creationType: null,
  };
  const common = { primaryOrganizationalUnitId: "ou_1", emailVerified: true };
  expect(read({ file: file("entra.csv"), directory: "eiam", columns, defaults: { primaryOrganizationalUnitId: "ou_1" } })).toEqual([
    {
      ...LI,
      ...common,
      username: LI.email,
      displayName: "李娜",
      phoneRegion: "86",
      phoneNumber: "13800138001",
      phoneNumberVerified: true,
      status: "enabled",
    },
    { ...TOM, ...common, username: TOM.email, displayName: "Tom Reed", status: "disabled" },
  ]);
});

test("Google Workspace: download of users", () => {
  const columns = {
    "First Name": "aliasName",
    "Last Name [Required]": null,
    "Email Address": "email",
    "Password [Required]": null,
    "Password Hash Function [UPLOAD ONLY]": null,
    "Org Unit Path [Required]": null,
    "New Primary Email [UPLOAD ONLY]": null,
    "Status [READ ONLY]": "status",
    "Last Sign In [READ ONLY]": null,
    "Mobile Phone": "phone",
    "Employee ID": "userName",
    Department: null,
  };
  expect(read({ file: file("google.csv"), directory: "workspace", columns })).toEqual([
    { userName: "E-001", aliasName: "Na", userEmail: LI.email, userPhone: "+8613800138001", disabled: false },
    { userName: "E-002", aliasName: "Tom", userEmail: TOM.email, disabled: true },
  ]);
});

test("Okta: report of people", () => {
  const columns = { firstName: null, lastName: null, mobilePhone: "phone", department: null };
  expect(
    read({ file: file("okta.csv"), directory: "eiam", columns, defaults: { primaryOrganizationalUnitId: "ou_1" } }).map(
      ({ username, status }) => [username, status],
    ),
  ).toEqual([
    [LI.email, "enabled"],
    [TOM.email, "disabled"],
  ]);
});

const WECOM = { 别名: null, 职务: null, 部门: null, 性别: null };
const WECOM_PEOPLE = [
  { ...LI, endUserId: "li_na", realNickName: "李娜", phone: "13800138001" },
  { ...TOM, endUserId: "tom_reed", realNickName: "汤姆" },
];

test("WeCom: contacts with instructions above the header", () => {
  expect(read({ file: file("wecom.csv"), directory: "eds", headerLine: 10, columns: WECOM })).toEqual(WECOM_PEOPLE);
});

test("the same as a workbook, its instructions in one merged cell with line breaks", () => {
  const table = [
    ["填写须知：\n1、……\n2、……"],
    ["姓名\n（必填）", "账号（必填）", "别名", "职务", "部门（必填）", "性别", "手机", "邮箱"],
    ["李娜", "li_na", "", "", "港巷设计", "女", "<c><v>13800138001</v></c>", LI.email],
    ["汤姆", "tom_reed", "Tom", "", "", "", "", TOM.email],
  ];
  const bytes = workbook({ sheets: { 成员: sheetRows(table, '<mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells>') } });
  expect(read({ file: "wecom.xlsx", bytes, directory: "eds", headerLine: 2, columns: WECOM })).toEqual(WECOM_PEOPLE);
});

test("DingTalk: address book", () => {
  const columns = { 员工UserID: "account", 部门: null, 职位: null, 工号: null, 办公地点: null, 激活状态: "status" };
  expect(read({ file: file("dingtalk.csv"), directory: "eds", columns })).toEqual([
    { ...LI, endUserId: "li_na", realNickName: "李娜", phone: "13800138001", status: "enabled" },
    { ...TOM, endUserId: "tom_reed", realNickName: "汤姆", phone: "13800138002", status: "disabled" },
  ]);
});

test("an HR system: title lines, a header over two lines of the file, words for who has left", () => {
  const columns = { 序号: null, 员工编号: "key", 工作邮箱: "email", 人员状态: "status", 入职日期: null };
  expect(read({ file: file("hr.csv"), directory: "eds", headerLine: 3, columns })).toEqual([
    { ...LI, endUserId: "e_0001", realNickName: "李娜", status: "enabled" },
    { ...TOM, endUserId: "e_0002", realNickName: "汤姆", status: "disabled" },
  ]);
});
