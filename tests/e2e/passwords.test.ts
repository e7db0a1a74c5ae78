import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { matchesPassword } from "../../emulator/passwords";
import { EngineProject, ExternalEmulator, findCanaries } from "./harness";

/** A person of its own, a member of a set, and one whose password the program chooses. */
const program = (more = "") => `
  const { eds, cloudidentity } = require("rollcall");
  const wei = new cloudidentity.User("wei", { userName: "wei", password: "(generate)"${more} });
  new eds.UserSet("staff", { ownerType: "CreateFromManager", password: "(generate)", users: {
    li_na: { email: "li.na@example.com" },
    zhang: { email: "zhang@example.com", password: "Own-Passw0rd-1" },
  } });
  exports.first = wei.initialPassword;
`;

test("passwords are made once, stay, and are handed over once, to a file that nobody else may read", async () => {
  const emulator = await ExternalEmulator.start({ seed: 1 });
  const { endpoint, accessKeyId, accessKeySecret } = emulator.line;
  const project = EngineProject.create({
    program: program(),
    language: "javascript",
    env: {
      ROLLCALL_TARGET: "emulator",
      ROLLCALL_EDS_ENDPOINT: endpoint,
      ROLLCALL_CLOUDIDENTITY_ENDPOINT: endpoint,
      ROLLCALL_ACCESS_KEY_ID: accessKeyId,
      ROLLCALL_ACCESS_KEY_SECRET: accessKeySecret,
    },
  });
  try {
    const up = await project.up();
    expect(up).toSucceed();
    const piped = await project.rollcall("passwords", "--stack", "test");
    expect(piped).toMatchObject({ code: 2, stderr: expect.stringContaining("--out") });

    const out = join(project.folder, "new-people.csv");
    const given = await project.rollcall("passwords", "--stack", "test", "--out", out);
    expect(given).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("2 initial passwords stand in clear") });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const rows = readFileSync(out, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    expect(rows.map(([directory, user, email]) => [directory, user, email])).toEqual([
      ["cloudidentity", "wei", ""],
      ["eds", "li_na", "li.na@example.com"],
    ]);
    const [[, , , weis = ""] = [], [, , , linas = ""] = []] = rows;
    const hashes = [...(await emulator.users("cloudidentity")), ...(await emulator.users("eds"))].map((user) =>
      String(user["password"] ?? user["PasswordHash"]),
    );
    for (const password of [weis, linas]) expect(hashes.filter((hash) => matchesPassword(hash, password))).toHaveLength(1);

    project.writeProgram(program(', displayName: "Wei"'));
    const again = await project.up("--refresh", "--diff");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("1 updated") });
    expect(await project.rollcall("passwords", "--stack", "test", "--out", `${out}.2`)).toMatchObject({
      code: 0,
      stderr: "Nobody has an initial password that was not handed over yet.\n",
    });
    for (const password of [weis, linas]) {
      const texts = [up.all, given.all, again.all, project.stateText()].join("\n");
      expect(findCanaries(texts, [password], "output and state")).toEqual([]);
    }
    expect(JSON.parse((await project.engine("stack", "output", "--json", "--show-secrets", "--stack", "test")).stdout)).toEqual({
      first: weis,
    });
  } finally {
    project.remove();
    await emulator.stop();
  }
});
