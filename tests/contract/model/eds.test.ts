import type * as Wire from "./wire";
import { describeModel } from "./describe-model";
import { edsPeople } from "./eds-people";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("./wire").httpxDouble);

describeModel(edsPeople);
