#!/usr/bin/env python3
"""Makes access.log.gz: three days of a small tea shop's web server, in nginx's combined format with the request time.

Everything is invented: the addresses are from the ranges reserved for documentation, the shop does not exist. The seed is
fixed, so that the text is the same every time; the packed bytes depend on the zlib that Python was built with.
"""

import bisect
import gzip
import io
import math
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, quote_plus

SEED = 20240513
START = datetime(2024, 5, 13, tzinfo=timezone(timedelta(hours=2)))
DAYS = 3
BROWSED_LINES = 20_900
SITE = "https://www.blatt-und-kanne.example"

# The hour in which the database of the shop was in trouble.
INCIDENT_START = START + timedelta(days=1, hours=14, minutes=7)
INCIDENT_END = INCIDENT_START + timedelta(minutes=55)

# How busy each hour of the day is.
HOURS = [3, 2, 1, 1, 1, 2, 5, 9, 13, 15, 16, 16, 18, 17, 15, 15, 16, 18, 21, 25, 27, 22, 13, 6]

BROWSERS = [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36", 30),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
     "Version/17.4.1 Mobile/15E148 Safari/604.1", 24),
    ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36", 20),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15", 10),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0", 9),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0", 4),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 "
     "Edg/124.0.2478.80", 6),
    ("Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", 1),
]

CRAWLERS = [
    ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "192.0.2.66", 750),
    ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) "
     "Chrome/112.0.0.0 Safari/537.36", "198.51.100.40", 420),
    ("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "203.0.113.51", 380),
    ("Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)", "203.0.113.185", 140),
    ("Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)", "2001:db8:6b8::f00d", 90),
    ("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.0; +https://openai.com/gptbot", "192.0.2.171", 80),
    ("LinkCheckBot/3.1", "198.51.100.199", 25),
]

SEARCHES = [
    "oolong", "earl grey", "matcha", "green tea", "gift set", "teapot", "Darjeeling first flush", "jasmine", "assam",
    "herbal tea", "rooibos", "cast iron kettle", "tea for two", "lapsang souchong", "Früchtetee", "white tea",
    "tea strainer", "salt & pepper chai", "pu-erh", "decaf", "Kräuter", "thé vert", "чай", "50 g", "C&C", "ginger + lemon",
    "genmaicha", "bamboo whisk", "sencha", "t",
]

PAGES = ["/", "/teas", "/teas/green", "/teas/black", "/teas/oolong", "/teas/herbal", "/accessories", "/gifts", "/blog",
         "/blog/how-to-brew-oolong", "/blog/water-temperature", "/about", "/contact", "/shipping", "/imprint"]
MISSING = ["/favicon-old.ico", "/teas/purple", "/blog/draft", "/img/banner-2019.jpg", "/apple-touch-icon-precomposed.png",
           "/index.php", "/feed.xml"]
ASSETS = [("/assets/site.3f9c1a.css", 18_412), ("/assets/shop.8b1e77.js", 96_230), ("/img/logo.svg", 3_214),
          ("/assets/fonts/serif.woff2", 41_876)]

PROBES = ["/wp-login.php", "/.env", "/phpmyadmin/index.php", "/cgi-bin/luci/;stok=/locale", "/wp-admin/setup-config.php?step=1",
          "/xmlrpc.php", "/.git/config", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/../../etc/passwd",
          "/assets/..%2f..%2f..%2fetc/passwd", "/cgi-bin/.%2e/.%2e/.%2e/bin/sh", "/pma/", "/admin.php", "/backup.zip",
          "/actuator/health", "/boaform/admin/formLogin?username=admin&psd=admin", "/HNAP1",
          "/teas?sort=price'+OR+1=1--", "/product/17?ref=1+UNION+SELECT+username,password+FROM+users--",
          "/blog?page=1%27%20AND%20SLEEP(5)--%20-", "/contact?name=%3Cscript%3Ealert(1)%3C/script%3E"]
