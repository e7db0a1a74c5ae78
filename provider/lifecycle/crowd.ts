/**
 * People who are created together, of whom many may be there already: what an earlier run made that was killed before it saved
 * its state is found with pages of a listing instead of a look at each.
 */
export interface Crowd {
  /** There are so many that a listing costs less than a look at each. */
  readonly sweep: boolean;
  /** Whether an earlier run has made this account, or may have where a look costs little, so that it comes before the creation. */
  isMade(key: string): boolean;
  /** Takes those who were found after a lost answer where the service does not say when they were made: they are told together. */
  undated(key: string): void;
}
