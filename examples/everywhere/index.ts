import { cloudidentity, eds, eiam, workspace } from "rollcall";

const person = { name: "rosa_lim", display: "Rosa Lim", email: "rosa.lim@harbour-lane.example" };

new eds.User(person.name, { endUserId: person.name, realNickName: person.display, email: person.email });
new eiam.User(person.name, {
  username: person.name,
  displayName: person.display,
  email: person.email,
  emailVerified: true,
  primaryOrganizationalUnitId: "ou_sales000000000000000000000",
});
new workspace.User(person.name, { userName: person.name, userEmail: person.email });
new cloudidentity.User(person.name, { userName: person.name, displayName: person.display, email: person.email });