SCANNERS = [("203.0.113.9", "Mozilla/5.0 zgrab/0.x"), ("198.51.100.77", "-"), ("192.0.2.240", "python-requests/2.31.0"),
            ("2001:db8:dead::1", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"),
            ("203.0.113.222", "sqlmap/1.8.4#stable (https://sqlmap.org)"), ("198.51.100.13", "Go-http-client/1.1")]

# Requests that are no HTTP, as nginx logs them: these lines are whole.
NOISE = [r"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", "-", "", r"\x03\x00\x00/*\xE0\x00\x00\x00\x00\x00Cookie: mstshash=Administr",
         "SSH-2.0-Go", r"\x00\x0E8\xD1\x1A\xB3\xE4\x06", "GET /"]

# Whole lines too, but with a broken percent-encoding: cut by a mail program, typed by hand, or made by JavaScript's escape().
BROKEN_SEARCHES = ["/search?q=gr%zzner+tee", "/search?q=%E0%A4%A&page=1", "/search?q=50%off&sort=price",
                   "/search?q=100%wool+tea+cosy", "/search?q=%u0447%u0430%u0439"]

rng = random.Random(SEED)
entries = []


class Zipf:
    """Draws 0 more often than 1, 1 more often than 2, and so on."""

    def __init__(self, count, exponent=1.0):
        total = 0.0
        self.sums = []
        for rank in range(1, count + 1):
            total += 1 / rank ** exponent
            self.sums.append(total)

    def draw(self):
        return bisect.bisect_left(self.sums, rng.random() * self.sums[-1])


PRODUCT = Zipf(160, 0.95)
SEARCH = Zipf(len(SEARCHES), 0.9)
PAGE = Zipf(len(PAGES), 0.8)


def weighted(pairs):
    return rng.choices([value for value, _ in pairs], [weight for _, weight in pairs])[0]


def moment():
    hour = rng.choices(range(24), HOURS)[0]
    return START + timedelta(days=rng.randrange(DAYS), hours=hour, seconds=rng.random() * 3600)


def duration(median, spread=0.6):
    seconds = median * math.exp(rng.gauss(0, spread))
    # Once in a while something else on the machine gets in the way.
    return seconds * rng.uniform(8, 40) if rng.random() < 0.004 else seconds


def text(address, user, time, request, status, size, referrer, agent, seconds):
    stamp = time.strftime("%d/%b/%Y:%H:%M:%S %z")
    return f'{address} - {user} [{stamp}] "{request}" {status} {size} "{referrer}" "{agent}" {seconds:.3f}'


def add(address, time, method, path, status, size, referrer, agent, median, user="-", protocol="HTTP/1.1", spread=0.6):
    seconds = duration(median, spread)
    dynamic = not path.startswith(("/assets/", "/img/", "/robots", "/sitemap"))
    if dynamic and status < 400 and INCIDENT_START <= time < INCIDENT_END:
        # The connections to the database run out: some requests wait, some are turned away, some time out.
        draw = rng.random()
        seconds = seconds * rng.uniform(10, 45)
        if draw < 0.14:
            status, size, seconds = 504, 562, 30 + rng.random() / 20
        elif draw < 0.30:
            status, size = 502, 552
        elif draw < 0.40:
            status, size, seconds = 503, 197, rng.random() / 100
        elif draw < 0.46:
            status, size = 500, 1_204
    elif dynamic and status == 200 and rng.random() < 0.0008:
        status, size = 500, 1_204
    entries.append((time, text(address, user, time, f"{method} {path} {protocol}", status, size, referrer, agent, seconds)))


def client_address():
    if rng.random() < 0.14:
        return f"2001:db8:{rng.randrange(0x1000):x}:{rng.randrange(0x10000):x}::{rng.randrange(1, 0x10000):x}"
    return f"{rng.choice(['192.0.2', '198.51.100', '203.0.113'])}.{rng.randrange(1, 255)}"


def search_path(term):
    encoded = quote_plus(term) if rng.random() < 0.75 else quote(term, safe="")
    shape = rng.random()
    if shape < 0.7:
        return f"/search?q={encoded}"
    if shape < 0.85:
        return f"/search?q={encoded}&page={rng.randrange(2, 5)}"
    if shape < 0.93:
        return f"/api/suggest?limit=8&query={encoded}"
    return f"/blog?search={encoded}"


def visit():
    """One person, one visit: pages with what belongs to them, perhaps a purchase."""
    time = moment()
    address, agent = client_address(), weighted(BROWSERS)
    protocol = "HTTP/2.0" if rng.random() < 0.7 else "HTTP/1.1"
    returning = rng.random() < 0.4
    referrer = rng.choices(["-", "https://www.google.com/", "https://www.bing.com/", "https://news.example.org/tea"], [5, 4, 1, 1])[0]
    user = "-"
    loaded = set()

    def step(method, path, status, size, median, source):
        add(address, time, method, path, status, size, source, agent, median, user, protocol)

    for page_number in range(1 + min(int(rng.expovariate(0.28)), 18)):
        draw = rng.random()
        if draw < 0.36:
            path, median = PAGES[PAGE.draw()], 0.055
        elif draw < 0.74:
            path, median = f"/product/{PRODUCT.draw() + 1}", 0.080
        elif draw < 0.90:
            path, median = search_path(SEARCHES[SEARCH.draw()]), 0.140
        elif draw < 0.93:
            path, median = rng.choice(MISSING), 0.012
        elif draw < 0.96:
            path, median = rng.choice(["/teas/", "/shop", "/tea", "/Product/3"]), 0.006
        else:
            path, median = "/cart", 0.070

        if path in MISSING:
            step("GET", path, 404, 1_843, median, referrer)
        elif path in ("/teas/", "/shop", "/tea", "/Product/3"):
            step("GET", path, rng.choice([301, 302]), 169, median, referrer)
        else:
            step("GET", path, 200, rng.randrange(4_000, 26_000), median, referrer)
        source = SITE + path
        for asset, size in ASSETS:
            if page_number == 0 and asset not in loaded:
                loaded.add(asset)
                time += timedelta(milliseconds=rng.randrange(10, 120))
                if returning:
                    step("GET", asset, 304, 0, 0.001, source)
                else:
                    step("GET", asset, 200, size, 0.004, source)
        if path.startswith("/product/"):
            picture = f"/img/products/{path.rsplit('/', 1)[1]}.webp"
            time += timedelta(milliseconds=rng.randrange(10, 150))
            step("GET", picture, 304 if returning else 200, 0 if returning else rng.randrange(9_000, 60_000), 0.003, source)
            if rng.random() < 0.35:
                step("GET", f"/api/stock/{path.rsplit('/', 1)[1]}", 200, rng.randrange(60, 140), 0.025, source)
            if rng.random() < 0.12:
                time += timedelta(seconds=rng.uniform(3, 40))
                step("POST", "/api/cart", 201, 88, 0.045, source)
        referrer = source
        time += timedelta(seconds=min(rng.expovariate(1 / 25), 400))

    if rng.random() < 0.05:
        if rng.random() < 0.3:
            user = rng.choice(["anna", "j.smith", "wholesale", "maria lopez"])
        step("GET", "/checkout", 200, 9_120, 0.095, SITE + "/cart")
        time += timedelta(seconds=rng.uniform(20, 180))
        step("POST", "/checkout", 303, 0, 0.420, SITE + "/checkout")
        step("GET", f"/order/{rng.randrange(70_000, 79_999)}", 200, 6_330, 0.090, SITE + "/checkout")


def crawl():
    for agent, address, count in CRAWLERS:
        for index in range(count):
            time = START + timedelta(days=rng.random() * DAYS)
            if index % 60 == 0:
                add(address, time, "GET", "/robots.txt", 200, 124, "-", agent, 0.001)
            elif rng.random() < 0.06:
                add(address, time, "GET", rng.choice(MISSING), 404, 1_843, "-", agent, 0.012)
            elif rng.random() < 0.15:
                add(address, time, "GET", f"/product/{rng.randrange(1, 161)}", 304, 0, "-", agent, 0.030)
            elif rng.random() < 0.6:
                add(address, time, "GET", f"/product/{rng.randrange(1, 161)}", 200, rng.randrange(4_000, 26_000), "-", agent, 0.085)
            else:
                add(address, time, "GET", rng.choice(PAGES), 200, rng.randrange(4_000, 26_000), "-", agent, 0.060)


def monitor():
    for minute in range(2, DAYS * 24 * 60, 5):
        add("198.51.100.250", START + timedelta(minutes=minute, seconds=rng.random() * 2), "HEAD", "/health", 200, 0, "-",
            "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", 0.003)
    for hour in range(DAYS * 24):
        add("2001:db8:10::25", START + timedelta(hours=hour, minutes=4), "GET", "/api/export/orders.csv", 200,
            rng.randrange(20_000, 90_000), "-", "curl/8.5.0", 1.1, user="wholesale", spread=0.35)
        if hour % 3 == 0:
            add("203.0.113.30", START + timedelta(hours=hour, minutes=31), "GET", "/sitemap.xml", 200, 18_204, "-",
                "python-requests/2.31.0", 0.009)


def scan():
    for address, agent in SCANNERS:
        for _ in range(3):
            time = START + timedelta(days=rng.random() * DAYS)
            for probe in rng.sample(PROBES, rng.randrange(8, len(PROBES))):
                time += timedelta(milliseconds=rng.randrange(40, 900))
                refused = "../" in probe or "%2e" in probe or "%2f" in probe
                status = 400 if refused else 200 if probe.startswith(("/teas?", "/contact?", "/blog?", "/product/")) else 404
                add(address, time, rng.choices(["GET", "POST"], [9, 1])[0], probe, status, 157 if refused else 1_843, "-", agent, 0.004)
    for request in NOISE * 4:
        time = START + timedelta(days=rng.random() * DAYS)
        entries.append((time, text(client_address(), "-", time, request, 400, 157, "-", "-", rng.random() / 10)))


def search_badly():
    for number, path in enumerate(BROKEN_SEARCHES):
        time = START + timedelta(hours=7 + 13 * number, seconds=rng.random() * 3600)
        add(client_address(), time, "GET", path, 200, rng.randrange(4_000, 9_000), "-", BROWSERS[number][0], 0.140)


def damage(lines):
    """Spoils a few lines, and puts in a few that never were lines of this log."""
    for number in rng.sample(range(100, len(lines)), 6):
        line = lines[number]
        lines[number] = [
            line[:line.index("[") + 15],
            line.replace("[", "[2024-05-", 1),
            line.replace('"', ""),
            line.replace("/May/", "/Mai/", 1),
            line[:line.index("] ") + 14],
            line[:line.rindex('"')],
        ][number % 6].encode()
    extra = [
        bytes(rng.randrange(256) for _ in range(90)).replace(b"\n", b"\0"),
        bytes(64),
        b"==> /var/log/nginx/access.log <==",
        b"2024/05/14 14:31:12 [error] 812#812: *90211 upstream timed out (110: Connection timed out) while reading upstream",
        b'192.0.2.14 - - [14/May/2024:14:40:02 +0200] "GET /teas HTTP/1.1" OK 5120 "-" "-" 0.020',
        b'192.0.2.14 - - [32/May/2024:14:40:02 +0200] "GET /teas HTTP/1.1" 200 5120 "-" "-" 0.020',
        b'2001:db8::5 - - [14/May/2024:14:41:07 +0200] "GET /gifts HTTP/1.1" 200 51 20 "-" "-" 0.020',
        b'203.0.113.80 - - [14/May/2024:22:10:44 +0200] "GET /blog HTTP/1.1" 200 8121 "-" "Mozilla/5.0 (X11; Linux x86_6',
        b'"GET / HTTP/1.1" 200 4210',
    ]
    for line in extra:
        lines.insert(rng.randrange(200, len(lines)), line)


def main():
    while len(entries) < BROWSED_LINES:
        visit()
    crawl()
    monitor()
    scan()
    search_badly()
    end = START + timedelta(days=DAYS)
    kept = sorted((entry for entry in entries if entry[0] < end), key=lambda entry: entry[0])
    lines = [line for _, line in kept]
    damage(lines)
    data = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)

    packed = io.BytesIO()
    # Neither a time nor a file name in the header: the same text makes the same file.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(data)
    target = Path(__file__).with_name("access.log.gz")
    target.write_bytes(packed.getvalue())
    print(f"{target.name}: {len(lines)} lines, {len(data)} bytes, packed {len(packed.getvalue())}")


if __name__ == "__main__":
    main()
