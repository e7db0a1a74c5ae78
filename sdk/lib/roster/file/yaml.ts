import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import type { Cell, ColumnTest, Entry, Raw, Sheet } from "../entry";
import { withMark } from "../cell/placeholders";
import { describePlace, type Place, type Problem } from "../problem";
import { judgeYamlComments, swallowedPeople, takesInLines } from "./yaml-comments";

/** A list of small maps is the deepest value a field has. */
const MAX_DEPTH = 3;
/** Aliases repeat what they name, so a small file could grow without bound: 10 values a character, and this many more, are enough. */
const VALUES_IN_ANY_CASE = 100_000;

/**
 * Tags that leave a value as it stands, since the field gives it a type. Any other makes something else of it, as `!!binary` does, or `!env` and
 * `!vault`, in whose place other programs put a password.
 */
const TAGS = new Set([
  "!",
  ...["str", "int", "float", "bool", "timestamp", "map", "seq"].map((type) => `tag:yaml.org,2002:${type}`),
]);

const SHAPE = "Write a list of people (`- endUserId: alice`), or `users:` and the list below it.";

/**
 * Reads YAML 1.2 (or JSON): a list of maps, or a map with the one key `users`. Plain scalars stay text, so `010`, `no` and `2026-01-01` mean
 * what they say; a field's type decides. An empty value, `~` or `null` declares nothing; `""` and `[]` clear. Aliases work, merge keys do not.
 */
export function parseYaml(text: string, file: string, isColumn: ColumnTest): Sheet {
  return new YamlReader(text, file, isColumn).read();
}

class YamlReader {
  private readonly lines = new LineCounter();
  private readonly problems: Problem[] = [];
  private readonly targets = new Map<unknown, Node>();
  private readonly said = new Set<string>();
  private values = 0;
  private readonly maxValues: number;

  constructor(
    private readonly text: string,
    private readonly file: string,
    private readonly isColumn: ColumnTest,
  ) {
    this.maxValues = 10 * text.length + VALUES_IN_ANY_CASE;
  }

  read(): Sheet {
    const entries = this.people().flatMap((item) => this.entry(item));
    const { problems, warnings } = judgeYamlComments(this.text, this.file, this.lines, this.isColumn);
    return {
      columns: [],
      entries: this.values > this.maxValues ? [] : entries,
      problems: [...this.problems, ...problems],
      warnings: [...warnings, ...swallowedPeople(entries, this.isColumn)],
    };
  }

  private people(): readonly unknown[] {
    const documents = this.parse();
    const [document, second] = documents;
    if (document === undefined) return [];
    if (second !== undefined)
      this.refuse(this.at(second.range?.[0] ?? 0), "begins a second document. Keep one document a file.");
    this.refuseSyntax(documents.flatMap(({ errors }) => errors).map(({ code, pos }) => [pos[0], code]));
    if (this.problems.length > 0) return [];
    this.linkAliases(document);
    return this.list(document.contents);
  }

  /** One slip brings several errors, so the first of each line is told. */
  private refuseSyntax(errors: readonly (readonly [number, string])[]): void {
    const language = /\.json$/i.test(this.file) ? "JSON" : "YAML";
    const check = language === "JSON" ? "brackets, quotes and commas" : "indentation, quotes and colons";
    const lines = new Set<number>();
    for (const [offset, code] of errors) {
      const place = this.at(offset);
      if (!lines.has(place.line)) this.refuse(place, `is not ${language} (${code}). Check ${check} here.`);
      lines.add(place.line);
    }
  }

  private parse(): readonly Document[] {
    try {
      // prettyErrors would quote the source, where passwords may stand; duplicate keys are told here, with both places.
      const parsed = parseAllDocuments(this.text, {
        schema: "failsafe",
        lineCounter: this.lines,
        prettyErrors: false,
        uniqueKeys: false,
        logLevel: "silent",
      });
      return "empty" in parsed ? [] : parsed;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.problems.push({
        place: { file: this.file, line: 1 },
        text: `is nested too deeply to be a roster. ${SHAPE}`,
      });
      return [];
    }
  }

