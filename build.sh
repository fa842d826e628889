#!/usr/bin/env bash
# Builds, serves, runs, tests and measures the playground, and installs what that needs.
#   ./build.sh                       build all: dist/ is the static site, the embeds and the command line
#   ./build.sh package               build, and make the npm package: build/activation-playground-VERSION.tgz
#   ./build.sh serve [--port N]      build, serve the page and print its address
#   ./build.sh run PRESET|FILE ...   run an experiment headless under Node
#   ./build.sh merge FILE ...        join the results of its shards
#   ./build.sh test                  every test: C++ native, C++ as WASM, Node, browser
#   ./build.sh fuzz [--seconds N] [--seed S]   changed inputs to everything that takes input from outside
#   ./build.sh bench [NAME ...]      side-by-side speed and size; --json FILE keeps the figures
#   ./build.sh bench exhaustive      every activation's largest error over all 2^32 floats, beside PyTorch's
set -euo pipefail
caller=$PWD                       # relative paths in `run`'s arguments are the caller's
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
tools=$root/build/tools           # what had to be fetched because no package manager has it
headers=$root/build/headers       # links to xtensor, xtl, nlohmann and catch2, and to nothing else
emsdk_version=3.1.69
engine_limits=(curves:75 training:200)  # KB gzipped, wasm and glue together

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
jobs() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2; }

# ---- Finding and installing tools --------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif has sudo && sudo -n true 2>/dev/null; then sudo "$@"
  else fail "these packages are missing and cannot be installed without root; run this, then try again: sudo $*"; fi
}

# apt-get, which waits for ten minutes where another process, such as the system's own updates, holds one of its locks.
apt_get() { # ARGUMENT...
  local tries said
  for ((tries = 0; ; tries++)); do
    said=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" 2>&1 >/dev/null) && return
    case $said in
      *"Could not get lock"* | *"Unable to acquire the dpkg frontend lock"* | *"Unable to lock"*) ;;
      *) printf '%s\n' "$said" >&2; return 1 ;;
    esac
    [ $tries -lt 120 ] || { printf '%s\n' "$said" >&2; return 1; }
    [ $tries -gt 0 ] || say "Waiting for another process that holds apt's lock"
    sleep 5
  done
}

apt_updated=no
install_packages() { # PACKAGE...: by apt or Homebrew; false where there is neither
  if has apt-get; then
    say "Installing with apt: $*"
    if [ $apt_updated = no ]; then apt_get update; apt_updated=yes; fi
    apt_get install -y --no-install-recommends "$@"
  elif has brew; then
    say "Installing with Homebrew: $*"
    brew install --quiet "$@"
  else
    return 1
  fi
}

need() { # COMMAND APT-PACKAGE BREW-PACKAGE
  has "$1" && return
  if has apt-get; then install_packages "$2"; elif has brew; then install_packages "$3"; fi
  hash -r
  has "$1" || fail "$1 is missing; install it with your system's package manager"
}

node_major() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

need_node() {
  if [ "$(node_major)" -lt 18 ]; then need node nodejs node; fi
  need npm npm node
  if [ "$(node_major)" -lt 18 ]; then
    # The system's Node is too old for WASM exceptions; npm carries newer ones as packages.
    [ -x "$tools/node_modules/node/bin/node" ] || { say "Fetching Node 20 (the system's is too old)"; npm install --silent --no-save --prefix "$tools" node@20; }
    PATH="$tools/node_modules/node/bin:$PATH"
    hash -r
  fi
  [ "$(node_major)" -ge 18 ] || fail "Node 18 or newer is needed; found $(node --version 2>/dev/null || echo none)"
}

# Debian's Emscripten finds its optimiser's packages only by this path when Node comes from elsewhere. Asked for after the
# installation: on a fresh machine the folder comes with Emscripten.
show_debian_node_packages() {
  if [ -d /usr/share/nodejs ]; then export NODE_PATH="/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}"; fi
}

need_emscripten() {
  if ! has em++ && { has apt-get || has brew; }; then install_packages emscripten || true; hash -r; fi
  # Debian's em++ starts the python3 of the path, which a version manager makes half a second a file slower than the system's.
  if [ -d /usr/share/emscripten ] && [ -x /usr/bin/python3 ]; then export EMSDK_PYTHON="${EMSDK_PYTHON:-/usr/bin/python3}"; fi
  has em++ && return
  say "Fetching Emscripten $emsdk_version by emsdk"
  need git git git
  [ -d "$tools/emsdk" ] || git clone --quiet --depth 1 --branch "$emsdk_version" https://github.com/emscripten-core/emsdk.git "$tools/emsdk"
  "$tools/emsdk/emsdk" install "$emsdk_version" >&2
  "$tools/emsdk/emsdk" activate "$emsdk_version" >&2
  # shellcheck disable=SC1091
  EMSDK_QUIET=1 source "$tools/emsdk/emsdk_env.sh"
}

