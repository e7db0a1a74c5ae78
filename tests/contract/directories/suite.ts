import type { Directory } from "../../../provider/model/kind";
import { freshWorld } from "./harness/world";
import { describeDrift } from "./suite/drift";
import { describeExisting } from "./suite/existing";
import { describeFailures } from "./suite/failures";
import { describeFields } from "./suite/fields";
import { describeLife } from "./suite/life";
import type { Sample, Subject } from "./suite/sample";

/**
 * What must hold for the users of every directory, tested through the provider object that Pulumi talks to, against the
 * emulator. What a directory cannot do, it says in its `capabilities`; the suite then tests the refusal.
 */
export function describeDirectory(directory: Directory, sample: Sample): void {
  const subject: Subject = { directory, sample, world: freshWorld(directory) };
  describe(`${directory.title}: a user's life`, () => describeLife(subject));
  describe(`${directory.title}: fields`, () => describeFields(subject));
  describe(`${directory.title}: users who exist already`, () => describeExisting(subject));
  describe(`${directory.title}: drift`, () => describeDrift(subject));
  describe(`${directory.title}: failures`, () => describeFailures(subject));
}
