#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is found when asking how to do it with the shell alone.
exec 3<>/dev/tcp/127.0.0.1/7 || exit 1
exec 4<&0  # what runs in the background has /dev/null as its stdin
cat <&4 >&3 &
sender=$!
cat <&3
status=$?
kill "$sender" 2>/dev/null
exit "$status"