header_roots() {
  echo /usr/local/include
  echo /usr/include
  if has brew; then echo "$(brew --prefix)/include"; fi
}

find_header() { # FOLDER: prints the include root that has it
  local include
  for include in $(header_roots); do
    [ -d "$include/$1" ] && { echo "$include"; return; }
  done
  return 1
}

need_headers() { # FOLDER:APT-PACKAGE:BREW-PACKAGE ...
  mkdir -p "$headers"
  local entry folder apt brew include
  for entry in "$@"; do
    IFS=: read -r folder apt brew <<<"$entry"
    if ! find_header "$folder" >/dev/null; then
      if has apt-get; then install_packages "$apt"; elif has brew; then install_packages "$brew"; fi
    fi
    include=$(find_header "$folder") || fail "the headers of $folder are missing; install them with your system's package manager"
    ln -sfn "$include/$folder" "$headers/$folder"
  done
}

need_native_compiler() {
  need cmake cmake cmake
  if ! has c++; then need g++ g++ gcc; fi
  need make make make
}

need_web_packages() {
  need_node
  local stamp=web/node_modules/.installed-lock
  cmp -s web/package-lock.json "$stamp" 2>/dev/null && return
  say "Installing the npm packages"
  npm ci --prefix web --no-audit --no-fund --loglevel=error >&2
  cp web/package-lock.json "$stamp"
}

need_bench_packages() { # the peers; without them the bench says "-"
  local stamp=tests/bench/node_modules/.installed-lock
  cmp -s tests/bench/package-lock.json "$stamp" 2>/dev/null && return
  say "Installing the bench's peers: TensorFlow.js and ConvNetJS"
  if npm ci --prefix tests/bench --no-audit --no-fund --loglevel=error >&2; then
    cp tests/bench/package-lock.json "$stamp"
  else
    say "They could not be installed; the bench goes on without them"
  fi
}

# ---- Building ------------------------------------------------------------------------------------------

configure_wasm() {
  need_node
  need cmake cmake cmake
  need make make make
  need_emscripten
  show_debian_node_packages
  need_headers xtensor:libxtensor-dev:xtensor xtl:libxtl-dev:xtl nlohmann:nlohmann-json3-dev:nlohmann-json "$@"
}

build_engines() {
  configure_wasm
  say "Building the engines ($(em++ --version | sed -n 1p))"
  emcmake cmake -S . -B build/wasm -DCMAKE_BUILD_TYPE=Release -DPLAYGROUND_TESTS=OFF -DPLAYGROUND_INCLUDES="$headers" >build/wasm.log 2>&1 ||
    { cat build/wasm.log >&2; fail "the engines could not be configured"; }
  cmake --build build/wasm --parallel "$(jobs)" >build/wasm.log 2>&1 || { cat build/wasm.log >&2; fail "the engines could not be built"; }
  mkdir -p web/generated
  local entry
  for entry in "${engine_limits[@]}"; do take_engine "${entry%:*}" "${entry#*:}"; done
}

take_engine() { # NAME LIMIT: from the build to web/generated, where it is small enough
  local name=$1 limit=$2 built=build/wasm/engine/$1 wasm glue
  # The glue is stripped of what nobody calls and minified here already, so that what is measured is what is downloaded.
  { web/node_modules/.bin/rollup "$built.js" --treeshake smallest --format es --silent --file "$built.used.js" &&
    web/node_modules/.bin/esbuild "$built.used.js" --minify --format=esm --log-level=error --outfile="$built.min.js"; } ||
    fail "the glue of the $name engine could not be minified"
  cmp -s "$built.min.js" "web/generated/$name.js" || cp "$built.min.js" "web/generated/$name.js"
  cmp -s "$built.wasm" "web/generated/$name.wasm" || cp "$built.wasm" web/generated/
  wasm=$(gzip -9c "web/generated/$name.wasm" | wc -c)
  glue=$(gzip -9c "web/generated/$name.js" | wc -c)
  say "The $name engine, gzipped: $((wasm / 1024)) KB wasm + $((glue / 1024)) KB glue = $(((wasm + glue) / 1024)) KB (limit $limit KB)"
  [ $((wasm + glue)) -le $((limit * 1024)) ] || fail "the $name engine is larger than $limit KB gzipped"
}

build_all() {
  mkdir -p build
  need_web_packages
  build_engines
  say "Building the site and the command line"
  npm run --silent --prefix web build >build/site.log 2>&1 || { cat build/site.log >&2; fail "the site could not be built"; }
}

configure_native() { # FOLDER [CMAKE-OPTION...]
  local folder=$1
  shift
  need_native_compiler
  need_headers xtensor:libxtensor-dev:xtensor xtl:libxtl-dev:xtl nlohmann:nlohmann-json3-dev:nlohmann-json catch2:catch2:catch2
  cmake -S . -B "$folder" -DPLAYGROUND_INCLUDES="$headers" "$@" >build/native.log 2>&1 || { cat build/native.log >&2; fail "$folder could not be configured"; }
}

