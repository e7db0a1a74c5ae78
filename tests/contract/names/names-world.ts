import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { Account } from "../../../sdk";
import type { Fields } from "../../../provider/model/values";
import type { Resolved } from "../../../sdk/lib/names/finder";
import { type ResolvedNames, resolveNames } from "../../../sdk/lib/names/resolve-roster";
import { settingsOf } from "../../../sdk/lib/run/settings";
import type { NameMemory } from "../../../sdk/lib/names/memory";
import { parseRoster, type RosterOptions } from "../../../sdk/lib/roster/people/parse";
import type { World } from "../directories/harness/world";

const FILE = "people.csv";

/** A roster by names, as its program sees it. */
export class NamedRoster {
  private constructor(
    readonly account: Account,
    private readonly directory: string,
    private readonly defaults: Fields,
  ) {}

  /** @param instanceId another instance than the world's */
  static async open({ emulator, directory }: World, instanceId = emulator.eiam.instanceId): Promise<NamedRoster> {
    await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }), call: () => ({}) });
    const { endpoint, accessKeyId, accessKeySecret, workspace } = emulator;
    const account = new Account("account", {
      target: "cloud",
      [`${directory.name}Endpoint`]: endpoint,
      accessKeyId,
      accessKeySecret,
      instanceId,
      ...(directory.name === "workspace" && { projectId: workspace.projectId }),
    });
    const { rootOrganizationalUnitId: primaryOrganizationalUnitId } = emulator.eiam;
    return new NamedRoster(account, directory.name, directory.name === "eiam" ? { primaryOrganizationalUnitId } : {});
  }

  /**
   * Reads rows and finds what they name.
   * @param before what state kept of the last run
   * @param known natural keys of people whom the stack had
   */
  async resolve(
    lines: readonly string[],
    { before = {}, known = [], ...options }: { before?: NameMemory; known?: readonly string[] } & Partial<RosterOptions> = {},
  ): Promise<ResolvedNames & { readonly ids: readonly Readonly<Record<string, readonly Resolved[]>>[] }> {
    const { rows } = parseRoster({
      file: FILE,
      text: lines.join("\n"),
      directories,
      directory: this.directory,
      references: "names",
      env: {},
      defaults: this.defaults,
      ...options,
    });
    const sources = await new Promise<Parameters<typeof resolveNames>[1]["sources"]>((resolve) => settingsOf(this.account).apply(resolve));
    const names = await resolveNames(rows, {
      file: FILE,
      account: this.account,
      sources,
      before: async () => before,
      newcomers: async () => (kind, fields) => !known.includes(String(fields[kind.naturalKey])),
    });
    const ids = rows.map((row) =>
      Object.fromEntries(Object.entries(row.references ?? {}).map(([field, reference]) => [field, names.idsOf(row, reference)])),
    );
    return { ...names, ids };
  }
}
