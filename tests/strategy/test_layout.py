"""The order of a strategy map against the best of all orders, and the room that its boxes keep."""

import random
from itertools import pairwise, permutations, product

import pytest

from hoshin.strategy.layout import crossings, laid_out


def fewest(layers, links):
    """The fewest crossings of any order: all of them are tried."""
    return min(crossings(order, links) for order in product(*(list(permutations(layer)) for layer in layers)))


def tangle(seed):
    chance = random.Random(seed)
    layers = [[f"{depth}{place}" for place in range(chance.randint(2, 4))] for depth in range(3)]
    pairs = [(a, b) for high, low in pairwise(layers) for a in high for b in low]
    return layers, chance.sample(pairs, min(len(pairs), chance.randint(3, 8)))


def test_a_tangle_that_can_be_undone_is_undone():
    layers = [["a", "b", "c"], ["d", "e", "f"]]
    links = [("a", "f"), ("b", "e"), ("c", "d")]
    assert crossings(layers, links) == 3

    assert crossings(laid_out(layers, links).layers, links) == 0


def test_small_maps_cross_as_little_as_the_best_of_all_orders():
    extra, best = 0, 0
    for seed in range(60):
        layers, links = tangle(seed)
        least = fewest(layers, links)
        found = crossings(laid_out(layers, links).layers, links)
        assert found >= least
        extra, best = extra + found - least, best + least
    assert extra <= 0.1 * best, f"{extra} crossings more than needed, on top of {best}"


def test_links_that_pass_a_layer_bend_between_its_boxes():
    layers = [["top"], ["one", "two", "three"], ["bottom"]]
    layout = laid_out(layers, [("bottom", "top"), ("bottom", "one"), ("one", "top")])

    [(depth, place)] = layout.bends[("bottom", "top")]
    assert depth == 1
    assert all(abs(place - layout.x[key]) > 0.5 / layout.units for key in layers[1]), "it passes beside every box"


@pytest.mark.parametrize("seed", range(12))
def test_boxes_keep_their_room_and_stay_on_the_map(seed):
    layers, links = tangle(seed)
    layout = laid_out(layers, links)

    for layer in layout.layers:
        places = [layout.x[key] for key in layer]
        assert places == sorted(places)
        assert all(right - left >= 1 / layout.units - 1e-9 for left, right in pairwise(places))
        assert all(0.5 / layout.units - 1e-9 <= place <= 1 - 0.5 / layout.units + 1e-9 for place in places)


def test_an_order_kept_by_hand_stays_whatever_crosses():
    layers = [["a", "b"], ["d", "e", "f"]]
    links = [("a", "f"), ("b", "d")]
    layout = laid_out(layers, links, kept={"a": 0.0, "b": 1.0, "d": 0.1, "f": 0.9})

    assert layout.layers[0] == ["a", "b"]
    assert [key for key in layout.layers[1] if key != "e"] == ["d", "f"]


def test_links_within_a_layer_in_circles_and_to_strangers_do_no_harm():
    layers = [["a", "b"], [], ["c"]]
    layout = laid_out(layers, [("a", "b"), ("b", "a"), ("a", "a"), ("a", "gone"), ("c", "a")])

    assert sorted(layout.layers[0]) == ["a", "b"]
    assert layout.layers[1] == []
    assert set(layout.x) == {"a", "b", "c"}
    assert laid_out([], []).layers == []


def test_the_same_map_is_drawn_the_same_way_twice():
    layers, links = tangle(7)
    assert laid_out(layers, links) == laid_out(layers, list(reversed(links)))
