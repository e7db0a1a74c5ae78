import type * as Wire from "./wire";
import { describeModel } from "./describe-model";
import { workspacePeople } from "./workspace-people";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("./wire").httpxDouble);

describeModel(workspacePeople);
