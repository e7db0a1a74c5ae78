import { changedSince, judgedInput } from "../../../provider/pulumi/judged";
import { UNKNOWN } from "../../../provider/model/values";

const inputs = {
  endUserId: "ann",
  email: "a@example.com",
  groupIdList: ["ug-1"],
  info: { b: 1, a: undefined, c: null },
  remark: null,
  __form: 1,
  secrets: { ann: { phone: "1" } },
};
const judge = (news: object, olds: object = {}, paths: readonly string[] = []): readonly string[] =>
  changedSince(judgedInput(inputs, paths), { ...inputs, ...news }, { ...olds });

describe("what was judged, beside what the provider gets", () => {
  test("is the same, in whatever order the engine carries it, with or without what is undefined", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ info: { b: 1 }, remark: undefined, __form: 2, secrets: undefined })).toEqual([]);
  });

  test.each([
    [{ endUserId: "x_ann" }, ["endUserId"]],
    [{ groupIdList: ["ug-1", "ug-2"] }, ["groupIdList"]],
    [{ groupIdList: [] }, ["groupIdList"]],
    [{ info: { b: 2 } }, ["info"]],
    [{ email: undefined }, ["email"]],
    [{ email: "" }, ["email"]],
    [{ onDelete: "retain" }, ["onDelete"]],
    [{ endUserId: 7, email: "b@example.com" }, ["endUserId", "email"]],
  ])("tells what a transform has changed, added or taken away: %j", (news, names) => expect(judge(news)).toEqual(names));

  test("what the engine keeps of the last state is no change, nor is what a preview cannot know", () => {
    expect(judge({ email: "old@example.com" }, { email: "old@example.com" })).toEqual([]);
    expect(judge({ email: undefined }, { endUserId: "ann" })).toEqual([]);
    expect(judge({ email: UNKNOWN, groupIdList: ["ug-1", UNKNOWN] })).toEqual([]);
    expect(changedSince(judgedInput({ email: UNKNOWN }, []), { email: "a@example.com" }, {})).toEqual([]);
  });

  test.each([["info.b"], ['info["b"]'], ['["info"].b'], ["info[0]"], ["info"], ["*"]])(
    "what the option ignoreChanges names is left to it: %s",
    (path) => expect(judge({ info: { b: 2 } }, {}, [path])).toEqual([]),
  );

  test("a resource of which the sdk has told nothing was judged by nobody", () => {
    expect(changedSince(undefined, { email: "x" }, {})).toEqual([]);
    expect(JSON.stringify(judgedInput({ email: "hush@example.com" }, []))).not.toContain("hush");
  });
});
