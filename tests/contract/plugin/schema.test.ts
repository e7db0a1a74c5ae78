import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { settingTable } from "../../../provider/config/setting-table";
import { directories } from "../../../provider/directories";
import { type Kind, kindsOf } from "../../../provider/model/kind";
import { record } from "../../../provider/model/values";
import { resourceType } from "../../../provider/pulumi/names";
import { freshPluginWorld } from "./plugin-world";

type Spec = Readonly<Record<string, unknown>>;

const world = freshPluginWorld();

/** What the engine gets when it asks a process that it never configures. */
async function schema(): Promise<Spec> {
  const process = await world().process();
  const text = await new Promise<string>((resolve, reject) =>
    process.client.getSchema(new messages.GetSchemaRequest().setVersion(0), (error, answer) =>
      error === null ? resolve(answer.getSchema()) : reject(error),
    ),
  );
  return JSON.parse(text) as Spec;
}

const KINDS: readonly Kind[] = Object.values(directories).flatMap(kindsOf);

/** Every object below a value, with its path. */
function objectsIn(value: unknown, path = ""): readonly (readonly [string, Spec])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  const own = value as Spec;
  return [[path, own] as const, ...Object.entries(own).flatMap(([name, inner]) => objectsIn(inner, `${path}/${name}`))];
}

test("every kind, every set and the components are in it, and every alias leads back to dynamic resources", async () => {
  const resources = record((await schema())["resources"]);
  const kinds = KINDS.map((kind) => resourceType(kind, false, "plugin"));
  const sets = Object.values(directories).map(({ kinds: { User } }) => resourceType(User, true, "plugin"));
  expect(Object.keys(resources).sort()).toEqual([...kinds, ...sets, "rollcall:index:Roster", "rollcall:index:Guard"].sort());
  for (const kind of KINDS)
    expect(record(resources[resourceType(kind, false, "plugin")])["aliases"]).toEqual([{ type: resourceType(kind, false, "dynamic") }]);
});

test.each(KINDS.map((kind) => [resourceType(kind, false, "plugin"), kind] as const))(
  "%s has every field of the table with its words, its values, its secrets and its replacements",
  async (type, kind) => {
    const all = await schema();
    const resource = record(record(all["resources"])[type]);
    const [inputs, outputs] = [record(resource["inputProperties"]), record(resource["properties"])];
    expect(Object.keys(inputs)).toEqual(Object.keys(kind.fields));
    const required = Object.keys(kind.fields).filter((name) => kind.fields[name]?.required);
    expect(resource["requiredInputs"]).toEqual(required);
    for (const [name, spec] of Object.entries(kind.fields)) {
      for (const property of [record(inputs[name]), record(outputs[name])]) {
        expect([name, property["secret"] ?? false]).toEqual([name, spec.secret === true]);
        expect([name, property["willReplaceOnChanges"] ?? false]).toEqual([name, spec.change.kind === "replaces"]);
        expect(String(property["description"])).toContain(spec.about);
        expect(String(property["description"])).toContain(spec.limits);
        // A value that a package fills in would be one that the program declares and has to keep.
        expect(property).not.toHaveProperty("default");
        const named = /^#\/types\/(.*)$/.exec(String(property["$ref"] ?? ""))?.[1];
        if (named === undefined) continue;
        const { enum: values } = record(record(all["types"])[named]) as { enum?: readonly { readonly value: string }[] };
        for (const { value } of values ?? []) expect([name, value, spec.type.safeParse(value).success]).toEqual([name, value, true]);
      }
    }
    expect(outputs).toHaveProperty(kind.idOutput);
    for (const name of Object.keys(kind.computed ?? {})) expect(outputs).toHaveProperty(name);
    if (kind.token !== "User") expect(JSON.stringify(resource)).not.toMatch(/\b(user|account)\b[^"]*resource's id|deletes the account/);
  },
);

test("every reference is to a type that is there, and everything has words", async () => {
  const all = await schema();
  const types = record(all["types"]);
  for (const [path, value] of objectsIn(all)) {
    const reference = value["$ref"];
    if (typeof reference === "string" && reference.startsWith("#/types/"))
      expect([path, Object.keys(types)]).toEqual([path, expect.arrayContaining([reference.slice("#/types/".length)])]);
  }
  for (const [name, type] of Object.entries(types))
    expect([name, record(type)["description"]]).toEqual([name, expect.stringMatching(/\w/)]);
  for (const [token, resource] of Object.entries(record(all["resources"])))
    for (const side of ["inputProperties", "properties"])
      for (const [name, property] of Object.entries(record(record(resource)[side])))
        expect([token, name, record(property)["description"]]).toEqual([token, name, expect.stringMatching(/\w/)]);
});

/** What no property may be called in a language without the generator giving it another name, which examples would not have. */
const RESERVED = ["id", "urn", "pulumi", "class", "type", "import", "package", "func", "map", "range", "def", "lambda", "self", "object"];

test("no name is a keyword, clashes with another in languages without case, or is that of what it is in", async () => {
  const all = await schema();
  const objects = Object.entries({ ...record(all["resources"]), ...record(all["types"]) }).flatMap(([token, spec]) =>
    ["inputProperties", "properties"].map((side) => [token, Object.keys(record(record(spec)[side]))] as const),
  );
  for (const [token, names] of objects) {
    const plain = names.map((name) => name.toLowerCase());
    expect([token, new Set(plain).size]).toEqual([token, names.length]);
    expect([token, plain]).toEqual([token, expect.not.arrayContaining([token.split(":").at(-1)?.toLowerCase()])]);
    for (const word of RESERVED) expect([token, plain]).toEqual([token, expect.not.arrayContaining([word])]);
  }
});

test("every value of an enumeration has a name that the generators keep as it is", async () => {
  const enumerations = Object.entries(record((await schema())["types"])).flatMap(([token, type]) => {
    const { enum: values } = record(type) as { enum?: readonly { readonly name?: string; readonly value: string }[] };
    return (values ?? []).map(({ name, value }) => [token, name ?? value] as const);
  });
  expect(enumerations.length).toBeGreaterThan(40);
  for (const [token, name] of enumerations)
    expect([token, name]).toEqual([token, expect.stringMatching(/^([A-Z]+|[A-Za-z][a-z]+([A-Z][a-z]+)*)$/)]);
});

test("every language has a package of its own name, and each asks for the plugin of its own version", async () => {
  const languages = record((await schema())["language"]);
  expect(languages).toMatchObject({
    nodejs: { packageName: "rollcall-sdk" },
    python: { packageName: "pulumi_rollcall" },
    go: { importBasePath: "rollcall.dev/sdk/go/rollcall" },
  });
  for (const [name, language] of Object.entries(languages)) expect([name, record(language)["respectSchemaVersion"]]).toEqual([name, true]);
});

test("an account takes every setting, and keeps the secret ones", async () => {
  const all = await schema();
  const table = settingTable(Object.values(directories));
  for (const properties of [record(all["config"])["variables"], record(all["provider"])["inputProperties"]].map(record)) {
    expect(Object.keys(properties).sort()).toEqual(Object.keys(table).sort());
    for (const [key, spec] of Object.entries(table))
      expect([key, record(properties[key])["secret"] ?? false]).toEqual([key, spec.secret === true]);
  }
});
