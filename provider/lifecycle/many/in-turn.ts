/**
 * People under way at once: what eight of the largest calls take (EDS DescribeUsers, 500), so that calls stay full. Everybody at
 * once would keep some kilobytes for each of a hundred thousand who wait.
 */
const UNDER_WAY = 4_000;

/**
 * Does something for many people, the next ones as others are done.
 * @returns the results in the order of the people
 */
export async function inTurn<T, R>(people: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < people.length; at = next++) {
      const one = people[at];
      if (one !== undefined) results[at] = await work(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(UNDER_WAY, people.length) }, lane));
  return results;
}
