import { alibabaCaller } from "../contract/emulator/alibaba-client";
import { EngineProject, ExternalEmulator, stateResources, stateUsers } from "./harness";

/** Two accounts of one cloud in a program; the keys come from the environment, as in a real pipeline. */
const program = `
  const pulumi = require("@pulumi/pulumi");
  const { Account, eds } = require("rollcall");
  for (const place of ["north", "south"]) {
    const env = (name) => process.env[place.toUpperCase() + "_" + name];
    const keys = { accessKeyId: env("ID"), accessKeySecret: pulumi.secret(env("SECRET")), securityToken: env("TOKEN") };
    const account = new Account(place, { target: "cloud", edsEndpoint: env("ENDPOINT"), ...keys });
    new eds.User("li_na-" + place, { endUserId: "li_na", email: "li.na@" + place + ".example" }, { provider: account });
  }
`;

interface RoleKeys {
  readonly AccessKeyId: string;
  readonly AccessKeySecret: string;
  readonly SecurityToken: string;
}

/** Other keys of the same account, as its administrator hands them out. */
async function keysOfRole({ line }: ExternalEmulator): Promise<RoleKeys> {
  const { body } = await alibabaCaller(line, "sts")("AssumeRole", {
    form: { RoleArn: line.keys.alibaba.roleArn, RoleSessionName: "rotation" },
  });
  return body["Credentials"] as RoleKeys;
}

describe("several accounts in one program", () => {
  test("the same person lives in both, and rotated keys update the account and touch no user", async () => {
    const [north, south] = [await ExternalEmulator.start({ seed: 1 }), await ExternalEmulator.start({ seed: 2 })];
    const keys = (place: string, { line }: ExternalEmulator) => ({
      [`${place}_ENDPOINT`]: line.endpoint,
      [`${place}_ID`]: line.accessKeyId,
      [`${place}_SECRET`]: line.accessKeySecret,
    });
    const project = EngineProject.create({ program, language: "javascript", env: { ...keys("NORTH", north), ...keys("SOUTH", south) } });
    try {
      expect(await project.up()).toSucceed();
      expect((await north.users("eds")).map((user) => user["Email"])).toEqual(["li.na@north.example"]);
      expect((await south.users("eds")).map((user) => user["Email"])).toEqual(["li.na@south.example"]);
      const state = project.stateText();
      expect(state).not.toContain(north.line.accessKeySecret);

      const fresh = await keysOfRole(north);
      await north.resetCalls();
      project.setEnvironment({ NORTH_ID: fresh.AccessKeyId, NORTH_SECRET: fresh.AccessKeySecret, NORTH_TOKEN: fresh.SecurityToken });
      const rotated = await project.up();
      expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining("1 updated") });
      expect(rotated.all).not.toContain(fresh.AccessKeySecret);
      // The update of the account asks nobody: no user is read or written.
      expect(await north.calls()).toEqual({});
      expect(stateResources(project).filter(({ type }) => type.includes("eds:User"))).toHaveLength(2);

      // Whether another address is another place, nobody can tell; who is taken for existing there is told.
      project.setEnvironment({ NORTH_ENDPOINT: north.line.endpoint.replace("127.0.0.1", "localhost") });
      const moved = await project.preview();
      expect(moved.all).toMatch(/warning: 1 user is declared in an account that names another place than before/);
      expect(moved.all).toMatch(
        /eds user li_na: the account "north" has another edsEndpoint\n\s+If it is another place, run pulumi up --refresh/,
      );
      project.setEnvironment({ NORTH_ENDPOINT: north.line.endpoint });

      // A destroy runs no program and takes the keys that the state has now.
      for (const text of [fresh.AccessKeySecret, fresh.SecurityToken]) expect(project.stateText()).not.toContain(text);
      expect(await project.destroy()).toSucceed();
      expect(stateUsers(project)).toEqual(new Map());
      expect([...(await north.users("eds")), ...(await south.users("eds"))]).toEqual([]);
    } finally {
      project.remove();
      await north.stop();
      await south.stop();
    }
  });
});
