import type { VendorSetting } from "../model/account";

declare module "../model/account" {
  interface VendorSettings {
    /** EIAM instance. */
    readonly instanceId: string;
  }
}

/** Settings of EIAM beside those of all directories. */
export const settings: Readonly<Record<string, VendorSetting>> = {
  instanceId: { about: "EIAM instance, idaas_…, of users who name none themselves.", moves: "place" },
};
