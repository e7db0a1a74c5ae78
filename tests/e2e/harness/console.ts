import { alibabaCaller } from "../../contract/emulator/alibaba-client";
import { actionTarget, signVolcengine } from "../../contract/emulator/cloudidentity-client";
import { basicDate } from "../../contract/emulator/workspace-client";
import type { ExternalEmulator } from "./emulator";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What colleagues do by hand in the console of Alibaba Cloud EDS, by the service's own call, so that no command of the engine has to do
 * it. @returns the answer's body
 * @throws Error when the service refuses the call or a member of it
 */
export async function edsConsole(
  { line }: ExternalEmulator,
  action: string,
  parameters: { readonly query?: Fields; readonly form?: Fields },
): Promise<Fields> {
  const { status, body } = await alibabaCaller(line, "eds")(action, parameters);
  if (status !== 200 || body["AllSucceed"] === false) throw new Error(`EDS ${action} is refused: ${JSON.stringify(body)}`);
  return body;
}

/**
 * The same in the console of Volcengine's CloudIdentity.
 * @throws Error when the service refuses the call
 */
export async function cloudidentityConsole({ line }: ExternalEmulator, action: string, parameters: Fields): Promise<void> {
  const target = actionTarget(action);
  const body = JSON.stringify(parameters);
  const url = new URL(target, line.endpoint);
  const { accessKeyId, accessKeySecret } = line;
  const signing = { accessKeyId, accessKeySecret, date: basicDate(Date.now()), withoutHost: true };
  const answer = await fetch(url, { method: "POST", headers: signVolcengine("POST", target, body, signing), body });
  if (!answer.ok) throw new Error(`CloudIdentity ${action} is refused: ${await answer.text()}`);
}
