import type { CloudVariables } from "../directory";

/** Where Alibaba Cloud's own tools look for keys. */
export const alibabaVariables: CloudVariables = { id: "ALIBABA_CLOUD_ACCESS_KEY_ID", secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET", session: "ALIBABA_CLOUD_SECURITY_TOKEN" };
