import type * as Wire from "./wire";
import { describeModel } from "./describe-model";
import { eiamPeople } from "./eiam-people";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("./wire").httpxDouble);

describeModel(eiamPeople);
