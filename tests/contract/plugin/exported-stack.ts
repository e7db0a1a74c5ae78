import { resourcesOf, type StackExport } from "../../../cli/convert/stack-export";
import { type Fields, record } from "../../../provider/model/values";
import { isEnvelope, sealedValue } from "../../../provider/pulumi/sealed";
import { ACCOUNT, type Resource, urnOf } from "./plugin-world";

const STACK = "urn:pulumi:test::people";
const KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A resource as a run of the plugin left it. */
export interface Left extends Resource {
  readonly id: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
  /** Options that the engine keeps. */
  readonly options?: Fields;
}

/** What `pulumi stack export --show-secrets` writes of a stack of plugin resources. */
export function pluginStack(settings: Fields, resources: readonly Left[]): StackExport {
  const account = { ...ACCOUNT, type: "pulumi:providers:rollcall", custom: true, inputs: settings, outputs: settings };
  const text = JSON.stringify({
    version: 3,
    deployment: {
      manifest: {},
      resources: [
        { urn: `${STACK}::pulumi:pulumi:Stack::people-test`, type: "pulumi:pulumi:Stack", custom: false },
        account,
        ...resources.map((resource) => ({
          urn: urnOf(resource),
          type: `rollcall:${resource.type}`,
          id: resource.id,
          custom: true,
          provider: `${account.urn}::${account.id}`,
          inputs: written(resource.inputs),
          outputs: written(resource.outputs),
          ...resource.options,
        })),
      ],
    },
  });
  return JSON.parse(text) as StackExport;
}

/** A resource of a stack by its name, with the values as the engine hands them to a provider. */
export function handed(
  state: StackExport,
  name: string,
  secrets: "sealed" | "clear",
): { readonly type: string; readonly id: string } & { readonly inputs: Fields; readonly outputs: Fields } {
  const found = resourcesOf(state).find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`the state has no ${name}`);
  return { type: found.type, id: found.id ?? "", inputs: opened(found.inputs, secrets), outputs: opened(found.outputs, secrets) };
}

/** Secrets between engine and provider are `{ value }`; in an export they are `{ plaintext }`. */
function written(value: unknown): unknown {
  if (isEnvelope(value)) return { [KEY]: SECRET, plaintext: JSON.stringify(value.value) };
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, written(member)]));
}

function opened(value: unknown, secrets: "sealed" | "clear"): Fields {
  const open = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(open);
    if (typeof inner !== "object" || inner === null) return inner;
    const { [KEY]: signature, plaintext } = record(inner);
    if (signature === SECRET && typeof plaintext === "string") {
      const clear = JSON.parse(plaintext);
      return secrets === "clear" ? clear : sealedValue(clear);
    }
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, open(member)]));
  };
  return open(value ?? {}) as Fields;
}
