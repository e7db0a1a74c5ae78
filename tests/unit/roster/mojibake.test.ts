import { findMojibake } from "../../../sdk/lib/roster/encoding/mojibake";

test.each([
  ["鍚撮洦妗?"],
  ["鏉庡▉"],
  ["锟斤拷"],
  ["JosÃ©"],
  ["MÃ¼ller"],
  ["Oâ€™Neil"],
  ["çŽ‹èŠ³"],
  ["Jos√©"],
  ["РђРЅРЅР°"],
  ["李?"],
  ["M?ller"],
  ["???"],
])("%s is text that went through another encoding", (name) => {
  expect(findMojibake(name)).toBeDefined();
});

test.each([
  ["李娜"],
  ["王祎喆"],
  ["欧阳娜娜"],
  ["𠮷田"],
  ["LUKÁŠ"],
  ["MÍŠA"],
  ["Åse Ærø"],
  ["O’Neil"],
  ["Иван Шарапов"],
  ["José"],
  ["Zoë 👩‍💻"],
  ["김철수"],
  ["沈浼"],
  ["Ângela"],
  ["ÇAĞRI ŞAHİN"],
  ["Łukasz"],
  ["阮娜"],
  ["阮嫣"],
  ["魏倩"],
  ["浜島"],
  ["浜咲"],
  ["﨑山"],
  ["﨑本"],
  ["草彅"],
  ["RĂŞCANU"],
  ["CÎŞU"],
  ["ÂŞIK"],
])("%s is a name", (name) => {
  expect(findMojibake(name)).toBeUndefined();
});
