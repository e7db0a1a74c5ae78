import * as pulumi from "@pulumi/pulumi";

/** Tells of the option `ignoreChanges`, which Pulumi hands on to nobody in a component, so that the file would be written over what it names. */
export function tellUnheardOptions(ignored: readonly string[] | undefined, roster: pulumi.Resource): void {
  if (ignored === undefined || ignored.length === 0) return;
  void pulumi.log.warn(
    `the option ignoreChanges (${ignored.join(", ")}) holds for nobody in a roster: everybody gets what the file says. Leave the column out of the file, or give it null in columns: a field that is not declared is not managed.`,
    roster,
  );
}
