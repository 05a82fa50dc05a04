"""Roll-up and attribution in plain Python dictionaries and loops: slow, obvious, written on its own."""

import math
from dataclasses import dataclass, field


@dataclass
class Node:
    children: list[tuple[int, float, bool]] = field(default_factory=list)
    aggregator: int = 0
    kth: int = 2
    min_coverage: float = 0.5


def nodes_of(n, child, parent, weight, critical=None, aggregator=None, kth=None, min_coverage=None):
    nodes = {i: Node() for i in range(n)}
    for i in range(n):
        if aggregator is not None:
            nodes[i].aggregator = int(aggregator[i])
        if kth is not None:
            nodes[i].kth = int(kth[i])
        if min_coverage is not None:
            nodes[i].min_coverage = float(min_coverage[i])
    for e in range(len(child)):
        mark = bool(critical[e]) if critical is not None else False
        nodes[int(parent[e])].children.append((int(child[e]), float(weight[e]), mark))
    return nodes


def aggregate(node, pairs):
    """pairs: (score, weight, critical) of children that report and weigh something."""
    scores = sorted(s for s, _, _ in pairs)
    mean = sum(s * w for s, w, _ in pairs) / sum(w for _, w, _ in pairs)
    if node.aggregator == 0:
        return mean
    if node.aggregator == 1:
        return scores[0]
    if node.aggregator == 2:
        return scores[min(node.kth, len(scores)) - 1]
    if node.aggregator == 3:
        product = 100.0
        for s in scores:
            product *= s / 100.0
        return product
    if node.aggregator == 5:
        total = sum(w for _, w, _ in pairs)
        return math.prod(s ** (w / total) for s, w, _ in pairs)
    return min([mean] + [s for s, _, mark in pairs if mark])


def roll_up_plain(nodes, leaf_scores):
    """{node: (score, coverage shown, reason code)}; score is None where missing."""
    done = {}

    def visit(i):
        if i in done:
            return done[i]
        node = nodes[i]
        if not node.children:
            s = leaf_scores[i]
            done[i] = (None, 0.0, "no_data") if math.isnan(s) else (float(s), 1.0, "")
            return done[i]
        pairs, total, reported = [], 0.0, 0.0
        for c, w, mark in node.children:
            score, coverage, reason = visit(c)
            total += w
            reported += w * (0.0 if reason == "below_coverage" else coverage)
            if score is not None and w > 0:
                pairs.append((score, w, mark))
        coverage = reported / total if total else 0.0
        if total == 0:
            done[i] = (None, coverage, "weights_zero")
        elif not pairs:
            done[i] = (None, coverage, "no_data")
        elif coverage < node.min_coverage - 1e-12:
            done[i] = (None, coverage, "below_coverage")
        else:
            done[i] = (aggregate(node, pairs), coverage, "")
        return done[i]

    for i in nodes:
        visit(i)
    return done


def mean_effects_plain(nodes0, state0, nodes1, state1, top):
    """({leaf: effect}, {(child, parent): weight effect}) for weighted means, by recursion over all paths."""
    leaf, edge = {}, {}

    def shares(nodes, state, p):
        weights = {c: w for c, w, _ in nodes[p].children if state[c][0] is not None}
        total = sum(weights.values())
        return {c: w / total for c, w in weights.items()}

    def walk(p, factor):
        (old, _, _), (new, _, _) = state0[p], state1[p]
        if old is None or new is None:
            return
        if not nodes0[p].children or not nodes1[p].children:
            leaf[p] = leaf.get(p, 0.0) + factor * (new - old)
            return
        before, after = shares(nodes0, state0, p), shares(nodes1, state1, p)
        for c in set(before) | set(after):
            w0, w1 = before.get(c, 0.0), after.get(c, 0.0)
            s0, s1 = state0[c][0], state1[c][0]
            s0, s1 = (s1 if s0 is None else s0), (s0 if s1 is None else s1)
            around = (s0 + s1) / 2 - (old + new) / 2
            edge[c, p] = edge.get((c, p), 0.0) + factor * around * (w1 - w0)
            walk(c, factor * (w0 + w1) / 2)

    walk(top, 1.0)
    return leaf, edge
