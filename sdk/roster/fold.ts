/**
 * What two spellings of one name share: vendors write `EndUserId`, `end_user_id` and `endUserId` on different pages, people write
 * `end user id`, and Chinese input methods write full-width letters.
 */
export function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/[\s_-]/g, "");
}
