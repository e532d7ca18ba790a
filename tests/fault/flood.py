#!/usr/bin/env python3
"""flood.py N - N words of eight letters that all begin at one slot of the table in
lib/count/vocab.h, whatever its size up to 2^20: half a word at a time, so that the
products of the halves add up to nearly nothing.
"""
import bisect
import sys

MIX, ALL, BITS = 0x9E3779B97F4A7C15, (1 << 64) - 1, 20

n = int(sys.argv[1])
halves = [0]
for i in range(4):
    halves = [h | c << 8 * i for h in halves for c in range(97, 123)]
low = sorted((h * MIX & ALL, h) for h in halves)
for high in halves:
    want = -(high << 32) * MIX & ALL
    i = bisect.bisect_left(low, (want, 0))
    while n > 0 and i < len(low) and low[i][0] - want >> (64 - BITS) == 0:
        print((low[i][1] | high << 32).to_bytes(8, "little").decode())
        n, i = n - 1, i + 1
