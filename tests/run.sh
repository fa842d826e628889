# Every test, in the order in which a failure is cheapest. Sourced by build.sh, whose functions it uses; nothing is
# skipped except what needs the real MNIST, or a browser that this system has no package of, and that is reported.
# shellcheck shell=bash

SECONDS=0
part() { say "$1 (after $((SECONDS / 60)) min $((SECONDS % 60)) s)"; }

# The files of tests of a folder, the largest first: they take longest, and at the end no core is to wait for one of them.
test_files() { # FOLDER [FIND-OPTION...]
  find "$1" -name '*.test.js' "${@:2}" -exec ls -S {} +
}

# Node may wait for V8's compiling threads while one of these waits for Node's main thread, both for ever (nodejs/node issue
# 54918): so that thread compiles itself. Should a file hang all the same, it fails under its name, where Node has that limit.
run_tests() { # JOBS FILE...
  local limit=()
  if node --test-timeout=1 --eval 0 2>/dev/null; then limit=(--test-timeout=900000); fi
  node --no-concurrent-recompilation ${limit[@]+"${limit[@]}"} --test --test-concurrency="$1" "${@:2}"
}

need_test_tools() {
  need_native_compiler
  need clang-format clang-format clang-format
  # Debian's moreutils has a program of this name too; the sweeps' test is of GNU's.
  if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then install_packages parallel; fi
  # The tests of what is exported are skipped without them; in CI they fail.
  if has apt-get && ! /usr/bin/python3 -c 'import torch, onnx' 2>/dev/null; then
    install_packages python3-torch libopenblas0-pthread python3-onnx ||
      say "PyTorch and onnx could not be installed: what is exported is not run by them"
  fi
  if ! has chromium-headless-shell; then
    # Ubuntu's chromium package is a snap, which containers cannot run: there, and without apt, Playwright brings its own.
    if has apt-get && ! grep -qi ubuntu /etc/os-release; then
      install_packages chromium-headless-shell fonts-dejavu-core || install_packages chromium fonts-dejavu-core
    elif ! has chromium && ! has chromium-browser && ! has google-chrome; then
      say "Fetching Playwright's Chromium"
      npm exec --prefix web -- playwright-core install --with-deps chromium >&2
    fi
  fi
  need_other_browsers
}

# Firefox and WebKitGTK, for the walk. Debian has both; elsewhere a browser that cannot be had is reported, and its walk skipped.
need_other_browsers() {
  if ! has firefox-esr && ! has firefox && [ -z "${FIREFOX:-}" ]; then
    other_browser Firefox firefox-esr
  fi
  if ! has WebKitWebDriver || ! has Xvfb; then other_browser WebKitGTK webkit2gtk-driver xvfb; fi
}

other_browser() { # NAME APT-PACKAGE...
  local name=$1
  shift
  if has apt-get && install_packages "$@"; then return; fi
  if [ -n "${CI:-}" ] || grep -qs '^ID=debian$' /etc/os-release; then fail "$name could not be installed ($*), and its walk must run"; fi
  say "$name is missing ($*): the walk through the page in it is skipped"
}

mkdir -p build
need_web_packages
need_test_tools
build_all
build_package

part "Style: clang-format, Biome, JSDoc types"
find cpp tests \( -name '*.cpp' -o -name '*.hpp' \) -exec clang-format --dry-run --Werror {} +
npm run --silent --prefix web lint
npm run --silent --prefix web check

part "Building the C++ tests: natively under AddressSanitizer and UndefinedBehaviorSanitizer, and as WASM"
configure_sanitized
cmake --build build/sanitize --parallel "$(jobs)" --target playground_tests fuzz_engine >build/native.log 2>&1 ||
  { cat build/native.log >&2; fail "the native tests could not be built"; }
# Beside the engine, whose libraries they test.
configure_wasm catch2:catch2:catch2
emcmake cmake -S . -B build/wasm -DPLAYGROUND_TESTS=ON -DPLAYGROUND_NODE="$(command -v node)" >build/wasm-tests.log 2>&1 ||
  { cat build/wasm-tests.log >&2; fail "the WASM tests could not be configured"; }
cmake --build build/wasm --parallel "$(jobs)" --target playground_tests >build/wasm-tests.log 2>&1 ||
  { cat build/wasm-tests.log >&2; fail "the WASM tests could not be built"; }
build_exhaustive
build_native_run

part "C++ natively with sanitizers; as WASM under Node; every activation within 2 ULP over a dense sample of floats"
# The sanitised tests are one process, and take longest: the next ones run beside it.
(cd build/sanitize && exec ctest --output-on-failure) >build/sanitize.log 2>&1 &
sanitized=$!
trap 'kill "$sanitized" 2>/dev/null || true' EXIT
{ (cd build/wasm && ctest --output-on-failure) && (cd build/native && ctest --output-on-failure -R accuracy); } ||
  fail "the C++ tests failed"

part "Binding, command line and determinism under Node"
# shellcheck disable=SC2046  # no path of a test has a blank
run_tests "$(jobs)" $(test_files tests/node)

wait "$sanitized" || { cat build/sanitize.log; fail "the C++ tests failed under the sanitizers"; }
trap - EXIT
cat build/sanitize.log

part "The page in Chromium, and the walk through it in Firefox and WebKitGTK as well"
# Those that ask how long the page is busy run alone, after the others.
# The states of the page are a small file with a large table.
# shellcheck disable=SC2046
run_tests "$(jobs)" tests/browser/states/states.test.js $(test_files tests/browser -not -path '*/alone/*' -not -name states.test.js)
run_tests 1 tests/browser/alone/*.test.js
