/** Pages of one listing under way at once: as many as single reads would be. */
const ABREAST = 8;

/**
 * How many numbered pages to fetch at once for so many readers: no more than they may fill, so that a few readers cost no
 * page that nobody asks for.
 */
export function abreast(readers: number, pageSize: number): number {
  return Math.max(1, Math.min(ABREAST, Math.ceil(readers / pageSize)));
}
