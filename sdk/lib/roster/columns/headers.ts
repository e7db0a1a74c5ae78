import { fieldThatMeans, type Meaning } from "../../../../provider/model/field";
import { kept } from "../../../../provider/model/kept";
import type { Kind } from "../../../../provider/model/kind";
import { suggest } from "../../../../provider/model/suggest";
import { fold, shapeOf } from "../cell/cells";
import { errorWord } from "../cell/error-words";

/** Words in brackets that say whether a column must be filled; other words in brackets tell columns apart (`手机号（公司）`) and stay. */
const HINT =
  /[([{（［【〔｛]\s*(?:required|mandatory|optional|read[ -]?only|必填|必须|必选|选填|可选|可不填|非必填|只读)[^)\]}）］】〕｝]*[)\]}）］】〕｝]/giu;
const EDGES = /^[\s*＊※"'“”‘’「」]+|[\s*＊※:："'“”‘’「」]+$/gu;

/**
 * The name of a column without what templates write around it: `*` before or behind, `（必填）`, `[Required]`, `[READ ONLY]`, a colon, quotes,
 * a byte order mark, line breaks. What nobody sees inside the name stays, for the check of the header to refuse.
 */
export function headerName(written: string): string {
  return written
    .replace(/[\s\ufeff]+/g, " ")
    .replace(HINT, " ")
    .replace(EDGES, "")
    .replace(/ {2,}/g, " ");
}

/** What a column stands for in one directory. */
export interface Target {
  readonly field: string;
  /** The part of an object field: `passwordInitializationType` of `passwordInitializationConfig`. */
  readonly part?: string;
  /** The column says whether the account is on, and the field whether it is off. */
  readonly isOpposite?: true;
}

/** Whether the account is on: by a field that says so, or on Workspace by one that says the opposite. */
const STATUS: readonly [string, string] = ["status", "状态"];

/** What a column of another name stands for. */
interface Alias {
  readonly names: readonly [string, ...string[]];
  /** In a directory the first field of its table that means it. */
  readonly means: Meaning;
  /** Of those the first that holds a list. */
  readonly many?: true;
}

const ALIASES: readonly Alias[] = [
  { names: ["key", "account", "login", "账号", "用户名", "登录名"], means: "key" },
  { names: ["display name", "姓名", "显示名", "显示名称", "昵称"], means: "name" },
  { names: ["e-mail", "email", "mail", "邮箱", "电子邮箱", "邮件"], means: "email" },
  { names: ["phone", "mobile", "手机", "手机号", "手机号码", "电话"], means: "phone" },
  { names: ["groups", "组", "用户组"], means: "groups" },
  { names: ["organization", "org", "unit", "组织", "部门"], means: "unit" },
  { names: ["units", "其他部门"], means: "unit", many: true },
  { names: ["description", "note", "备注", "描述"], means: "note" },
  { names: ["expires", "到期时间", "锁定时间"], means: "expiry" },
  { names: ["密码", "初始密码"], means: "secret" },
  { names: ["本地管理员"], means: "admin" },
  { names: STATUS, means: "access" },
];

const DIRECTORY = new Set(["directory", "目录"]);

const aliases = new Map(ALIASES.flatMap((alias) => alias.names.map((name) => [fold(name), alias] as const)));

/** Every cell of every person asks, and names repeat. */
function oncePerName<T>(read: (name: string) => T): (name: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (name) => kept(known, name, () => ({ answer: read(name) })).answer;
}

/** Whether a column names the directory of each person. */
export const isDirectoryColumn = oncePerName((name) => DIRECTORY.has(fold(name)));

/** Columns that say from which day to which day a person is declared. */
const PERIOD: Readonly<Record<"from" | "until", readonly string[]>> = {
  from: ["from", "valid from", "start date", "起始日期", "开始日期", "生效日期"],
  until: ["until", "valid until", "end date", "截止日期", "结束日期", "失效日期"],
};

const periodColumns = new Map(
  (["from", "until"] as const).flatMap((end) => PERIOD[end].map((name) => [fold(name), end] as const)),
);

/** Which end of a person's time a column names; `undefined` when it names none. */
export const periodColumn = oncePerName((name) => periodColumns.get(fold(name)));

/** Whether a column says something about the person that is no field of a directory: where it goes, when, or notes for others. */
export const isColumnOfRoster = oncePerName(
  (name) => isDirectoryColumn(name) || isIgnoredColumn(name) || periodColumn(name) !== undefined,
);

/** Whether a column is kept for people and other tools: its name begins with `x-`. */
export function isIgnoredColumn(name: string): boolean {
  return /^x-/i.test(name);
}

/** Whether one of these directories, or Rollcall itself, knows a column of that name. */
export function isColumn(name: string, directories: readonly Kind[]): boolean {
  return name !== "" && (isColumnOfRoster(name) || directories.some((kind) => resolveColumn(name, kind) !== undefined));
}

/**
 * The field a column means in a directory: its name in the SDK (`endUserId`) or on the wire (`EndUserId`), in any case, with or without `_`,
 * `-` and spaces; else an alias. Parts of object fields are written `field.part`. `undefined` when it means none.
 */
export function resolveColumn(name: string, kind: Kind): Target | undefined {
  return kept(resolvers, kind, () => oncePerName((one) => resolve(one, kind)))(name);
}

const resolvers = new WeakMap<Kind, (name: string) => Target | undefined>();

function resolve(name: string, kind: Kind): Target | undefined {
  const [head = "", ...rest] = name.split(".");
  const field = resolveField(fold(head), kind);
  if (field === undefined) return undefined;
  if (rest.length === 0)
    return STATUS.includes(fold(head)) && shuts(kind, field) ? { field, isOpposite: true } : { field };
  const part = partsOf(kind, field).find((candidate) => fold(candidate) === fold(rest.join(".")));
  return part === undefined ? undefined : { field, part };
}

/** A sentence on a column that no directory of the roster knows. */
export function unknownColumn(name: string, directories: readonly Kind[]): string {
  if (name === "") return "has no column name, but cells below it are filled. Name the column.";
  const failed = errorWord(name);
  if (failed !== undefined) return failed;
  const known = [...new Set(directories.flatMap(columnNames))];
  const whose = `${JSON.stringify(name)} is not a field of ${directories.map((kind) => kind.directory.name).join(" or ")} users`;
  const alias = aliases.get(fold(name));
  if (alias !== undefined) return `${whose}: it means ${alias.names[0]}, and they have none. ${elsewhere(name)}`;
  const names = [...aliases.keys()].filter((other) => directories.some((kind) => resolveColumn(other, kind)));
  const near = suggest(name, [...known, ...names, ...PERIOD.from, ...PERIOD.until]);
  const remedy = near === undefined ? `Known: ${known.join(", ")}. ${elsewhere(name)}` : `Did you mean ${near}?`;
  return `${whose}. ${remedy}`;
}

/** What to do with a column of another system. */
function elsewhere(name: string): string {
  const column = JSON.stringify(name);
  return `Give the roster columns: { ${column}: "…" } if it is one of them, or { ${column}: null } if it is not ours; a column whose name begins with x- is ignored as well.`;
}

/** Every column a directory has, by the name documentation uses: its fields, and the parts of object fields. */
export function columnNames(kind: Kind): readonly string[] {
  return Object.keys(kind.fields).flatMap((field) => {
    const parts = partsOf(kind, field);
    return parts.length === 0 ? [field] : parts.map((part) => `${field}.${part}`);
  });
}

function resolveField(folded: string, kind: Kind): string | undefined {
  for (const [name, spec] of Object.entries(kind.fields)) {
    if (fold(name) === folded || (spec.wire !== "" && fold(spec.wire) === folded)) return name;
  }
  const alias = aliases.get(folded);
  if (alias?.many !== true) return alias === undefined ? undefined : fieldThatMeans(kind.fields, alias.means);
  return Object.entries(kind.fields).find(
    ([, spec]) => spec.means === alias.means && shapeOf(spec).kind === "list",
  )?.[0];
}

/** Of what a column says `true` where it stands for access: that the account is on, or off. */
export function accessIn(kind: Kind, { field, isOpposite }: Target): "on" | "off" | undefined {
  if (kind.fields[field]?.means !== "access") return undefined;
  return shuts(kind, field) && isOpposite !== true ? "off" : "on";
}

/** Whether a field says that the account is off, as Workspace's `disabled` does. */
function shuts({ disable }: Kind, field: string): boolean {
  return "set" in disable && disable.set[field] === true;
}

function partsOf(kind: Kind, field: string): readonly string[] {
  const spec = kind.fields[field];
  const shape = spec === undefined ? undefined : shapeOf(spec);
  return shape?.kind === "object" ? [...shape.properties.keys()] : [];
}
