import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { SECRETS_INPUT } from "../../../provider/pulumi/program-inputs";
import type { Fields } from "../../../provider/model/values";
import { setProvider } from "../sets/set-world";
import { freshWorld } from "./harness/world";
import { failureOf } from "./suite/sample";

/** Somebody by every field whose value could be printed. */
const PEOPLE: Readonly<Record<string, { readonly user: Fields; readonly other: Fields; readonly invalid: Fields }>> = {
  eds: {
    user: { endUserId: "tom_reed", email: "hush.new@pier.example", remark: "hush new remark", realNickName: "Hush New" },
    other: { email: "hush.old@pier.example", remark: "hush old remark", realNickName: "Hush Old" },
    invalid: { email: "hush no address" },
  },
  eiam: {
    user: { username: "tom.reed", email: "hush.new@pier.example", emailVerified: true, displayName: "Hush New", customFields: [] },
    other: { email: "hush.old@pier.example", displayName: "Hush Old" },
    invalid: { email: "hush no address" },
  },
  workspace: {
    user: { userName: "tom.reed", userEmail: "hush.new@pier.example", description: "hush new note" },
    other: { userEmail: "hush.old@pier.example", description: "hush old note" },
    invalid: { userEmail: "hush no address" },
  },
  cloudidentity: {
    user: { userName: "tom.reed", email: "hush.new@pier.example", displayName: "Hush New", description: "hush new note" },
    other: { email: "hush.old@pier.example", displayName: "Hush Old", description: "hush old note" },
    invalid: { email: "hush no address" },
  },
};

describe.each(Object.values<Directory>(directories).map((directory) => [directory.name, directory] as const))(
  "what the program marks as secret on %s",
  (name, directory) => {
    const world = freshWorld(directory);
    const { user: plain, other, invalid } = PEOPLE[name] ?? { user: {}, other: {}, invalid: {} };
    const hidden = Object.keys(other);
    const complete = (fields: Fields): Fields =>
      name === "eiam" ? { ...fields, primaryOrganizationalUnitId: world().emulator.eiam.rootOrganizationalUnitId } : fields;
    const isSilent = (text: string): void => expect(`${text}\n${world().said.join("\n")}`).not.toMatch(/hush/i);

    test("is in no refusal to take an account over, neither side of it, and every field is named", async () => {
      const user = complete(plain);
      await (await world().provider()).create({ ...user, ...other });
      const provider = await world().provider();
      const { inputs } = await provider.check({}, { ...user, [SECRETS_INPUT]: hidden.map((field) => [field]) });
      expect(inputs).toEqual(user);
      for (const onExisting of ["match", "adopt", "fail"]) {
        const outcome = await failureOf(provider.create({ ...user, onExisting })).catch(() => ({ text: "" }));
        isSilent(outcome.text);
        if (onExisting === "match") for (const field of hidden) expect(outcome.text).toContain(`${field} differs`);
      }
    });

    test("is in no refusal of a value, of a user or of a member that declares it or inherits it", async () => {
      const user = complete({ ...plain, ...invalid });
      const fields = Object.keys(invalid);
      const single = await (await world().provider()).check({}, { ...user, [SECRETS_INPUT]: fields.map((field) => [field]) });
      const { [directory.kinds.User.naturalKey]: _key, ...shared } = user;
      const own = await (
        await setProvider(directory, world())
      ).check({}, { users: { tom: user }, [SECRETS_INPUT]: fields.map((field) => ["users", "tom", field]) });
      const inherited = await (
        await setProvider(directory, world())
      ).check({}, { ...shared, users: { tom_reed: {} }, [SECRETS_INPUT]: fields.map((field) => [field]) });
      for (const { failures = [] } of [single, own, inherited]) {
        expect(failures).not.toEqual([]);
        const text = failures.map(({ reason }) => reason).join("\n");
        expect(text).toContain(fields[0]);
        isSilent(text);
      }
      const open = await (await world().provider()).check({}, user);
      expect(open.failures?.[0]?.reason).toContain("hush no address");
    });

    test("is in no failure of a set", async () => {
      const user = complete(plain);
      await (await world().provider()).create({ ...user, ...other });
      const provider = await setProvider(directory, world());
      const news = {
        users: {
          tom: user,
          eva: complete({ ...plain, [directory.kinds.User.naturalKey]: "eva_reed", [hidden[0] ?? ""]: "hush.eva@pier.example" }),
        },
      };
      await provider.check(
        {},
        { ...news, [SECRETS_INPUT]: ["tom", "eva"].flatMap((member) => hidden.map((field) => ["users", member, field])) },
      );
      const { error, text } = await failureOf(provider.create(news));
      expect(text).toContain(`${hidden[0] ?? ""} differs`);
      isSilent(text);
      expect(error).toMatchObject({ properties: { users: { eva: expect.anything() } } });
    });

    test("nor is a key that it had before, in a replacement, of a user or of a member", async () => {
      const { naturalKey, fields } = directory.kinds.User;
      if (fields[naturalKey]?.change.kind !== "replaces") return;
      const [was, is] = ["hush_old", "hush_new"].map((key) => complete({ ...plain, [naturalKey]: key }));
      const provider = await world().provider();
      const { id, outs } = await provider.create(was ?? {});
      await provider.check(was ?? {}, { ...is, [SECRETS_INPUT]: [[naturalKey]] });
      await provider.diff(id, outs, is ?? {});
      const set = await setProvider(directory, world());
      const made = await set.create({ users: { tom: was } });
      await set.check({ users: { tom: was } }, { users: { tom: is }, [SECRETS_INPUT]: [["users", "tom", naturalKey]] });
      await set.diff(made.id, made.outs, { users: { tom: is } });
      const told = world().said.filter((line) => line.includes("will be deleted and created again"));
      expect(told).toHaveLength(2);
      isSilent(told.join("\n"));
    });

    test("nor is the key of somebody who leaves, where the diary knows that it is secret", async () => {
      const { naturalKey } = directory.kinds.User;
      const user = complete({ ...plain, [naturalKey]: "hush_leaver" });
      const hides = (_directory: string, key: string): boolean => key === "hush_leaver";
      const provider = await world().provider({}, undefined, undefined, { hides });
      const { id, outs } = await provider.create(user);
      await world().faults("* expired-credentials");
      const { text } = await failureOf(provider.delete(id, outs));
      expect(text).toContain("[secret]");
      isSilent(text);
    });
  },
);
