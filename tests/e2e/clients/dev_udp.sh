#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A UDP echo client in bash alone. Its message is its argument, and its answer ends at its size, or
# after two seconds.
message=$1
exec 3<>/dev/udp/127.0.0.1/7 || exit 1
printf %s "$message" >&3
IFS= read -r -t 2 -N "${#message}" answer <&3 || { echo "no answer" >&2; exit 1; }
printf '%s\n' "$answer"
