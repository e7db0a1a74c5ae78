import { openCatalogue } from "../../../provider/calls/catalogue";
import { runDrift } from "../../../cli/drift/answer";
import { importDirectory } from "../../../cli/import/run-import";
import { referencePages } from "../../../cli/reference/pages";
import { readStackState } from "../../../cli/stack/stack-state";
import { packageSchema } from "../../../plugin/schema/package";
import { checkNames } from "../../../provider/config/setting-table";
import { resolveAccount } from "../../../provider/config/resolve-account";
import { Settings } from "../../../provider/config/settings";
import { directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { kindOfType } from "../../../provider/pulumi/names";
import { SETTINGS } from "../../../provider/settings";
import { accountProperties, unknownIn } from "../../../sdk/lib/classes/account-settings";
import { kindClass } from "../../../sdk/lib/classes/kind-class";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { campus } from "../../fixtures/campus";
import { exportedState } from "../cli/exported-state";
import { freshWorld } from "../directories/harness/world";
import type * as Fifth from "./registry";

jest.mock("../../../provider/directories", () => jest.requireActual<typeof Fifth>("./registry").registryWithCampus());
jest.mock("../../../emulator/services", () => jest.requireActual<typeof Fifth>("./registry").servicesWithCampus());

const PERSON = { login: "person_1", fullName: "李娜", mail: "person_1@example.com", mobile: "+8613800130001", badge: "b-1" };

describe("a fifth directory's own settings", () => {
  test("are settings of the stack, of accounts and of the plugin's schema, with what each may be", () => {
    expect(() => checkNames(SETTINGS, ["rollcall:campusTenant", "rollcall:campusRegion", "rollcall:campusEndpoint"])).not.toThrow();
    expect(() => checkNames(SETTINGS, ["rollcall:campusTennant"])).toThrow("did you mean campusTenant?");
    expect(unknownIn({ campusTenant: "t-south", campusPageSize: 20 })).toBeUndefined();
    const { config } = packageSchema(Object.values(directories), "1.0.0") as { config: { variables: object } };
    expect(config.variables).toMatchObject({ campusTenant: { description: expect.stringContaining("ROLLCALL_CAMPUS_TENANT") } });
  });

  const account = (config: Fields, environment: Readonly<Record<string, string>> = {}) =>
    resolveAccount(
      campus,
      new Settings({
        config: (name) => ({ target: "emulator", ...config })[name.replace("rollcall:", "")] as string | undefined,
        environment,
      }),
      () =>
        Promise.resolve({
          endpoint: "http://127.0.0.1:9",
          accessKeyId: "a",
          accessKeySecret: "b",
          settings: { campus: { campusTenant: "t-emulator" } },
        }),
    );

  test("come from the configuration, the vendor's variables, or the emulator; no other directory has them", async () => {
    const cloud = { target: "cloud", campusEndpoint: "http://127.0.0.1:9", accessKeyId: "a", accessKeySecret: "b" };
    expect((await account({})).own).toEqual({ campusTenant: "t-emulator" });
    expect((await account({ campusTenant: "t-south", campusPageSize: "20" })).own).toEqual({
      campusTenant: "t-south",
      campusPageSize: "20",
    });
    expect((await account(cloud, { CAMPUS_TENANT: "t-variable" })).own).toEqual({ campusTenant: "t-variable" });
    expect((await account({ ...cloud, instanceId: "idaas_1", projectId: "p" })).own).toEqual({});
    await expect(account({ campusPageSize: "50" })).rejects.toMatchObject({
      code: "ERR_CONFIG",
      summary: 'rollcall:campusPageSize must be 20 or 100, not "50"',
    });
  });

  test("reach an account of a program", async () => {
    const config = { get: () => undefined, getSecret: () => undefined } as unknown as Parameters<typeof accountProperties>[1];
    expect(Object.keys(accountProperties({ campusTenant: "t-south", region: "north" }, config))).toEqual(
      expect.arrayContaining(["rollcall:campusTenant", "rollcall:campusRegion"]),
    );
  });
});

describe("around a fifth directory", () => {
  const world = freshWorld(campus);

  test("types, classes, rosters and reference pages know its kinds", () => {
    const type = "pulumi-nodejs:dynamic/rollcall/campus:Group";
    expect(kindOfType(type, directories)?.kind).toBe(campus.kinds.Group);
    expect(kindClass(campus.kinds.Group).__pulumiType).toBe(type);
    const text = "directory,login,fullName,mail,mobile\ncampus,person_1,李娜,person_1@example.com,138 0013 0001\n";
    const { rows } = parseRoster({ file: "people.csv", text, directories, env: {} });
    expect(rows.map(({ directory, key, fields }) => [directory, key, fields["mobile"]])).toEqual([
      ["campus", "person_1", "+8613800130001"],
    ]);
    for (const page of ["fields.md", "errors.md", "permissions.md", "capabilities.md"]) expect(referencePages()[page]).toContain("Campus");
  });

  test("an import writes what a roster then reads, and drift finds somebody else's edit", async () => {
    const { id, outs } = await (await world().provider()).create(PERSON);
    const context = await world().context();
    const source = { context, catalogue: openCatalogue(campus, await world().account(), context.service) };
    const imported = await importDirectory(source, { to: "roster", as: "users", out: "people.csv", name: "people" });
    const { rows } = parseRoster({ file: "people.csv", text: String(imported.content), directory: "campus", directories, env: {} });
    expect(rows.map(({ fields }) => fields)).toEqual([expect.objectContaining(PERSON)]);

    await world().edit("person_1", { FullName: "Somebody else" });
    const { emulator } = world();
    const config = new Map(
      Object.entries({
        target: "emulator",
        campusEndpoint: emulator.endpoint,
        accessKeyId: emulator.accessKeyId,
        accessKeySecret: emulator.accessKeySecret,
        ...emulator.settings["campus"],
      }).map(([key, value]) => [`rollcall:${key}`, value]),
    );
    const state = readStackState(exportedState([{ directory: "campus", name: "person_1", id, outputs: outs }]));
    const { report, exitCode } = await runDrift(
      { state, config },
      { ignore: [], folder: "/nowhere", environment: {}, say: () => undefined, clock: world().clock },
    );
    expect([exitCode, report.sections.map((section) => section.id)]).toEqual([7, ["edited"]]);
  });
});
