import { directories } from "../../../provider/directories";
import { groupWorlds } from "./group-world";
import { describeMemberships } from "./suite";

describe.each(groupWorlds(directories))("the groups of $directory.name users", describeMemberships);
