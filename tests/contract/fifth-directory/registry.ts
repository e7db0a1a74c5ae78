import type * as Services from "../../../emulator/services";
import type * as Registry from "../../../provider/directories";
import type * as Campus from "../../fixtures/campus";
import type * as CampusService from "../../fixtures/campus/service";

/** The registry with one more line; for `jest.mock`. */
export function registryWithCampus(): typeof Registry {
  const { directories } = jest.requireActual<typeof Registry>("../../../provider/directories");
  const { campus } = jest.requireActual<typeof Campus>("../../fixtures/campus");
  const more = { ...directories, campus };
  return { directories: more };
}

/** The emulator's services with one more line. */
export function servicesWithCampus(): typeof Services {
  const { directories, services } = jest.requireActual<typeof Services>("../../../emulator/services");
  const { campusService } = jest.requireActual<typeof CampusService>("../../fixtures/campus/service");
  return { directories: [campusService, ...directories], services: [campusService, ...services] };
}
