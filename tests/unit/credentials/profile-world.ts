import { KeyWorld } from "./key-world";

export const ALIYUN = "/home/li/.aliyun/config.json";
export const HCLOUD = "/home/li/.hcloud/config.json";
export const VOLCENGINE = "/home/li/.volcengine/config.json";

export const AK = { name: "ak", mode: "AK", access_key_id: "from-file", access_key_secret: "canary-secret" };

/** A machine with these files; what is no text is written as JSON. */
export function worldWith(files: Readonly<Record<string, unknown>>): KeyWorld {
  const world = new KeyWorld();
  for (const [path, content] of Object.entries(files)) {
    world.files.set(path, typeof content === "string" ? content : JSON.stringify(content));
  }
  return world;
}

/** The file of Alibaba Cloud's command line with these profiles. */
export function aliyun(...profiles: readonly object[]): KeyWorld {
  return worldWith({ [ALIYUN]: { current: "ak", profiles } });
}