  /** An anchor may be given again further down; an alias means the nearest one above it. */
  private linkAliases(document: Document): void {
    if (!this.text.includes("*")) return;
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) {
          const target = anchors.get(node.source);
          if (target === undefined)
            this.refuse(
              this.place(node),
              "is an alias of an anchor that is nowhere above it. Write the value itself, or the anchor first.",
            );
          else this.targets.set(node, target);
        } else if ("anchor" in node && node.anchor !== undefined) anchors.set(node.anchor, node);
      },
    });
  }

  private list(contents: unknown): readonly unknown[] {
    if (isSeq(contents)) return contents.items;
    if (isMap(contents)) {
      const [pair, other] = contents.items;
      if (pair !== undefined && other === undefined && scalarText(pair.key) === "users" && isSeq(pair.value))
        return pair.value.items;
    }
    this.refuse(this.place(contents), `is neither a list of people nor a map with the one key users. ${SHAPE}`);
    return [];
  }

  private entry(item: unknown): readonly Entry[] {
    const person = this.resolve(item);
    if (!isMap(person)) {
      return this.refuse(
        this.place(item),
        "is not a person: a map of fields was expected. Write `- endUserId: alice`, further fields below it.",
      );
    }
    if (this.isTagged(person)) return [];
    // Who is declared by an alias stands there, not where the anchor is.
    const at = (node: unknown): Place => this.place(isAlias(item) ? item : node);
    const cells = this.pairs(person).flatMap(({ name, key, value }): Cell[] => {
      const raw = this.raw(value, 0);
      return raw === undefined ? [] : [{ name, namePlace: at(key), raw, place: at(value ?? key) }];
    });
    return [{ place: at(item), cells }];
  }

  /** Keys and values of a map; a key that is no text, repeated or a merge key is a problem. */
  private pairs(map: YAMLMap): readonly { name: string; key: unknown; value: unknown }[] {
    const seen = new Map<string, Place>();
    return map.items.flatMap((pair: Pair) => {
      const name = scalarText(this.resolve(pair.key));
      const place = this.place(pair.key);
      if (name === undefined) return this.refuse(place, "is a key that is not plain text. Use a field name.");
      if (name === "<<")
        return this.refuse(
          place,
          "is a merge key, which rosters do not have. Use the roster's defaults, or repeat the fields.",
        );
      const before = seen.get(name);
      if (before !== undefined)
        return this.refuse(
          place,
          `repeats the key of line ${before.line}, column ${before.column ?? 1}. Keep one of the two.`,
        );
      seen.set(name, place);
      // Between braces a comma ends a value: of `{ name: Wang, Anna }` Anna would be lost.
      if (pair.value === null)
        return this.refuse(
          place,
          "has no value. Between braces a comma begins another field: quote the value that the comma belongs to, or write several in brackets.",
        );
      return [{ name, key: pair.key, value: pair.value }];
    });
  }

  private raw(node: unknown, depth: number): Raw | undefined {
    const value = this.resolve(node);
    if (value === null || value === undefined) return undefined;
    this.values++;
    if (this.values > this.maxValues) {
      if (this.values === this.maxValues + 1)
        this.refuse(this.place(node), `is value number ${this.values}. Repeat less by aliases, or split the roster.`);
      return undefined;
    }
    if (this.isTagged(value)) return undefined;
    if (isScalar(value)) return isNothing(value) ? undefined : this.written(value, depth);
    if (depth === MAX_DEPTH) {
      this.refuse(
        this.place(node),
        "is nested too deeply for a field. Fields hold text, lists of text, or lists of small maps.",
      );
      return undefined;
    }
    if (isSeq(value)) return value.items.flatMap((item) => this.item(item, value, depth + 1) ?? []);
    if (!isMap(value)) return undefined;
    return new Map(
      this.pairs(value).flatMap(({ name, value: inner }) => {
        const raw = this.raw(inner, depth + 1);
        return raw === undefined ? [] : [[name, raw] as const];
      }),
    );
  }

  /** Without it an item of nothing (`- # ug-design`, `[null]`) would leave a shorter list, or one that clears the field. */
  private item(node: unknown, list: Node, depth: number): Raw | undefined {
    const value = this.resolve(node);
    if (value !== null && value !== undefined && !(isScalar(value) && isNothing(value))) return this.raw(node, depth);
    const place = this.place(isNode(node) ? node : list);
    return this.refuse(
      place,
      "is an item of a list with nothing in it. Write the value, or delete the item; [] alone clears a list.",
    )[0];
  }

  private written(scalar: Scalar, depth: number): string | undefined {
    const text = scalarText(scalar);
    if (scalar.type === "PLAIN" && takesInLines(this.text.slice(scalar.range?.[0], scalar.range?.[1]), this.isColumn))
      this.refuse(
        this.place(scalar),
        "goes on in a line below that begins with a dash or a field's name, as its indentation has it. Move that line to the left, leave a space behind - and :, or quote the whole value.",
      );
    // Who writes quotes in YAML means text; in JSON every text has them.
    return text !== undefined && depth === 0 && scalar.type !== "PLAIN" && !/\.json$/i.test(this.file)
      ? withMark(text)
      : text;
  }

  private isTagged(node: unknown): boolean {
    if (!isNode(node) || isAlias(node) || node.tag === undefined || TAGS.has(node.tag)) return false;
    this.refuse(
      this.place(node),
      "has a tag that makes it something other than text. Write the value without the tag.",
    );
    return true;
  }

  private resolve(node: unknown): unknown {
    return isAlias(node) ? this.targets.get(node) : node;
  }

  private refuse(place: Place, text: string): never[] {
    const said = `${describePlace(place)} ${text}`;
    // Aliases bring the reader to the same place again and again.
    if (!this.said.has(said)) this.problems.push({ place, text });
    this.said.add(said);
    return [];
  }

  private place(node: unknown): Place {
    return this.at((isNode(node) ? node.range?.[0] : undefined) ?? 0);
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }
}

function scalarText(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}

/** `key:`, `key: ~` and `key: null` declare nothing; the same in quotes is text. */
function isNothing(scalar: { readonly type?: string; readonly value: unknown }): boolean {
  return scalar.type === "PLAIN" && (scalar.value === "" || scalar.value === "~" || scalar.value === "null");
}
