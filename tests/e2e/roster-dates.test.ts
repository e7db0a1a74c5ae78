import { EngineProject } from "./harness";

const PROGRAM = 'const { Roster } = require("rollcall"); new Roster("staff", { file: "people.csv", directory: "eds" });';

/** `yyyy-MM-dd` in Shanghai, so many days from now. */
const day = (offset: number): string => new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);

describe("a roster with dates through the engine", () => {
  let project: EngineProject;

  beforeAll(async () => {
    project = EngineProject.create({
      program: PROGRAM,
      language: "javascript",
      config: { "rollcall:target": "emulator", "rollcall:maxDeletes": "1" },
    });
    const rows = [`stays,stays@example.com,,`, `comes,comes@example.com,${day(30)},`, `goes,goes@example.com,,${day(20)}`];
    project.write("people.csv", ["endUserId,email,from,until", ...rows, `goes_too,too@example.com,,${day(20)}`, ""].join("\n"));
  });
  afterAll(() => {
    project.remove();
  });

  test("today's people are made, a review of another day says who comes and goes, and only previews may ask", async () => {
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, stdout: expect.stringMatching(/3 created|4 created|5 created/) });
    expect(up.all).not.toContain("comes@example.com");

    const review = await project.rollcall("review", "--stack", "test", "--on", day(40), "--format", "text");
    expect(review.code).toBe(0);
    expect(review.stdout).toContain(`on ${day(40)}`);
    expect(review.stdout).toContain("2 leaving, ");
    expect(review.stdout).toContain("1 joining");
    expect(review.stdout.match(new RegExp(`leaves: until ${day(20)}`, "g"))).toHaveLength(2);
    expect(review.stdout).toContain("2 of them because their last day is over");

    project.setEnvironment({ ROLLCALL_ON: day(40) });
    const preview = await project.preview();
    expect(preview.all).toContain(`Last day over: goes (until ${day(20)}), goes_too (until ${day(20)})`);
    project.setEnvironment({ ROLLCALL_ON: day(40), ROLLCALL_ALLOW_DELETES: "2" });
    const applied = await project.up("--skip-preview");
    expect(applied.code).not.toBe(0);
    expect(applied.all).toContain("ROLLCALL_ON asks what would be on another day");
  });
});
