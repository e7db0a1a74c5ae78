import type { EngineProject, ExternalEmulator } from "../harness";
import { accountsOf, expected } from "./directories";
import type { Department, Home } from "./department";
import { ProgramText } from "./program";

/** A department and the cloud on which it is. */
export class Branch {
  private readonly text: ProgramText;
  /** Accounts by key as the last run left them, without those that somebody has deleted since. */
  private left: ReadonlyMap<string, string> = new Map();
  /** Where people were declared in the last run. */
  private homes: ReadonlyMap<string, Home> = new Map();

  constructor(
    readonly department: Department,
    readonly emulator: ExternalEmulator,
  ) {
    this.text = new ProgramText(department, emulator.line.eiam.rootOrganizationalUnitId);
  }

  /** The account and what is declared in it. @param known how the account's settings are written */
  program(known: (settings: string) => string): string {
    const { account } = this.department;
    const { endpoint, accessKeyId, accessKeySecret, eiam, workspace } = this.emulator.line;
    const places = Object.fromEntries(["eds", "eiam", "workspace", "cloudidentity"].map((name) => [`${name}Endpoint`, endpoint]));
    const settings = { ...places, accessKeyId, accessKeySecret, instanceId: eiam.instanceId, projectId: workspace.projectId };
    const own = account === "" ? "" : `const ${account} = new Account("${account}", ${known(JSON.stringify(settings))});\n`;
    return own + this.text.declarations();
  }

  writeFiles(project: EngineProject): void {
    for (const [name, content] of this.text.files()) project.write(name, content);
  }

  /** All accounts but those that another account of the program has at the same place. */
  private async accounts(others: readonly Department[]) {
    const { directory } = this.department;
    const theirs = new Set(others.flatMap(({ people, away }) => [...people, ...away].map(({ key }) => key)));
    const all = accountsOf(directory, await this.emulator.users(directory.name));
    return new Map([...all].filter(([key]) => !theirs.has(key)));
  }

  /**
   * What somebody does at the console before the run, which then has to look. Whoever comes to another resource in this run is left in
   * peace: an account that differs is not taken over.
   * @returns what is told of it; `undefined` when nothing happens
   */
  async meddle(): Promise<string | undefined> {
    const { directory, people, draw } = this.department;
    const [victim] = people.filter(({ key, home }) => this.homes.get(key) === home && draw.chance(0.05));
    if (victim === undefined) return undefined;
    const isDeleted = draw.chance(0.5);
    const change = isDeleted ? ({ remove: true } as const) : { set: { [directory.shown.text]: this.department.value() } };
    await this.emulator.drift({ service: directory.name, user: victim.key, ...change });
    if (isDeleted) this.left = new Map([...this.left].filter(([key]) => key !== victim.key));
    return `${victim.key} is ${isDeleted ? "deleted" : "edited"} at the console`;
  }

  /**
   * Everybody is there as declared, and nobody who was there has another account than before.
   * @param others who share the cloud
   */
  async look(others: readonly Department[] = []): Promise<void> {
    const { people, away } = this.department;
    const now = await this.accounts(others);
    expect([...now.keys()].sort()).toEqual([...people, ...away].map(({ key }) => key).sort());
    for (const person of people) expect([person.key, now.get(person.key)]).toMatchObject([person.key, expected(person)]);
    const ids = new Map([...now].map(([key, { id }]) => [key, id]));
    for (const [key, id] of this.left) if (ids.has(key)) expect([key, ids.get(key)]).toEqual([key, id]);
    this.left = ids;
    this.homes = new Map(people.map(({ key, home }) => [key, home]));
  }
}