build_native() { # FOLDER [CMAKE-OPTION...]
  configure_native "$@"
  local folder=$1
  cmake --build "$folder" --parallel "$(jobs)" >build/native.log 2>&1 || { cat build/native.log >&2; fail "$folder could not be built"; }
}

# Optimised a little, so that the tests run fast, and with line numbers only, so that they compile fast.
configure_sanitized() {
  configure_native build/sanitize -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" -DPLAYGROUND_SANITIZE=ON
}

build_exhaustive() { # the program that measures every activation's error
  configure_native build/native -DCMAKE_BUILD_TYPE=Release
  cmake --build build/native --parallel "$(jobs)" --target exhaustive >build/native.log 2>&1 ||
    { cat build/native.log >&2; fail "the measurement of errors could not be built"; }
}

build_native_run() { # runs experiments natively, with the optimiser's full effort, as its users build it
  configure_native build/native -DCMAKE_BUILD_TYPE=Release
  cmake --build build/native --parallel "$(jobs)" --target native_run >build/native.log 2>&1 ||
    { cat build/native.log >&2; fail "the native engine could not be built"; }
}

build_bench_programs() { # what the bench asks, natively and as WASM, and no tests
  build_native_run
  cmake --build build/native --parallel "$(jobs)" --target bench_kernels >build/native.log 2>&1 ||
    { cat build/native.log >&2; fail "the bench's native programs could not be built"; }
  cmake --build build/wasm --parallel "$(jobs)" --target bench_kernels >build/wasm.log 2>&1 ||
    { cat build/wasm.log >&2; fail "the bench's kernels could not be built as WASM"; }
}

build_package() { # of the built site
  say "Making the npm package"
  npm run --silent --prefix web package >build/package.log 2>&1 || { cat build/package.log >&2; fail "the package could not be made"; }
}

# ---- Commands ------------------------------------------------------------------------------------------

command=${1:-build}
[ $# -eq 0 ] || shift
case $command in
  build)
    build_all
    say "Done: dist/ holds the site (serve it from any folder) and cli.js"
    ;;
  package)
    build_all
    build_package
    say "Done: build/$(tail -n 1 build/package.log); npm install takes the file"
    ;;
  serve)
    build_all
    exec node web/tools/serve.js "$@"
    ;;
  run | merge)
    # A second run need not build again: the sources are compared.
    if [ ! -f dist/cli.js ] || [ -n "$(find cpp web CMakeLists.txt -newer dist/cli.js -type f -not -path 'web/node_modules/*' -not -path 'web/generated/*' -print -quit)" ]; then
      build_all
    else
      need_node
    fi
    cd "$caller"
    exec node "$root/dist/cli.js" "$command" "$@"
    ;;
  fuzz)
    seconds=60 seed=1
    while [ $# -gt 0 ]; do
      case $1 in
        --seconds) seconds=${2:?--seconds takes a number} ;;
        --seed) seed=${2:?--seed takes a number} ;;
        *) fail "fuzz takes --seconds N and --seed S, not \"$1\"" ;;
      esac
      shift 2
    done
    build_all
    configure_sanitized
    cmake --build build/sanitize --parallel "$(jobs)" --target fuzz_engine >build/native.log 2>&1 ||
      { cat build/native.log >&2; fail "the native engine's fuzzer could not be built"; }
    say "The native engine under the sanitizers, for $seconds seconds"
    build/sanitize/tests/fuzz/fuzz_engine --seconds "$seconds" --seed "$seed"
    say "Everything that takes input from outside, through the WASM engine and the command line's modules, for $seconds seconds"
    exec node tests/fuzz/main.js --seconds "$seconds" --seed "$seed"
    ;;
  test)
    exec_test=tests/run.sh
    # shellcheck source=tests/run.sh
    source "$exec_test"
    ;;
  bench)
    if [ "${1:-}" = exhaustive ]; then
      shift
      build_exhaustive
      cd "$caller"
      exec "$root/build/native/tests/accuracy/exhaustive" --pytorch "$root/tests/accuracy/pytorch_results.py" "$@"
    fi
    need_node
    for argument; do
      case $argument in -h | --help) exec node tests/bench/main.js --help ;; esac
    done
    (cd "$caller" && node "$root/tests/bench/main.js" --check "$@") || exit
    build_all
    need_bench_packages
    build_bench_programs
    cd "$caller"
    exec node "$root/tests/bench/main.js" "$@"
    ;;
  -h | --help | help)
    sed -n '2,11s/^# \{0,1\}//p' "$0"
    ;;
  *)
    fail "unknown command \"$command\"; try ./build.sh help"
    ;;
esac
