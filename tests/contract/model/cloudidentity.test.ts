import type * as Wire from "./wire";
import { describeModel } from "./describe-model";
import { cloudidentityPeople } from "./cloudidentity-people";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("./wire").httpxDouble);

describeModel(cloudidentityPeople);
