import { directories } from "../../../provider/directories";
import { columnNames, resolveColumn } from "../../../sdk/lib/roster/columns/headers";
import { parse, problems } from "./fixture";

describe.each(Object.values(directories))("$name", (directory) => {
  test("every field has its column, by SDK name and by API name", () => {
    for (const [field, spec] of Object.entries(directory.kinds.User.fields)) {
      expect(resolveColumn(field, directory.kinds.User)).toEqual({ field });
      if (spec.wire !== "") expect(resolveColumn(spec.wire, directory.kinds.User)).toEqual({ field });
    }
    for (const column of columnNames(directory.kinds.User)) expect(resolveColumn(column, directory.kinds.User)).toBeDefined();
  });
});

const PASSWORD = "Canary-9481-Pass";

test("one person in all four clouds, by one row", () => {
  const text = [
    "directory,key,display name,email,phone,password,primaryOrganizationalUnitId,status",
    "eds;eiam;workspace;cloudidentity,li_na,李娜,li@harbour-lane.example,138 0013 8001,env:LI_NA,ou_1,enabled",
  ].join("\n");
  const common = { email: "li@harbour-lane.example", password: PASSWORD };
  expect(parse(text, { directories, env: { LI_NA: PASSWORD } }).rows.map(({ directory, key, fields }) => [directory, key, fields])).toEqual(
    [
      ["eds", "li_na", { ...common, endUserId: "li_na", realNickName: "李娜", phone: "13800138001", status: "enabled" }],
      [
        "eiam",
        "li_na",
        {
          ...common,
          username: "li_na",
          displayName: "李娜",
          emailVerified: true,
          phoneRegion: "86",
          phoneNumber: "13800138001",
          phoneNumberVerified: true,
          primaryOrganizationalUnitId: "ou_1",
          status: "enabled",
        },
      ],
      [
        "workspace",
        "li_na",
        { userEmail: common.email, password: PASSWORD, userName: "li_na", aliasName: "李娜", userPhone: "+8613800138001", disabled: false },
      ],
      ["cloudidentity", "li_na", { ...common, userName: "li_na", displayName: "李娜", phone: "+8613800138001" }],
    ],
  );
});

test("fields with parts, names with values and lists, in one line of EIAM", () => {
  const text =
    "username,organization,organizationalUnitIds,customFields,PasswordInitializationConfig.PasswordInitializationType,password_initialization_config.user_notification_channels\n" +
    "li.na,ou_1,ou_1; ou_2,desk=B12; badge=0042,random,sms; email\n";
  expect(parse(text, { directories, directory: "eiam" }).rows[0]?.fields).toEqual({
    username: "li.na",
    primaryOrganizationalUnitId: "ou_1",
    organizationalUnitIds: ["ou_1", "ou_2"],
    customFields: [
      { fieldName: "desk", fieldValue: "B12" },
      { fieldName: "badge", fieldValue: "0042" },
    ],
    passwordInitializationConfig: { passwordInitializationType: "random", userNotificationChannels: ["sms", "email"] },
  });
});

test("a broken part is told at its own column", () => {
  const text = "username,organization,passwordInitializationConfig.passwordInitializationType\nli.na,ou_1,chosen\n";
  expect(problems(text, { directories, directory: "eiam" })).toEqual([
    expect.stringMatching(/^people\.csv:2:3 li\.na: passwordInitializationConfig may hold/),
  ]);
});

test("the same name in two instances needs two rosters", () => {
  const text = "username,organization,instanceId\nli.na,ou_1,idaas_1\nli.na,ou_2,idaas_2\n";
  expect(problems(text, { directories, directory: "eiam" })).toEqual([
    "people.csv:3:1 li.na: username is already declared at people.csv:2:1 with another instanceId. Give each instanceId a roster of its own, with a namePrefix.",
  ]);
});

test("each directory's own rules judge its rows", () => {
  const text = [
    "directory,key,email,nextLoginChangePassword,primaryOrganizationalUnitId",
    "eds,li_na,,,",
    "workspace,bob,b@harbour-lane.example,no,",
    "cloudidentity,eve,nonsense,,",
    "eiam,dan,,,",
  ].join("\n");
  expect(problems(text, { directories })).toEqual([
    expect.stringMatching(/^people\.csv:2:3 li_na: email or phone is required/),
    expect.stringMatching(/^people\.csv:3:4 bob: nextLoginChangePassword cannot be false/),
    expect.stringMatching(/^people\.csv:4:3 eve: email must be/),
    expect.stringMatching(/^people\.csv:5:5 dan: primaryOrganizationalUnitId is required/),
  ]);
});
