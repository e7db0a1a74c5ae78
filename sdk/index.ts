import { program } from "./lib/gate/program";
import { onEveryRun } from "./lib/run/every-run";

export { Account, type AccountArgs } from "./account";
export * as cloudidentity from "./cloudidentity";
export * as eds from "./eds";
export * as eiam from "./eiam";
export { Roster, type RosterArgs } from "./roster";
export * as workspace from "./workspace";

// A program that declares nobody any more must still meet the deletion guard.
program();
onEveryRun((end) => program().begin(end));
