import { sheetTruth } from "./truth";
import { visible } from "./hygiene";

const ON =
  "enabled, enable, active, activated, normal, true, 启用, 已启用, 正常, 激活, 已激活, 有效, 在职, 啟用, 已啟用, 在職";
const OFF =
  "disabled, disable, inactive, suspended, deactivated, deprovisioned, false, 停用, 已停用, 禁用, 已禁用, 冻结, 已冻结, 无效, 离职, 已离职, 凍結, 已凍結, 無效, 離職, 已離職";

const words = new Map([
  ...ON.split(", ").map((word) => [word, true] as const),
  ...OFF.split(", ").map((word) => [word, false] as const),
]);

/** Words of a column's own name that turn what `true` in it means. */
const NAMES_OFF = new RegExp(
  [
    "disab|suspend|lock|inactiv|deactiv|deprovision|offboard|terminat|archiv|delet|remov|revok|expir|invalid|retired|frozen|freez|bann|closed|quit",
    "resign|dismiss|depart|leaver|left\\b|\\bgone\\b|sperr|gelösch|ausgeschied|désactiv|supprim|bloqu|inactif|eliminad|отключ|уволен|удал",
    "停用|禁用|冻结|凍結|锁定|鎖定|封禁|封停|注销|註銷|删除|刪除|作废|作廢|失效|过期|過期|无效|無效|离职|離職|离岗|離崗|退职|退職|退社|停职|停職|停止|無効|削除|비활성|삭제|퇴사|잠금",
  ].join("|"),
  "i",
);
const NAMES_ON = /enab|activ|valid|employed|启用|啟用|激活|有效|在职|在職|在岗|在崗|有効|在籍|활성|재직/i;

/**
 * Whether an account is on, as directories, HR systems and exports write it. `1` and `0` are not understood: half of the systems
 * mean "on" by the one, half by the other.
 */
export function readStatus(written: string): { readonly enabled: boolean } | { readonly problem: string } {
  const word = written.normalize("NFKC").trim().toLowerCase();
  const enabled = words.get(word) ?? sheetTruth(word);
  if (enabled !== undefined) return { enabled };
  return {
    problem: `${JSON.stringify(visible(written.trim()))} does not say whether the account is on. Write enabled or disabled. Understood too: ${ON}; ${OFF}.`,
  };
}

/** Whether a column's own name says the opposite of what it is to stand for: `suspended` of whether the account is on. */
export function saysOpposite(column: string, says: "on" | "off"): boolean {
  const off = NAMES_OFF.test(column);
  const on = NAMES_ON.test(column.replace(new RegExp(NAMES_OFF, "gi"), ""));
  if (on === off || /stat(e|us)|状态/i.test(column)) return false;
  return says === "on" ? off : on;
}
