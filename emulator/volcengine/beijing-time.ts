/** RFC 3339 in Beijing time, to the second: how the service writes every time. */
export function beijingTime(time: number): string {
  return `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}
