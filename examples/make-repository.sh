#!/usr/bin/env bash
# Makes a git repository of two commits from examples/shop: `before`, and a release on top of it.
#
#   examples/make-repository.sh /tmp/shop
#   npx rollcast plan --repo /tmp/shop --base HEAD~1 --head HEAD
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 DIRECTORY" >&2
  exit 2
fi
if [ -e "$1" ] && [ -n "$(ls -A "$1")" ]; then
  echo "$0: $1 is not empty" >&2
  exit 2
fi

examples=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"

# The same commits on every machine: nobody's configuration, one author, one date.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Shop GIT_AUTHOR_EMAIL=shop@example.com GIT_AUTHOR_DATE='2026-01-05T09:00:00Z'
export GIT_COMMITTER_NAME=Shop GIT_COMMITTER_EMAIL=shop@example.com GIT_COMMITTER_DATE='2026-01-05T09:00:00Z'
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

commit() {
  mkdir -p apps
  cp "$examples/shop/$1/"*.yaml apps/
  git add apps
  git commit --quiet --message "$2"
}

git -c init.defaultBranch=main init --quiet
commit before 'The shop as it runs'
commit after 'Release: storefront, search and recommendations, a longer payment timeout, more mailers'
git log --oneline
