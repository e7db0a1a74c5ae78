import { newCallState } from "../../../provider/calls/shared-state";
import { openService } from "../../../provider/calls/open-service";
import { newSecrets } from "../../../provider/model/secrets";
import type { Account } from "../../../provider/model/account";
import type { Directory } from "../../../provider/model/kind";
import type { DynamicProvider, OpenSession } from "../../../provider/pulumi/contract";
import { Claims } from "../../../provider/lifecycle/claims";
import { SecretFields } from "../../../provider/lifecycle/secret-fields";
import { type DiaryEntry, OpenEntries } from "../../../provider/lifecycle/diary";
import type { Draw } from "./draw";
import { type Form, single } from "./form";
import type { InProcessCloud } from "./in-process-cloud";
import { type Death, plugIn, TIMEOUT_MS, Wire } from "./wire";

/** One provider process, from its start to its end or its death. */
export interface ProviderProcess {
  readonly provider: DynamicProvider;
  readonly wire: Wire;
}

/** What a process works with. */
export interface ProcessParts {
  readonly directory: Directory;
  readonly cloud: InProcessCloud;
  /** How the program declares its people; as users of their own unless given. */
  readonly form?: Form;
  readonly draw: Draw;
  /** What stays in the project's folder from one process to the next. */
  readonly diary: DiaryEntry[];
  /** Takes what the process tells the person who watches. */
  readonly say: (line: string) => void;
  readonly death?: Death | undefined;
  readonly onDeath?: () => void;
}

/** Starts a provider process on the cloud's clock, with repeatable chance. */
export async function startProvider({
  directory,
  cloud,
  form = single,
  draw,
  diary,
  say,
  death,
  onDeath,
}: ProcessParts): Promise<ProviderProcess> {
  const wire = new Wire(cloud, draw, death, onDeath ?? (() => undefined));
  plugIn(wire);
  cloud.newProcess();
  const { accessKeyId, accessKeySecret } = cloud.identity;
  const account: Account = {
    directory: directory.name,
    endpoint: "http://127.0.0.1:9",
    region: directory.defaultRegion,
    credentials: { kind: "keys", accessKeyId, accessKeySecret },
    own: cloud.settings,
    timeoutMs: TIMEOUT_MS,
  };
  const earlier = new OpenEntries();
  for (const entry of diary) earlier.add(entry);
  const left = (name: string, key: string): readonly DiaryEntry[] => earlier.named(name, key).filter(({ deed }) => deed !== "unseen");
  const open: OpenSession = async () => {
    const secrets = newSecrets();
    secrets.learn(accessKeySecret);
    const cleanly = (line: string): void => say(secrets.clean(line));
    const { clock } = wire;
    const { random } = draw;
    const shared = newCallState(clock, random);
    const service = openService({
      name: directory.title,
      classify: directory.classify,
      timeoutMs: TIMEOUT_MS,
      secrets,
      shared,
      say: cleanly,
      clock,
      random,
    });
    return {
      kind: directory.kinds.User,
      service,
      calls: directory.kinds.User.connect(account, service),
      followers: new Map(),
      claims: new Claims(),
      diary: {
        note: (entry) => void diary.push({ at: new Date(clock.now()).toISOString(), ...entry }),
        left,
        know: () => undefined,
        hides: () => false,
      },
      secretFields: new SecretFields(directory.kinds.User, secrets),
      say: cleanly,
      random: (below) => Math.floor(draw.random() * below),
      token: () => `token-${draw.random().toString(36).slice(2)}`,
    };
  };
  const provider = form.host(directory.kinds.User, open);
  await provider.configure({ config: { get: () => undefined } });
  return { provider, wire };
}
