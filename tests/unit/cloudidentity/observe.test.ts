import { observe } from "../../../provider/cloudidentity/user/observe";

test("shows a user under the names a program declares", () => {
  const user = {
    UserId: "7300000000000000009",
    UserName: "alice",
    DisplayName: "Alice",
    Description: "Design",
    Source: "Manual",
    CreatedTime: "2024-07-22T21:53:54+08:00",
    UpdatedTime: "2024-07-22T21:53:54+08:00",
    Email: "alice@example.com",
    Phone: "+86138****0000",
    IdentityType: "Create",
  };
  expect(observe(user)).toEqual({
    ref: { id: "7300000000000000009", key: "alice" },
    fields: { userName: "alice", displayName: "Alice", description: "Design", email: "alice@example.com", phone: "+86138****0000" },
    computed: {},
    createdAt: Date.UTC(2024, 6, 22, 13, 53, 54),
  });
});

test("leaves out what the service writes as empty, and a time it cannot read", () => {
  const user = { UserId: "1", UserName: "alice", DisplayName: "", Description: "", Email: "", Phone: "", CreatedTime: "3oD3c" };
  expect(observe(user)).toEqual({ ref: { id: "1", key: "alice" }, fields: { userName: "alice" }, computed: {} });
});

test("survives an answer of another shape", () => {
  expect(observe({ UserId: null, UserName: 7 })).toEqual({ ref: { id: "", key: "7" }, fields: { userName: "7" }, computed: {} });
});
