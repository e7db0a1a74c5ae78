import { emailRemedy, isEmail } from "../../../provider/model/email";

test.each([
  "tom@pier.example",
  "Tom.Reed+lists@Pier.Example",
  "o'brien@pier.example",
  "a@b.co",
  "tom_reed-2@sub.pier.example",
  "1@2.museum",
  "tom@xn--fsqu00a.xn--fiqs8s",
  "tom@pier.technology",
  "tom#EXT#@pier.example",
  "x@1pier.example",
  `${"l".repeat(64)}@pier.example`,
])("%j is an address", (text) => {
  expect(isEmail(text)).toBe(true);
});

test.each([
  ["mailto:tom@pier.example", "tom@pier.example"],
  ["MAILTO:tom@pier.example?subject=hi", "tom@pier.example"],
  ["Tom Reed <tom@pier.example>", "tom@pier.example"],
  ["<tom@pier.example>", "tom@pier.example"],
  ['"Reed, Tom" <tom@pier.example>', "tom@pier.example"],
  ["tom@pier.example;", "tom@pier.example"],
  ["tom@pier.example.", "tom@pier.example"],
  ["tom@pier.example，", "tom@pier.example"],
  ["[tom@pier.example](mailto:tom@pier.example)", "tom@pier.example"],
  ["Tom#mailto:tom@pier.example", "tom@pier.example"],
  [" tom@pier.example", "tom@pier.example"],
  ["tom@pier.example\u00a0", "tom@pier.example"],
  ["tom\u200b@pier.example", "tom@pier.example"],
  ["\ufefftom@pier.example", "tom@pier.example"],
  ["ｔｏｍ＠ｐｉｅｒ．ｅｘａｍｐｌｅ", "tom@pier.example"],
  ["tom@pier。example", "tom@pier.example"],
  ["tom(at)pier.example", "tom@pier.example"],
  ["tom [at] pier.example", "tom@pier.example"],
  ["'tom@pier.example", "tom@pier.example"],
  ["'o'brien@pier.example'", "o'brien@pier.example"],
  ["“tom@pier.example”", "tom@pier.example"],
  ["邮箱：tom@pier.example", "tom@pier.example"],
  ["https://mail.pier.example/tom@pier.example", "tom@pier.example"],
])("%j is refused, and what to write is named", (text, meant) => {
  expect(isEmail(text)).toBe(false);
  expect(emailRemedy(text)).toBe(`Write ${JSON.stringify(meant)}.`);
});

test.each([
  "tom@pier.example, eva@pier.example",
  "tom@pier.example eva@pier.example",
  "tom@pier.example;eva@pier.example",
  "tom/eva@pier.example eva@pier.example",
  "tom@pier",
  "tom@@pier.example",
  "tom@eva@pier.example",
  "@pier.example",
  "tom@",
  "tom",
  "",
  ".tom@pier.example",
  "tom.@pier.example",
  "tom..reed@pier.example",
  "tom@pier..example",
  "tom@.pier.example",
  "tom@-pier.example",
  "tom@pier_gate.example",
  "tom@[127.0.0.1]",
  "tom@127.0.0.1",
  '"tom reed"@pier.example',
  "tom reed@pier.example",
  "tоm@pier.example",
  "tom@pіer.example",
  "韩梅@pier.example",
  "tom@例子.中国",
  "tom@pier.e",
  "tom@pier.123",
  `tom@${"pier.".repeat(60)}example`,
  "tom@pier.example\neva@pier.example",
  "#N/A",
  "tom at pier.example",
  "tom@ pier.example",
])("%j is refused, and no address is guessed", (text) => {
  expect(isEmail(text)).toBe(false);
  expect(emailRemedy(text)).toBe("Write one address and nothing else, such as tom.reed@pier.example.");
});
