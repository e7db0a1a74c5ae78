import { Account, eds } from "rollcall";

// On real clouds an account is its keys and region: { target: "cloud", accessKeyId, accessKeySecret, region }. Changing the
// keys updates the account in place and touches no user.
const mainland = new Account("mainland", { target: "emulator", emulatorData: ".rollcall/mainland.jsonl" });
const international = new Account("international", {
  target: "emulator",
  emulatorData: ".rollcall/international.jsonl",
});

for (const [place, provider] of Object.entries({ mainland, international })) {
  new eds.User(`li_na-${place}`, { endUserId: "li_na", email: `li.na@${place}.example` }, { provider });
}
