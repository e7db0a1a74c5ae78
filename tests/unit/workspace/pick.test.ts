import { type ListedUser, pick } from "../../../provider/workspace/user/observe";

const namesake = (id: string, domain?: string): ListedUser => ({
  ref: { id, key: "anna" },
  fields: { userName: "anna", ...(domain !== undefined && { domain }) },
  computed: {},
  groupNames: [],
});
const [one, two] = [namesake("u1", "corp.example"), namesake("u2", "lab.example")];

test("the only one of a name is meant, and of several the one in the declared domain", () => {
  expect(pick([], { userName: "anna" })).toBeUndefined();
  expect(pick([one], { userName: "anna" })).toBe(one);
  expect(pick([one, two], { userName: "anna", domain: "LAB.example" })).toBe(two);
  expect(pick([one, two], { userName: "anna", domain: "other.example" })).toBeUndefined();
});

test("of several namesakes none is taken by chance: the error names all of them", () => {
  expect(() => pick([one, namesake("u3")], { userName: "anna" })).toThrow(
    /anna: several users have this name: u1 \(domain corp.example\), u3 \(no domain told\).*Declare the domain/,
  );
});
