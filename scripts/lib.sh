# Những việc chung của scripts/run và scripts/test: tìm Python, dựng .venv, cài gói hệ thống, đo thời gian từng bước.
# shellcheck shell=bash
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv="$top/.venv"
print_packages=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-liberation2)
test_packages=(chromium poppler-utils qpdf)
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*"; }
fail() { printf 'LỖI: %s\n' "$*" >&2; exit 1; }

# step "việc" lệnh…: chạy lệnh, giữ lời của nó trong một tệp và chỉ cho xem khi hỏng.
step() {
  local title=$1 begin=${EPOCHREALTIME/[.,]/} log rc=0; shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 </dev/null || rc=$?
  local ms=$(( (${EPOCHREALTIME/[.,]/} - begin) / 1000 ))
  if [ "$rc" = 0 ]; then
    printf '  ✓ %s (%d,%01d giây)\n' "$title" $((ms / 1000)) $((ms % 1000 / 100))
  else
    printf '  ✗ %s (%d,%01d giây)\n' "$title" $((ms / 1000)) $((ms % 1000 / 100)) >&2
    tail -n 25 "$log" >&2
  fi
  rm -f "$log"
  return "$rc"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120)
  as_root "${apt[@]}" install -y --no-install-recommends "$@" && return
  as_root "${apt[@]}" update && as_root "${apt[@]}" install -y --no-install-recommends "$@"
}

# missing_packages gói…: in tên các gói Debian chưa có; máy không phải Debian thì không in gì.
missing_packages() {
  command -v dpkg-query >/dev/null || return 0
  local have
  have=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" 2>/dev/null | sed -n 's/^.i *//p' | tr '\n' ' ') "
  for name in "$@"; do [[ $have == *" $name "* ]] || printf '%s ' "$name"; done
}

# ensure_packages gói…: cài gói còn thiếu. Không cài được thì nói rõ và trả về 1.
ensure_packages() {
  local missing tried
  read -ra missing <<<"$(missing_packages "$@")"
  [ ${#missing[@]} -gt 0 ] || return 0
  tried="$venv/.apt-$(printf '%s ' "${missing[@]}" | cksum | cut -d' ' -f1)"
  if may_install && ! find "$tried" -mmin -720 2>/dev/null | grep -q .; then
    if step "Gói hệ thống: ${missing[*]}" apt_install "${missing[@]}"; then rm -f "$tried"; return 0; fi
    touch "$tried"  # máy không có mạng: nửa ngày sau mới thử lại
  fi
  say "  ! Thiếu gói hệ thống. Nhờ người quản trị máy chạy: apt-get install ${missing[*]}"
  return 1
}

# load_env tệp: các dòng TÊN=giá-trị; biến đã đặt sẵn trong môi trường thì giữ nguyên.
load_env() {
  [ -f "$1" ] || return 0
  local line name value
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*([A-Z][A-Z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    [[ $value =~ ^\"(.*)\"$ || $value =~ ^\'(.*)\'$ ]] && value=${BASH_REMATCH[1]}
    [ -n "${!name+x}" ] || export "$name=$value"
  done <"$1"
}

find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"; return
    fi
  done
  fail "Cần Python 3.11 trở lên. Trên Debian 12: apt-get install python3 python3-venv"
}

make_venv() { "$1" -m venv "$venv" && "$venv/bin/pip" install -q --require-hashes -r "$top/requirements/installer.lock"; }

# Mạng cơ quan có thể có kho gói và chứng thư riêng: thử cách thường, rồi với chứng thư của máy, rồi bằng pip.
sync_venv() {
  local lock=$1 uv=("$venv/bin/uv" pip sync -q --require-hashes --compile-bytecode)
  if [ -z "${UV_DEFAULT_INDEX:-}" ] && [ -n "${PIP_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX=$PIP_INDEX_URL; fi
  export VIRTUAL_ENV="$venv"
  "${uv[@]}" "$lock" || "${uv[@]}" --system-certs "$lock" || "$venv/bin/pip" install -q --require-hashes -r "$lock"
}

# ensure_venv base|dev: thư viện đúng như tệp khóa; chỉ làm khi tệp khóa đổi. Đã cài bộ dev thì không gỡ bớt.
ensure_venv() {
  local set=$1 stamp="$venv/.installed" want
  [ "$set" = base ] && [ "$(cut -d' ' -f1 "$stamp" 2>/dev/null)" = dev ] && set=dev
  want="$set $(cat "$top/requirements/$set.lock" "$top/requirements/installer.lock" | cksum | tr ' ' -)"
  [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return 0
  mkdir -p "$top/.cache" && exec 9>"$top/.cache/venv.lock" && flock 9
  if ! "$venv/bin/python" -c '' 2>/dev/null || [ ! -x "$venv/bin/uv" ]; then
    local python
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
      may_install || fail "Thiếu gói python3-venv. Nhờ người quản trị máy chạy: apt-get install python3-venv"
      step "Gói hệ thống: python3-venv" apt_install python3-venv || fail "Không cài được python3-venv."
    fi
    step "Môi trường Python" make_venv "$python" || fail "Không dựng được $venv. Máy có ra được kho gói Python (PyPI) không?"
  fi
  step "Thư viện Python (bộ $set)" sync_venv "$top/requirements/$set.lock" ||
    fail "Không cài được thư viện Python. Máy có ra được kho gói Python (PyPI) không?"
  printf '%s\n' "$want" >"$stamp"
  exec 9>&-
}
