import type { VendorSetting } from "../model/account";

declare module "../model/account" {
  interface VendorSettings {
    /** Huawei Cloud project. */
    readonly projectId: string;
  }
}

/** Settings of Workspace beside those of all directories. */
export const settings: Readonly<Record<string, VendorSetting>> = {
  projectId: {
    about: "Huawei Cloud project.",
    moves: "place",
    variables: ["HUAWEICLOUD_SDK_PROJECT_ID", "HW_PROJECT_ID", "HUAWEI_CLOUD_PROJECT_ID"],
  },
};
