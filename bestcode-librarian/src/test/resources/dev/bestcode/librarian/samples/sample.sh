#!/bin/bash
LIMIT=3
export HOME_DIR=/tmp

# Says hello.
greet() {
  local name=$1
  echo "hello() { $name; }"
}

function total {
  echo 1
}
