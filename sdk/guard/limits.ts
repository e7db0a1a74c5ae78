export { readLimits } from "../../provider/host/deletion-limits";
