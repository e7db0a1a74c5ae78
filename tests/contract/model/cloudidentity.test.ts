import { describeModel } from "./describe-model";
import { cloudidentityPeople } from "./cloudidentity-people";

jest.mock("httpx", () => jest.requireActual<typeof import("./wire")>("./wire").httpxDouble);

describeModel(cloudidentityPeople);
