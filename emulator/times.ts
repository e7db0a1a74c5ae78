/** RFC 3339 in Beijing time, to the second: how Volcengine writes every time. */
export function beijingTime(time: number): string {
  return `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/** `2026-01-02T03:04:05Z`: how Alibaba Cloud's token service writes every time. */
export function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}/, "");
}

/** `2026-01-02T03:04:05.000000Z`: Huawei Cloud's IAM writes six digits after the second, here zeros. */
export function isoMicroseconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, ".000000Z");
}

/** `20260102T030405Z`: the date in Huawei Cloud's signatures. */
export function basicDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
