import { kept } from "../../model/kept";
import type { SettingSources } from "../../config/settings";
import type { Context } from "../../lifecycle/context";
import type { Kind } from "../../model/kind";
import { openRun } from "../session";
import { showable } from "../showable";
import { settingsOf } from "./configuration";
import type { Asked, Log } from "./messages";
import type { Quiet } from "./quiet";
import type { RunGuard } from "./run-guard";
import { type Served, servedType } from "./served";

/** What sessions are opened with. */
export interface SessionOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Opens a directory; tests put their own in. */
  readonly open?: typeof openRun;
}

/** A resource and the session that serves it. */
export interface Session {
  readonly served: Served;
  readonly context: Context;
}

/** The directories that the engine asks about, each opened once under the account that the process is configured for. */
export class Sessions {
  private readonly opened = new Map<Kind, Promise<Context>>();
  private setting: (name: string) => string | undefined = () => undefined;
  private cancelled = false;

  constructor(
    private readonly options: SessionOptions,
    private readonly types: ReadonlyMap<string, Served>,
    private readonly guard: RunGuard,
    private readonly quiet: Quiet,
  ) {}

  configure(args: unknown): void {
    this.setting = settingsOf(args);
  }

  /** The settings of the account. */
  sources(): SettingSources {
    return { config: this.setting, environment: this.options.environment };
  }

  /** Nothing that changes something is sent any more, and what was sent is waited for. */
  cancel(): void {
    this.cancelled = true;
    this.quiet.end();
  }

  /** Answers a request of the engine about a resource. @throws the failure as the engine may show it, clean of secrets */
  async answering<T>(asked: Asked, operation: (session: Session) => Promise<T>): Promise<T> {
    let clean = (text: string): string => text;
    try {
      const served = servedType(this.types, asked.type);
      const session = await this.of(served.kind);
      clean = (text) => session.service.secrets.clean(text);
      const say = (line: string): void => this.options.log(asked.urn, clean(line));
      const untilQuiet = (): Promise<void> => this.quiet.come((ms) => session.service.sleep(ms));
      return await operation({ served, context: { ...session, say, untilQuiet } });
    } catch (error) {
      throw showable(error, clean);
    }
  }

  /** The session of a kind. @throws RollcallError when no account can be told */
  of(kind: Kind): Promise<Context> {
    const { log, open = openRun } = this.options;
    const say = (line: string): void => log(undefined, line);
    return kept(this.opened, kind, () => open(kind, this.sources(), say, this.guard, () => this.cancelled));
  }
}
