import { describeModel } from "./describe-model";
import { workspacePeople } from "./workspace-people";

jest.mock("httpx", () => jest.requireActual<typeof import("./wire")>("./wire").httpxDouble);

describeModel(workspacePeople);
