import { readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { mapped, record, text } from "../provider/model/values";
import { configError, type RollcallError } from "../provider/model/error";
import { placeOf, problemTexts } from "./file-problems";
import type { ActiveRule, RuleKind } from "./rule";
import { type RuleName, rules } from "./rules";
import { type PlainPasswords, plainPasswords } from "./plain-passwords";

/** A policy file, read. */
export interface Policy {
  /** Rules about people, in the order in which they are registered. */
  readonly rules: readonly { readonly name: RuleName; readonly rule: ActiveRule }[];
  /** The rule about the program's own files, when the policy has it. */
  readonly plainPasswords?: PlainPasswords;
}

/** One set of settings, or several for different directories. */
function oneOrMore({ settings }: RuleKind): z.ZodType<readonly ActiveRule[] | undefined> {
  return z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(settings).min(1).optional(),
  );
}

const peopleRules = mapped<RuleKind, ReturnType<typeof oneOrMore>>(rules, oneOrMore);

const file = z.strictObject({
  version: z.literal(1, "must be 1"),
  rules: z
    .strictObject({ ...peopleRules, plainPasswords: plainPasswords.settings.optional() })
    .refine((some) => Object.values(some).some((rule) => rule !== undefined), "must hold a rule"),
});

/**
 * Reads a policy file, YAML or JSON.
 * @throws RollcallError ERR_CONFIG with every problem and its line, or when the file cannot be read.
 */
export function readPolicyFile(path: string): Policy {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (cause) {
    throw configError(
      `the policy file ${path} cannot be read (${text(record(cause)["code"]) ?? "unreadable"})`,
      "Correct the path. It is relative to the folder where the command runs.",
      cause,
    );
  }
  return parsePolicy(content, path);
}

/**
 * Reads the text of a policy file.
 * @param path names it in errors
 * @throws RollcallError ERR_CONFIG with every problem and its line.
 */
export function parsePolicy(text: string, path: string): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    throw refusal(
      path,
      document.errors.map(({ message, linePos }) => `line ${linePos?.[0].line ?? 1}: ${message.split("\n")[0] ?? ""}`),
    );
  const parsed = file.safeParse(valueOf(document, path));
  if (!parsed.success)
    throw refusal(
      path,
      parsed.error.issues.flatMap((issue) =>
        problemTexts(issue, file).map((problem) => `${placeOf(document, lines, issue.path)}: ${problem}`),
      ),
    );
  const { plainPasswords: sources, ...people } = parsed.data.rules;
  const active: Readonly<Record<string, readonly ActiveRule[] | undefined>> = people;
  return {
    rules: Object.entries(active).flatMap(([name, some]) =>
      isRuleName(name) ? (some ?? []).map((rule) => ({ name, rule })) : [],
    ),
    ...(sources !== undefined && { plainPasswords: sources }),
  };
}

/** Aliases that multiply beyond measure are refused by the parser itself. */
function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw refusal(path, [`line 1: ${error instanceof Error ? error.message : "it cannot be read as YAML"}`]);
  }
}

function isRuleName(name: string): name is RuleName {
  return Object.hasOwn(rules, name);
}

function refusal(path: string, problems: readonly string[]): RollcallError {
  return configError(
    `${path} is not a policy that can be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n`,
    "Correct these lines; docs/policy.md describes every rule.",
  );
}
