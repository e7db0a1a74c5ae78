/**
 * Schedules that once failed, by directory: every test run plays them again. The generator is part of what a seed means, so
 * that a change of it makes other schedules of them; the causes have tests of their own.
 */
export const PAST_FAILURES: Readonly<Record<string, readonly number[]>> = {
  // A condemned account that had been created again under its name.
  // Three killed runs without checkpoints, after a change of a key.
  // A failure that a run printed before it was killed.
  eds: [123_000_023, 77_000_049, 77_000_553, 77_001_383, 12_569_939_039],
  // A rename of somebody whose password was not set at the take-over.
  // Two leftovers of killed runs that have each other's numbers; a leftover that has the number of a member, and is to get that member's; one that has, undeclared, what a member is to get; a
  // ring of addresses of which a killed run had given one without a state of it.
  eiam: [2_019_110_724, 12_569_934_840, 30_527_495_316, 30_527_501_568, 1_090_352_616],
  // A refresh to which somebody was not shown, in the run that renamed the person; a removal that the service refused behind an empty 200.
  workspace: [123_003_043, 913_348_069],
  // A rename to the name of an account that a killed run left; a member who takes the key of one who leaves the set; a group that only the
  // state of somebody else remembers.
  cloudidentity: [12_569_933_688, 30_527_495_892, 442_458_768],
};
