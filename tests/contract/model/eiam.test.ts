import { describeModel } from "./describe-model";
import { eiamPeople } from "./eiam-people";

jest.mock("httpx", () => jest.requireActual<typeof import("./wire")>("./wire").httpxDouble);

describeModel(eiamPeople);
