import type { VendorSetting } from "../model/account";

declare module "../model/account" {
  interface VendorSettings {
    /** Users in one EDS CreateUsers call: 100, or 20 for a site that still has the limits of the older pages. */
    readonly edsBatchSize: 20 | 100;
  }
}

/** Settings of EDS beside those of all directories. */
export const settings: Readonly<Record<string, VendorSetting>> = {
  edsBatchSize: {
    about: "Users in one EDS CreateUsers call: 100, or 20 for sites that still have the limits of the older pages.",
    values: ["20", "100"],
    limits: "must be 100, or 20 for sites with the limits of the older EDS pages",
  },
};
