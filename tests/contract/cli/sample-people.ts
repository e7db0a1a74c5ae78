import { demoGroups } from "../../../emulator/workspace/furnish";
import type { DirectoryName } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";

const [engineering] = demoGroups;

const PEOPLE: Readonly<Record<DirectoryName, (key: string, number: number) => Fields>> = {
  eds: (key, number) => ({
    endUserId: key,
    email: `${key}@example.com`,
    phone: phoneOf(number),
    realNickName: '李娜, "Li"',
    orgId: "org-design",
    groupIdList: ["ug-design"],
    isLocalAdmin: false,
    autoLockTime: "2031-01-02 03:04:05",
  }),
  eiam: (key, number) => ({
    username: key,
    displayName: "李娜",
    phoneRegion: "86",
    phoneNumber: phoneOf(number),
    phoneNumberVerified: true,
    email: `${key}@example.com`,
    emailVerified: true,
    primaryOrganizationalUnitId: "ou_design00000000000000000000",
    organizationalUnitIds: ["ou_sales000000000000000000000"],
    customFields: [{ fieldName: "badge", fieldValue: key }],
    description: "Rack 7; desk B12",
  }),
  workspace: (key, number) => ({
    userName: key,
    userEmail: `${key}@example.com`,
    userPhone: `+86${phoneOf(number)}`,
    activeType: "USER_ACTIVATE",
    accountExpires: "2030-06-30T12:00:00Z",
    groupIds: [engineering.id],
    description: "Rack 7",
  }),
  cloudidentity: (key, number) => ({
    userName: key,
    displayName: "李娜",
    description: "Rack 7",
    email: `${key}@example.com`,
    phone: `+86${phoneOf(number)}`,
  }),
};

/** A person with values of every kind of field. `number` keeps people apart, 1 to 9999. */
export function samplePerson(directory: string, number: number): Fields {
  const sample = new Map(Object.entries(PEOPLE)).get(directory);
  if (sample === undefined) throw new Error(`there are no sample people of ${directory}`);
  return sample(`person_${number}`, number);
}

function phoneOf(number: number): string {
  return `1380013${String(number).padStart(4, "0")}`;
}
