import { gzipSync } from "node:zlib";
import { type Bag, isBag, mapped, record } from "../../../provider/model/values";
import { type RawAnswer, Spoiled, type Tapped } from "../directories/harness/tap";

/** An answer, chance, and what has been answered before, by operation. */
export interface Spoiling extends Tapped {
  readonly random: () => number;
  readonly before: ReadonlyMap<string, Buffer>;
}

/** What becomes of an answer; nothing where this cannot happen to it. */
type Spoiler = (answer: RawAnswer, spoiling: Spoiling) => Spoiled | undefined;

/** The answer with other parts. */
function but(answer: RawAnswer, other: Partial<RawAnswer>): Spoiled {
  const { status, headers, body } = { ...answer, ...other };
  return new Spoiled((response) => response.writeHead(status, { ...headers, "content-length": body.length }).end(body));
}

const text = (body: unknown): Buffer => Buffer.from(typeof body === "string" ? body : JSON.stringify(body));

const PAGE = text("<!DOCTYPE html><html><title>Sign in</title></html>");

/** The answer's JSON, changed. */
function changed(answer: RawAnswer, change: (body: Bag) => unknown): Spoiled {
  return but(answer, { body: text(change(record(JSON.parse(answer.body.toString("utf8"))))) });
}

/** The JSON with its lists of entries changed, wherever they stand. */
function lists(bag: Bag, change: (entries: readonly Bag[]) => unknown): Bag {
  return mapped(bag, (value) => {
    if (Array.isArray(value) && value.some(isBag)) return change(value.filter(isBag));
    return isBag(value) ? lists(value, change) : value;
  });
}

/** The JSON without some members, wherever they stand. */
function without(bag: Bag, isLost: (name: string, value: unknown) => boolean): Bag {
  const kept = Object.entries(bag).filter(([name, value]) => !isLost(name, value));
  return Object.fromEntries(kept.map(([name, value]) => [name, isBag(value) ? without(value, isLost) : value]));
}

/**
 * A list whose answer counts what it lists. Of others, and of one person's own lists, nobody can tell that something is missing.
 * @param what a filter leaves is counted in ways that no page documents
 */
function isCounted({ operation, answer, query, asked }: Spoiling, isFiltered: boolean): boolean {
  const counts = /"(Total|TotalCount|Count|total_count)":[1-9]/.test(JSON.stringify(answer));
  return (
    counts &&
    !/^Get/.test(operation) &&
    (isFiltered || !/UserIds|EndUserIds|Filter|StartsWith|user_name|QueryString|UserName/.test(`${query} ${asked}`))
  );
}

const isList = (_name: string, value: unknown): boolean => Array.isArray(value) && value.some(isBag);

/** A list that comes in another form, where that can be noticed. */
function misshapen(value: unknown): Spoiler {
  return (answer, spoiling) =>
    isCounted(spoiling, !Array.isArray(value)) ? changed(answer, (body) => lists(body, () => value)) : undefined;
}

/** What can happen to an answer between a service and its reader. Each must be noticed, or must do no harm. */
export const spoilers: Readonly<Record<string, Spoiler>> = {
  empty: (answer) => but(answer, { body: Buffer.alloc(0) }),
  "no content": (answer) => but(answer, { status: 204, body: Buffer.alloc(0) }),
  "not modified": (answer) => but(answer, { status: 304, body: Buffer.alloc(0) }),
  truncated: (answer, { random }) => but(answer, { body: answer.body.subarray(0, Math.floor(random() * answer.body.length)) }),
  "closed in the body": (_answer, { random }) =>
    new Spoiled((response, { status, headers, body }) => {
      response.writeHead(status, { ...headers, "content-length": body.length });
      response.write(body.subarray(0, Math.floor(random() * body.length)), () => response.destroy());
    }),
  "closed in a chunk": (_answer, { random }) =>
    new Spoiled((response, { status, headers: { "content-length": _length, ...headers }, body }) => {
      response.writeHead(status, headers);
      response.write(body.subarray(0, Math.floor(random() * body.length)), () => response.destroy());
    }),
  "closed before it": () => new Spoiled((response) => response.destroy()),
  "an HTML page": (answer, { random }) =>
    but(answer, { status: [200, 404, 502][Math.floor(random() * 3)] ?? 200, headers: { "content-type": "text/html" }, body: PAGE }),
  "other JSON": (answer, { random }) => {
    const others = ['{"ok":true}', "[]", "null", '"ok"', "{}", "0", '{"code":200,"data":[]}'];
    return but(answer, { headers: {}, body: text(others[Math.floor(random() * others.length)]) });
  },
  "a failure's status": (answer, { random }) => but(answer, { status: [500, 503, 429, 404][Math.floor(random() * 4)] ?? 500 }),
  "a redirect": (answer) => but(answer, { status: 302, headers: { ...answer.headers, location: "/elsewhere" } }),
  "slow bytes": () =>
    new Spoiled((response, { status, headers, body }) => {
      response.writeHead(status, { ...headers, "content-length": body.length });
      const half = Math.ceil(body.length / 2);
      response.write(body.subarray(0, half));
      setTimeout(() => response.end(body.subarray(half)), 5);
    }),
  "another content type": (answer) => but(answer, { headers: { ...answer.headers, "content-type": "text/html; charset=gbk" } }),
  gzip: (answer) => but(answer, { headers: { ...answer.headers, "content-encoding": "gzip" }, body: gzipSync(answer.body) }),
  "gzip without a word": (answer) => but(answer, { body: gzipSync(answer.body) }),
  "headers twice": (answer) => {
    const twice = Object.entries(answer.headers).map(([name, value]) => [name, name === "date" ? value : [value, value].flat()]);
    return but(answer, { headers: { ...Object.fromEntries(twice), "content-length": undefined } });
  },
  "a byte order mark": (answer) => but(answer, { body: Buffer.concat([text("\uFEFF"), answer.body]) }),
  "a clock that is off": (answer) => but(answer, { headers: { ...answer.headers, date: "Thu, 01 Jan 2032 00:00:00 GMT" } }),
  "entries twice": (answer, { operation }) =>
    /^Get/.test(operation) ? undefined : changed(answer, (body) => lists(body, (entries) => [...entries, ...entries])),
  "without its lists": (answer, spoiling) => (isCounted(spoiling, true) ? changed(answer, (body) => without(body, isList)) : undefined),
  "with empty lists": misshapen([]),
  "lists that are null": misshapen(null),
  "lists that are texts": misshapen("[]"),
  "without its counts": (answer, { operation }) =>
    /^(List|GET)/.test(operation) ? changed(answer, (body) => without(body, (name) => /^(total|count)/i.test(name))) : undefined,
  "the page before": (answer, { before, operation, query }) =>
    [query.get("PageNumber"), query.get("NextToken"), query.get("offset")].some((from) => from !== null && !/^[01]?$/.test(from))
      ? but(answer, { body: before.get(operation) ?? answer.body })
      : undefined,
};
