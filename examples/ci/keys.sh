# Short-lived keys instead of stored ones; sourced by common.sh. A cloud whose role is named gets the job's OIDC token in a file,
# for which Rollcall takes the role on. The files end with the script.
#   Alibaba Cloud: ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN
#   Huawei Cloud:  HUAWEICLOUD_SDK_IDP_ID
#   Volcengine:    VOLCENGINE_OIDC_ROLE_TRN

# token_file NAME AUDIENCE: path of a file with the token.
token_file() {
  node "$here/id-token.js" "$forge" "$2" "$token_folder/$1"
  printf '%s' "$token_folder/$1"
}

use_id_tokens() {
  token_folder="$(mktemp -d)"
  trap 'rm -rf "$token_folder"' EXIT
  # Each is assigned first and exported then, so that a failure ends the script.
  if [ -n "${ALIBABA_CLOUD_ROLE_ARN:-}" ]; then
    ALIBABA_CLOUD_OIDC_TOKEN_FILE="$(token_file alibaba sts.aliyuncs.com)"
    export ALIBABA_CLOUD_OIDC_TOKEN_FILE
  fi
  if [ -n "${HUAWEICLOUD_SDK_IDP_ID:-}" ]; then
    HUAWEICLOUD_SDK_ID_TOKEN_FILE="$(token_file huawei rollcall)"
    export HUAWEICLOUD_SDK_ID_TOKEN_FILE
  fi
  if [ -n "${VOLCENGINE_OIDC_ROLE_TRN:-}" ]; then
    VOLCENGINE_OIDC_TOKEN_FILE="$(token_file volcengine rollcall)"
    export VOLCENGINE_OIDC_TOKEN_FILE
  fi
}
