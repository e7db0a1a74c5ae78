import { describeModel } from "./describe-model";
import { edsPeople } from "./eds-people";

jest.mock("httpx", () => jest.requireActual<typeof import("./wire")>("./wire").httpxDouble);

describeModel(edsPeople);
