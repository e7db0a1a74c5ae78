import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { emptyStack, enginePath, hermeticEnvironment, programPath, repository } from "./environment";
import { startProcess, type RunningProcess, type RunResult } from "./process";

type Language = "typescript" | "javascript" | "yaml" | "python";

const PROGRAM_FILES: Readonly<Record<Language, string>> = {
  typescript: "index.ts",
  javascript: "index.js",
  yaml: "Pulumi.yaml",
  python: "__main__.py",
};

/** What a test project consists of. */
export interface ProjectOptions {
  /**
   * Text of the program: TypeScript, or plain JavaScript (CommonJS) with `language: "javascript"`, which starts faster, or what
   * stands in Pulumi.yaml besides name and configuration with `language: "yaml"`, or Python. The last two use the plugin.
   */
  readonly program: string;
  readonly language?: Language;
  /** A program in TypeScript uses the plugin, by its generated package. */
  readonly plugin?: boolean;
  /** Further files by path relative to the project, for example a roster. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Stack configuration by full key, as in `{ "rollcall:target": "emulator" }`, kept in Pulumi.yaml. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment added to the hermetic one, for example an emulator's endpoints and credentials. */
  readonly env?: NodeJS.ProcessEnv;
}

const STACK = "test";

/** Where the engine finds the plugin. */
const PLUGINS = { providers: [{ name: "rollcall", path: join(repository, "bin") }] };

const STACK_FILE = `Pulumi.${STACK}.yaml`;

function linkPackages(folder: string): void {
  const modules = join(folder, "node_modules");
  // As an installation has it: the engine reads the manifests of all that is below, and the repository holds much more.
  mkdirSync(join(modules, "rollcall"), { recursive: true });
  for (const part of ["package.json", "dist"]) symlinkSync(join(repository, part), join(modules, "rollcall", part));
  // One copy of the SDK for the program and the package, as an installation would have.
  // The generated package is there where set-up could make it, and a link into nowhere otherwise, which only its programs miss.
  for (const name of ["@pulumi", "@types", "typescript", "rollcall-sdk"])
    symlinkSync(join(repository, "node_modules", name), join(modules, name), "dir");
}

function isJson(file: string): boolean {
  try {
    return JSON.parse(readFileSync(file, "utf8")) !== undefined;
  } catch {
    return false;
  }
}

/**
 * A Pulumi project in a folder of its own, with its own state, passphrase and engine home, and the engine's commands on its
 * one stack. Remove it when done: {@link EngineProject.remove}.
 */
