#!/usr/bin/env python3
"""Makes orders.jsonl: a day of the same invented tea shop whose log the other sample reads. Fixed seed, standard library only.

Most orders are in order. Some can't be fulfilled: products that are no longer sold, quantities above the whole stock or below one,
expired cards, and cards whose expiry was typed without the slash, on which the payment worker crashes. A few came twice.
The card numbers are the ones that card companies publish for tests.
"""

import json
import random
from pathlib import Path

SEED = 20240516
ORDERS = 400

PRODUCTS = {"sencha": 20, "earl-grey": 24, "darjeeling": 14, "oolong": 12, "matcha": 8, "rooibos": 10, "chai": 10,
            "teapot": 4, "kettle": 3, "strainer": 9, "gift-set": 4}
CUSTOMERS = {"guest": 60, "member": 34, "staff": 6}
CARDS = ["4111111111111111", "4242424242424242", "5555555555554444", "2223003122003222", "378282246310005", "6011111111111117"]

rng = random.Random(SEED)


def pick(weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def order(number):
    products = sorted({pick(PRODUCTS) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))})
    return {
        "id": f"T-{number}",
        "customer": pick(CUSTOMERS),
        "card": {"number": rng.choice(CARDS), "expiry": f"{rng.randrange(1, 13):02}/{rng.randrange(34, 40)}"},
        "lines": [{"product": product, "quantity": rng.choice([1, 1, 1, 2, 2, 3])} for product in products],
    }


orders = [order(1001 + index) for index in range(ORDERS)]
bad = iter(rng.sample(orders[5:], 24))
for expiry in ["0936", "1135", "12 38", "937", "06-37", "0439", "", "1034"]:
    next(bad)["card"]["expiry"] = expiry
for expiry in ["03/19", "12/21", "07/22", "01/20"]:
    next(bad)["card"]["expiry"] = expiry
for product in ["yerba-mate", "samovar", "Sencha", "pu-erh", "teapot-xl"]:
    next(bad)["lines"][0]["product"] = product
for product, quantity in [("kettle", 5000), ("matcha", 2400), ("gift-set", 1000)]:
    next(bad)["lines"][0] = {"product": product, "quantity": quantity}
for quantity in [0, -1]:
    next(bad)["lines"][0]["quantity"] = quantity
for twice in bad:
    # The two lines of a double click stand close together, as they come.
    orders.insert(orders.index(twice) + rng.randrange(1, 4), twice)
orders.insert(40, orders[38])
crashing = next(one for one in orders if one["card"]["expiry"] == "0936")
orders.insert(orders.index(crashing) + 2, crashing)

text = "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in orders)
(Path(__file__).parent / "orders.jsonl").write_text(text, encoding="utf-8")
