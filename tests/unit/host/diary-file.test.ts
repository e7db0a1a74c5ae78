import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diaryFile, DiaryFile, readDiary } from "../../../provider/pulumi/diary-file";
import { Settings } from "../../../provider/config/settings";
import { digestOf, openEntries } from "../../../provider/lifecycle/diary";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-diary-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.UTC(2027, 0, 1);

/** Notes are written before whoever notes them has waited for anything. */
const written = (): Promise<void> => Promise.resolve();
const settings = (environment: Readonly<Record<string, string>>): Settings => new Settings({ config: () => undefined, environment });

describe("the diary's file", () => {
  test("is in the project's folder, elsewhere when asked, or nowhere", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: acme");
    expect(diaryFile(settings({}), join(folder, "src"))).toBe(join(folder, ".rollcall", "diary.jsonl"));
    expect(diaryFile(settings({ ROLLCALL_DIARY: "kept/diary.jsonl" }), folder)).toBe(join(folder, "kept", "diary.jsonl"));
    expect(diaryFile(settings({ ROLLCALL_DIARY: "off" }), folder)).toBeUndefined();
  });

  test("keeps what several processes note, and passes over a line that a kill cut off", async () => {
    const file = join(folder, "made", "diary.jsonl");
    new DiaryFile(
      file,
      () => NOW,
      () => undefined,
    ).note({ directory: "eds", key: "o'brien\n漢字 🙂", deed: "creating" });
    await written();
    writeFileSync(file, `${readFileSync(file, "utf8")}{"at":"2027-01-01T00:00:00.000Z","direc`);
    new DiaryFile(
      file,
      () => NOW,
      () => undefined,
    ).note({ directory: "eds", key: "bob", id: "bob", deed: "has" });
    await written();
    expect(readDiary(file)).toEqual([
      { at: "2027-01-01T00:00:00.000Z", directory: "eds", key: "o'brien\n漢字 🙂", deed: "creating" },
      { at: "2027-01-01T00:00:00.000Z", directory: "eds", key: "bob", id: "bob", deed: "has" },
    ]);
    expect(readDiary(join(folder, "none"))).toEqual([]);
  });

  test("passes over lines that are none of its own", () => {
    const file = join(folder, "diary.jsonl");
    const good = { at: "2027-01-01T00:00:00.000Z", directory: "eds", key: "bob", deed: "has" };
    const lines = [{ ...good, at: "yesterday" }, { ...good, deed: "made" }, [1], null, good].map((line) => JSON.stringify(line));
    writeFileSync(file, [...lines, "\u0000\uFFFD{"].join("\n"));
    expect(readDiary(file)).toEqual([good]);
  });

  test("that cannot be read stops nobody: it tells nothing, and one line says so", () => {
    const said: string[] = [];
    const diary = new DiaryFile(
      folder,
      () => NOW,
      (line) => said.push(line),
    );
    expect([diary.left("eds", "bob"), diary.hides("eds", "bob")]).toEqual([[], false]);
    diary.know("eds", "bob");
    diary.note({ directory: "eds", key: "bob", deed: "creating" });
    expect(said).toEqual([expect.stringMatching(/^the diary .* cannot be written \(.*EISDIR/)]);
  });

  test("tells whom a run of the last day began and nobody finished, but not whom one settled or an older run made", async () => {
    const file = join(folder, "diary.jsonl");
    const at = (now: number): DiaryFile =>
      new DiaryFile(
        file,
        () => now,
        () => undefined,
      );
    at(NOW - 25 * 3_600_000).note({ directory: "eds", key: "old", id: "old", deed: "has" });
    const killed = at(NOW - 3_600_000);
    killed.note({ directory: "eds", key: "begun", deed: "creating" });
    killed.note({ directory: "eds", key: "made", deed: "creating" });
    killed.note({ directory: "eds", key: "made", id: "made", deed: "has" });
    killed.note({ directory: "eds", key: "secret", id: "secret", deed: "has" }, true);
    killed.note({ directory: "eds", key: "gone", id: "gone", deed: "has" });
    killed.note({ directory: "eds", key: "gone", id: "gone", deed: "settled" });
    killed.note({ directory: "eds", key: "found", id: "found", deed: "took" });
    await written();
    const left = (key: string): readonly string[] =>
      at(NOW)
        .left("eds", key)
        .map(({ deed }) => deed);
    expect(["begun", "made", "secret", "found"].map(left)).toEqual([["creating"], ["has"], ["has"], ["took"]]);
    expect(["gone", "old", "nobody"].flatMap(left)).toEqual([]);
    expect(at(NOW).left("eiam", "made")).toEqual([]);
    const both = at(NOW);
    expect(both.left("eds", "gone")).toEqual([]);
    both.note({ directory: "eds", key: "gone", deed: "creating" });
    both.note({ directory: "eds", key: "begun", id: "begun", deed: "settled" });
    expect(["gone", "begun"].map((key) => both.left("eds", key).length)).toEqual([1, 0]);
  });

  test("an account that a run has found in state was not left by a killed one, until it is made or taken over again; said once", async () => {
    const file = join(folder, "diary.jsonl");
    const run = (): DiaryFile =>
      new DiaryFile(
        file,
        () => NOW,
        () => undefined,
      );
    const first = run();
    for (const key of ["ann", "secret"]) {
      first.note({ directory: "eiam", key, deed: "creating" }, key === "secret");
      first.note({ directory: "eiam", key, id: `id-${key}`, deed: "has" }, key === "secret");
    }
    first.note({ directory: "eiam", key: "begun", deed: "creating" });
    await written();
    for (let again = 0; again < 2; again++) {
      for (const key of ["ann", "secret", "begun", "nobody"]) run().know("eiam", key);
      await written();
    }
    expect(["ann", "secret", "begun", "nobody"].map((key) => run().left("eiam", key).length)).toEqual([0, 0, 1, 0]);
    expect(readDiary(file).filter(({ deed }) => deed === "known")).toHaveLength(2);
    expect(readFileSync(file, "utf8")).not.toContain('"secret"');
    const next = run();
    next.note({ directory: "eiam", key: "ann", id: "id-ann", deed: "has" });
    await written();
    expect(run().left("eiam", "ann")).toHaveLength(1);
  });

  test("tells accounts of the cloud apart, in which people of one name are two, and knows them all when state names them", async () => {
    const file = join(folder, "diary.jsonl");
    const under = (account?: string): DiaryFile =>
      new DiaryFile(
        file,
        () => NOW,
        () => undefined,
        account,
      );
    const left = (): readonly number[] => ["a", "b", undefined].map((account) => under(account).left("eds", "ann").length);
    for (const [account, deed] of [
      ["a", "has"],
      ["b", "creating"],
    ] as const) {
      under(account).note({ directory: "eds", key: "ann", deed, ...(deed === "has" && { id: "ann" }) });
      await written();
    }
    expect(left()).toEqual([1, 1, 0]);
    under("b").note({ directory: "eds", key: "ann", id: "ann", deed: "settled" });
    await written();
    expect(left()).toEqual([1, 0, 0]);
    under().know("eds", "ann");
    await written();
    expect(left()).toEqual([0, 0, 0]);
  });

  test("holds only the digest of a name that the program marks as secret, also in runs that are not told so", async () => {
    const file = join(folder, "diary.jsonl");
    const later = (): DiaryFile =>
      new DiaryFile(
        file,
        () => NOW,
        () => undefined,
      );
    const first = later();
    first.note({ directory: "eds", key: "canary-name", deed: "creating" }, true);
    first.note({ directory: "eds", key: "canary-name", id: "canary-name", deed: "has" }, true);
    first.note({ directory: "eds", key: "alice", deed: "creating" });
    await written();
    const refresh = later();
    refresh.note({ directory: "eds", key: "canary-name", id: "canary-name", deed: "unseen" });
    await written();
    expect(readFileSync(file, "utf8")).not.toContain("canary");
    const hidden = digestOf("eds", "canary-name");
    expect(openEntries(readDiary(file)).map(({ key, id, deed }) => [key, id, deed])).toEqual([
      [hidden, hidden, "unseen"],
      ["alice", undefined, "creating"],
    ]);
    later().note({ directory: "eds", key: "canary-name", id: "canary-name", deed: "settled" });
    await written();
    expect(openEntries(readDiary(file)).map(({ key }) => key)).toEqual(["alice"]);
  });

  test("is cut down to accounts that may still be there once it is long", async () => {
    const file = join(folder, "diary.jsonl");
    const line = (key: string, deed: string): string =>
      `${JSON.stringify({ at: "2027-01-01T00:00:00.000Z", directory: "eds", key, id: key, deed })}\n`;
    writeFileSync(
      file,
      line("stays", "has") + Array.from({ length: 30_000 }, (_, n) => line(`gone${n}`, "has") + line(`gone${n}`, "settled")).join(""),
    );
    new DiaryFile(
      file,
      () => NOW,
      () => undefined,
    ).note({ directory: "eds", key: "new", deed: "creating" });
    await written();
    expect(readDiary(file).map(({ key }) => key)).toEqual(["stays", "new"]);
  });

  test("stays as it is while most of it still counts: a long one is not written anew by every run", async () => {
    const file = join(folder, "diary.jsonl");
    const line = (key: string): string =>
      `${JSON.stringify({ at: "2027-01-01T00:00:00.000Z", directory: "eds", key, id: key, deed: "has" })}\n`;
    writeFileSync(file, Array.from({ length: 45_000 }, (_, n) => line(`stays${n}`)).join(""));
    const { ino } = statSync(file);
    const diary = new DiaryFile(
      file,
      () => NOW,
      () => undefined,
    );
    diary.note({ directory: "eds", key: "new", deed: "creating" });
    await written();
    expect(statSync(file).ino).toBe(ino);
    expect(diary.left("eds", "stays44999")).toHaveLength(1);
    expect(readDiary(file).at(-1)?.key).toBe("new");
  });

  test("notes of one moment are one write, before whoever noted them waits for anything", async () => {
    const file = join(folder, "diary.jsonl");
    const diary = new DiaryFile(
      file,
      () => NOW,
      () => undefined,
    );
    const create = async (key: string): Promise<readonly string[]> => {
      diary.note({ directory: "eds", key, deed: "creating" });
      await Promise.resolve();
      return readDiary(file).map((entry) => entry.key);
    };
    expect(await Promise.all(["alice", "bob"].map(create))).toEqual([
      ["alice", "bob"],
      ["alice", "bob"],
    ]);
  });

  test("that cannot be written stops nobody, and one line says so", async () => {
    writeFileSync(join(folder, "taken"), "");
    const said: string[] = [];
    const diary = new DiaryFile(
      join(folder, "taken", "diary.jsonl"),
      () => NOW,
      (line) => said.push(line),
    );
    for (const key of ["alice", "bob"]) diary.note({ directory: "eds", key, deed: "creating" });
    await written();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("cannot be written");
    expect(existsSync(join(folder, "taken", "diary.jsonl"))).toBe(false);
  });
});

describe("the accounts that may be there", () => {
  const entry = (deed: "creating" | "has" | "unseen" | "settled", id?: string) => ({
    at: "2027-01-01T00:00:00.000Z",
    directory: "eiam",
    key: "alice",
    deed,
    ...(id !== undefined && { id }),
  });

  test.each([
    ["an account about to be created", [entry("creating")], ["creating"]],
    ["one that was created", [entry("creating"), entry("has", "u1")], ["has"]],
    ["one that ended", [entry("creating"), entry("has", "u1"), entry("settled", "u1")], []],
    ["one that a refresh did not see", [entry("has", "u1"), entry("unseen", "u1")], ["unseen"]],
    [
      "one that a killed run was about to create, after another of the same name has ended",
      [entry("has", "u1"), entry("creating"), entry("settled", "u1")],
      ["creating"],
    ],
    ["one not seen, and another of the same name", [entry("unseen", "u1"), entry("creating"), entry("has", "u2")], ["unseen", "has"]],
  ])("hold %s", (_what, entries, deeds) => {
    expect(openEntries(entries).map(({ deed }) => deed)).toEqual(deeds);
  });
});