export class EngineProject {
  readonly #language: Language;
  readonly #plugin: boolean;
  readonly #config: Readonly<Record<string, string>>;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(
    /** The project's folder, outside the repository. */
    readonly folder: string,
    /** The file backend's folder, outside the project's. */
    readonly backend: string,
    options: ProjectOptions,
  ) {
    this.#language = options.language ?? "typescript";
    this.#plugin = options.plugin ?? false;
    this.#config = options.config ?? {};
    this.#env = {
      ...hermeticEnvironment(),
      PATH: programPath(this.#language),
      PULUMI_HOME: join(dirname(folder), "home"),
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_CONFIG_PASSPHRASE: emptyStack().passphrase,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      // The engine lives for seconds; collecting its garbage as usual takes 3 % of an update.
      GOGC: "400",
      ROLLCALL_E2E_JAVASCRIPT: String(this.#language === "javascript"),
      ...options.env,
    };
  }

  /** Makes the folder and the program, with an empty stack. */
  static create(options: ProjectOptions): EngineProject {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "rollcall-e2e-")));
    const folder = join(base, "project");
    const backend = join(base, "backend");
    for (const made of [folder, backend, join(base, "home")]) mkdirSync(made);
    const project = new EngineProject(folder, backend, options);
    linkPackages(folder);
    project.write("package.json", JSON.stringify({ name: "e2e", private: true, main: project.#programFile() }));
    if (project.#language !== "yaml") project.write("Pulumi.yaml", project.#manifest());
    project.writeProgram(options.program);
    for (const [name, content] of Object.entries(options.files ?? {})) project.write(name, content);
    cpSync(join(emptyStack().folder, "backend"), backend, { recursive: true });
    cpSync(join(emptyStack().folder, STACK_FILE), join(folder, STACK_FILE));
    return project;
  }

  #programFile(): string {
    return PROGRAM_FILES[this.#language];
  }

  #manifest(): string {
    const nodejs = { name: "nodejs", options: { typescript: this.#language === "typescript" } };
    return JSON.stringify({
      name: "e2e",
      runtime: this.#language === "python" ? "python" : nodejs,
      ...((this.#plugin || this.#language === "python") && { plugins: PLUGINS }),
      config: this.#configuration(),
    });
  }

  #configuration(): object {
    return Object.fromEntries(Object.entries(this.#config).map(([key, value]) => [key, { value }]));
  }

  /** Makes the project one of YAML, or changes its program. */
  writeYaml(program: string): void {
    const head = { name: "e2e", runtime: "yaml", plugins: PLUGINS, config: this.#configuration() };
    const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    this.write("Pulumi.yaml", `${lines.join("\n")}\n${program}`);
  }

  /** Writes a file below the project. */
  write(name: string, content: string | Buffer): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Reads a file below the project. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Replaces the program; the next command uses it. */
  writeProgram(text: string): void {
    if (this.#language === "yaml") return this.writeYaml(text);
    this.write(this.#programFile(), text);
  }

  /** Changes the environment of later commands; `undefined` removes a variable. */
  setEnvironment(change: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) delete this.#env[name];
      else this.#env[name] = value;
    }
  }

  /** The environment of the project's commands. */
  environment(): NodeJS.ProcessEnv {
    return { ...this.#env };
  }

  /** Starts any engine command and does not wait, for tests that interrupt it. */
  start(...args: string[]): RunningProcess {
    return startProcess(enginePath(), [...args, "--non-interactive", "--color=never"], { cwd: this.folder, env: this.#env });
  }

  /** Runs any engine command to its end. */
  engine(...args: string[]): Promise<RunResult> {
    return this.start(...args).done;
  }

  /** Runs the command `rollcall` in the project's folder, with the project's environment. */
  rollcall(...args: string[]): Promise<RunResult> {
    return startProcess(process.execPath, [join(repository, "dist", "cli", "main.js"), ...args], { cwd: this.folder, env: this.#env }).done;
  }

  /** Starts `pulumi up` on the stack without waiting. The preview is left out, so provider calls come from the update alone. */
  startUp(...args: string[]): RunningProcess {
    return this.start("up", "--yes", "--skip-preview", "--stack", STACK, ...args);
  }

  up(...args: string[]): Promise<RunResult> {
    return this.startUp(...args).done;
  }

  preview(...args: string[]): Promise<RunResult> {
    return this.engine("preview", "--stack", STACK, ...args);
  }

  refresh(...args: string[]): Promise<RunResult> {
    return this.engine("refresh", "--yes", "--skip-preview", "--stack", STACK, ...args);
  }

  destroy(...args: string[]): Promise<RunResult> {
    return this.engine("destroy", "--yes", "--skip-preview", "--stack", STACK, ...args);
  }

  /** Releases the lock a killed run left, and puts the last whole checkpoint in place of one that it was writing. */
  cancel(): Promise<RunResult> {
    const file = this.#checkpoint();
    if (!isJson(file)) copyFileSync(`${file}.bak`, file);
    return this.engine("cancel", "--yes", "--stack", STACK);
  }

  /**
   * The state as text: `pulumi stack export`, secrets encrypted unless `--show-secrets` is given.
   * @throws Error with the engine's output when it fails
   */
  async exportText(...args: string[]): Promise<string> {
    const result = await this.engine("stack", "export", "--stack", STACK, ...args);
    if (result.code !== 0) throw new Error(`pulumi stack export failed:\n${result.all}`);
    return result.stdout;
  }

  /**
   * The state as the file backend keeps it, without asking the engine: secrets are encrypted.
   * @throws Error when nothing has been run yet
   */
  stateText(): string {
    return readFileSync(this.#checkpoint(), "utf8");
  }

  #checkpoint(): string {
    return join(this.backend, ".pulumi", "stacks", "e2e", `${STACK}.json`);
  }

  /** Removes the project, its state and its engine home. */
  remove(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}
