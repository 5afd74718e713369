"""What a reader does with the site, in a real browser: read, switch, filter, choose a zone, search, print."""

import re
from typing import Any

import pytest
from tests.profiles import NIGHTLY
from tests.site.conftest import (
    BUILDER,
    KINDS,
    NEXT_FRAME,
    PHONE,
    ROOT,
    WITH_EACH,
    Site,
    check_with_axe,
    launch,
)
from tests.site.test_search import open_search, search

from ptc_service_policy.text import LANGUAGES, Language

BOTH = pytest.mark.parametrize("language", LANGUAGES)
CHECKED = [
    (kind, language)
    for place, kind in enumerate(KINDS)
    for language in (LANGUAGES if NIGHTLY else LANGUAGES[place % 2 :][:1])
]
"""Both languages have one layout: a normal run checks each kind of page in one, in turns."""
COUNT_SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) window.shifted += hadRecentInput ? 0 : value;
  }).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFTED = 0.1
"""How far a page may jump while it comes, as browsers count it; more than this is no longer called good."""


UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@WITH_EACH
@BOTH
def test_no_page_asks_anything_of_another_origin_and_nothing_fails_or_jumps(
    language: Language, site: Site, page: Any
) -> None:
    asked, failed = [], []
    page.set_viewport_size(PHONE)
    page.add_init_script(COUNT_SHIFTS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    for kind in KINDS:
        page.goto(site.at(language, kind))
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifted") < MOST_SHIFTED, kind
    assert len(asked) > len(KINDS)
    assert [
        address for address in asked if not address.startswith((f"{site.origin}/", f"blob:{site.origin}/"))
    ] == []
    assert failed == []


SEARCHED = {"search_index.json", "search.json"}
"""What Material and Zensical find words by."""


@WITH_EACH
@BOTH
def test_the_first_page_is_light(language: Language, site: Site, page: Any) -> None:
    weights = {}
    page.on("requestfinished", lambda each: weights.update({each.url: len(each.response().body())}))
    page.goto(site.at(language))
    page.wait_for_load_state("networkidle")
    # Not compressed. Zensical loads what its search may find, which grows with the guides, on every page.
    index = sum(weights.pop(url) for url in tuple(weights) if url.rpartition("/")[2] in SEARCHED)
    assert 200_000 < sum(weights.values()) < {"material": 360_000, "zensical": 430_000}[site.builder]
    assert 0 < index < {"material": 2_000, "zensical": 400_000}[site.builder]


@pytest.mark.parametrize(
    ("site", "kind", "language"),
    [
        (builder, kind, language)
        for builder in ("material", "zensical")
        for kind, language in (CHECKED if builder == BUILDER else CHECKED[::6])
    ],
    indirect=["site"],
)
def test_axe_finds_nothing(kind: str, language: Language, site: Site, page: Any, axe: str) -> None:
    check_with_axe(page, site.at(language, kind), axe)


@BOTH
def test_what_a_command_or_a_program_shows_fits_a_phone(language: Language, site: Site, page: Any) -> None:
    page.set_viewport_size(PHONE)
    guides = sorted(each.stem for each in (ROOT / "docs" / language / "guides").glob("*.md"))
    blocks = 0
    for kind in dict.fromkeys((*KINDS, *(f"guides/{name}/" for name in guides))):
        page.goto(site.at(language, kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], kind
        for shown in page.locator(":is(.language-console, .language-text) code").all():
            assert shown.evaluate("each => each.scrollWidth <= each.clientWidth"), kind
            blocks += 1
    assert blocks > 20


COPY = {"fr": ("Copier", "Copié"), "en": ("Copy", "Copied")}
CLIPBOARD = "navigator.clipboard.readText()"


@WITH_EACH
@BOTH
def test_code_is_copied_at_a_click_and_of_a_terminal_the_commands(
    language: Language, site: Site, browser: Any
) -> None:
    context = browser.new_context(
        viewport=PHONE, permissions=["clipboard-read", "clipboard-write"], base_url=site.origin
    )
    page = context.new_page()
    page.goto(site.at(language, "guides/first-answer/"))
    label, said = COPY[language]
    blocks = page.locator(".highlight")
    assert blocks.count() == page.get_by_role("button", name=label, exact=True).count() > 5
    for block in blocks.all():
        button = block.get_by_role("button", name=label)
        assert all(
            side >= 24
            for side in button.evaluate("({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]")
        )
        button.click()
        block.get_by_role("status").get_by_text(said, exact=True).wait_for()
        shown, taken = block.locator("code").inner_text(), page.evaluate(CLIPBOARD)
        if shown.startswith("$ "):
            assert taken.startswith(("ptc-policy ", "python"))
            assert "$ " not in taken
            assert set(taken.split("\n")) <= {line.removeprefix("$ ") for line in shown.split("\n")} | {""}
            assert taken.count("\n") < shown.count("\n")
        else:
            assert taken.strip() == shown.strip()
    context.close()


@BOTH
def test_code_is_copied_where_there_is_no_https(language: Language, site: Site, browser: Any) -> None:
    plain = launch(browser.browser_type, "--host-resolver-rules=MAP policy.test 127.0.0.1")
    page = plain.new_page()
    page.goto(site.at(language, "guides/install/").replace("127.0.0.1", "policy.test"))
    assert page.evaluate("isSecureContext") is False
    heard = """() => new Promise((heard) => {
      addEventListener("copy", (event) => heard(event.clipboardData.getData("text/plain")), { once: true });
      document.querySelector(".highlight .copy").click();
    })"""
    assert page.evaluate(heard) == "python3 -m venv .venv\n.venv/bin/python -m pip install '.[cli]'\n"
    plain.close()


@BOTH
@pytest.mark.parametrize(
    "kind",
    ["compare/", "deliveries/", "limits/", "terms/", "traceability/", "offerings/premium/", "versions/"],
)
def test_every_answer_is_seen_on_a_phone_beside_the_name_of_its_column(
    kind: str, language: Language, site: Site, page: Any
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(site.at(language, kind))
    page.evaluate(UNFOLD)
    cut = page.locator(".wide:has(table)").evaluate_all(
        "all => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.ariaLabel)"
    )
    assert cut == []
    for name in page.locator("table.stacked td").evaluate_all(
        "all => all.map((each) => each.dataset.column)"
    ):
        assert name
    narrow = """all => all.filter((each) => each.checkVisibility() &&
      each.offsetWidth < 0.9 * each.parentElement.offsetWidth).map((each) => each.innerText)"""
    assert page.locator("table.stacked td").evaluate_all(narrow) == []


@WITH_EACH
def test_the_reference_of_the_api_speaks_the_readers_language(site: Site, page: Any) -> None:
    titles = {}
    for language in LANGUAGES:
        page.goto(site.at(language, "guides/api/contracts/"))
        titles[language] = set(page.locator(".doc-section-title").all_text_contents())
    assert titles == {"fr": {"Paramètres\u00a0:", "Lève\u00a0:"}, "en": {"Parameters:", "Raises:"}}


@BOTH
def test_axe_finds_nothing_in_the_changes_of_a_version(
    language: Language, hostile_site: Site, page: Any, axe: str
) -> None:
    check_with_axe(page, hostile_site.at(language, "versions/1.1.0/"), axe)


@WITH_EACH
@pytest.mark.parametrize("kind", ["", "compare/", "versions/1.0.0/", "errors/PSP308/"])
def test_the_switcher_stays_on_the_page(kind: str, site: Site, page: Any) -> None:
    page.goto(site.at("fr", kind))
    page.wait_for_load_state("networkidle")
    page.locator(".md-select button").hover()
    page.locator(".md-select__link[hreflang=en]").click()
    page.wait_for_url(site.at("en", kind))
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("preferred", "language"), [("fr-CA", "fr"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_root_leads_to_the_readers_language(
    preferred: str, language: str, site: Site, browser: Any
) -> None:
    context = browser.new_context(locale=preferred)
    page = context.new_page()
    page.goto(f"{site.origin}/")
    page.wait_for_url(site.at(language))
    context.close()


NARROWEST = {"width": 320, "height": 800}


@BOTH
def test_no_kind_of_page_is_read_sideways_on_the_narrowest_screen(
    language: Language, site: Site, page: Any
) -> None:
    page.set_viewport_size(NARROWEST)
    wide = []
    for kind in KINDS:
        page.goto(site.at(language, kind))
        page.wait_for_load_state("networkidle")
        page.evaluate(UNFOLD)
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST["width"]:
            wide.append(kind)
    assert wide == []


UNSEEN = """() => {
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data];
  };
  const linear = (each) => (each <= 10 ? each / 3294 : ((each / 255 + 0.055) / 1.055) ** 2.4);
  const WEIGHTS = [0.2126, 0.7152, 0.0722];
  const lightness = (colour) => WEIGHTS.reduce((sum, weight, at) => sum + weight * linear(colour[at]), 0);
  const contrast = (...colours) => {
    const [low, high] = colours.map(lightness).sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (part) => {
    const found = part && channels(getComputedStyle(part).backgroundColor);
    if (!part) return channels("Canvas");
    return found[3] > 200 ? found : groundOf(part.parentElement);
  };
  const shown = [...document.querySelectorAll("body *")].filter((each) =>
    each.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  const unseen = (each, colour, least) => contrast(channels(colour), groundOf(each)) < least;
  const hasWords = (each) => [...each.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  return shown.flatMap((each) => {
    const { color, fill, stroke } = getComputedStyle(each);
    const masks = ["::before", "::after"].map((part) => getComputedStyle(each, part)).filter((part) =>
      !["none", "normal"].includes(part.content) && part.maskImage !== "none" && part.display !== "none");
    const faults = [
      hasWords(each) && unseen(each, each.closest("svg") ? fill : color, 4.5) && "words",
      each.matches("svg line") && unseen(each, stroke, 3) && "line",
      each.matches(":is(a, button, label) svg path") && unseen(each, fill, 3) && "icon",
      masks.some(({ backgroundColor }) => unseen(each, backgroundColor, 3)) && "mask",
    ];
    return faults.filter(Boolean).map((fault) => `${fault}: ${each.outerHTML.slice(0, 90)}`);
  });
}"""
"""What cannot be told from its ground: words, lines and icons of pictures, and what is masked in a shape."""


@pytest.mark.parametrize(("system", "chosen"), [("dark", "default"), ("light", "slate")])
def test_everything_is_seen_in_the_colours_that_the_system_forces(
    system: Any, chosen: str, site: Site, page: Any
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=system)
    unseen = {}
    for place, kind in enumerate(KINDS):
        page.goto(site.at(LANGUAGES[place % 2], kind))
        page.wait_for_load_state("networkidle")
        page.evaluate(UNFOLD)
        page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", chosen)
        page.evaluate(NEXT_FRAME)
        if found := page.evaluate(UNSEEN):
            unseen[kind] = found[:4]
    assert unseen == {}


@pytest.mark.parametrize("system", ["dark", "light"])
@pytest.mark.parametrize("chosen", ["default", "slate"])
def test_pictures_take_the_colours_that_the_system_forces(
    system: Any, chosen: str, site: Site, page: Any
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=system)
    page.goto(site.at("fr", "availability/"))
    page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme; }", chosen)
    page.evaluate(NEXT_FRAME)
    drawn, written, keys = page.evaluate(
        """() => [
          getComputedStyle(document.querySelector(".picture text")).fill,
          getComputedStyle(document.body).color,
          [...document.querySelectorAll(".key")].map((key) => {
            const { backgroundColor, backgroundImage } = getComputedStyle(key, "::before");
            return `${backgroundColor} ${backgroundImage}`;
          }),
        ]"""
    )
    assert drawn == written
    assert len(keys) == len({*keys}) == 3


def test_without_a_script_everything_is_there(site: Site, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.origin}/")
    assert [link.get_attribute("href") for link in page.locator("main a").all()] == ["fr/", "en/"]
    page.goto(site.at("fr", "compare/"))
    assert page.locator("table.compare tbody tr:visible").count() == 15
    assert not page.locator("form.filter").is_visible()
    page.locator("details.move summary").first.click()
    assert page.locator("dl.brief").first.is_visible()
    page.locator("details.move details summary").first.click()
    assert page.locator("table.effect").first.is_visible()
    page.goto(site.at("fr", "availability/"))
    assert page.locator("tr[data-day='0'] td").first.inner_text() == "09:00–17:00"
    assert page.locator("noscript p").first.is_visible()
    context.close()


@BOTH
def test_the_comparison_filters(language: Language, site: Site, page: Any) -> None:
    page.goto(site.at(language, "compare/"))
    rows, form = page.locator("table.compare tbody tr:visible"), page.locator("form.filter")
    assert rows.count() == 15
    form.get_by_role("checkbox").first.check()
    assert rows.count() == 10
    form.get_by_role("searchbox").fill("EVALUATION" if language == "fr" else "REPRESENTATION")
    assert rows.count() == (0 if language == "fr" else 1)
    form.get_by_role("searchbox").fill("attenuation" if language == "fr" else "mitigation")
    assert rows.count() == 1
    assert re.search(r"1 (sur|of) 15", form.locator("output").inner_text())
    assert page.locator("table.compare thead th:visible").count() == 4
    form.locator("fieldset input").nth(0).uncheck()
    assert page.locator("table.compare thead th:visible").count() == 3
    assert page.locator("table.compare tbody tr:visible td:visible").count() == 2


def test_the_picture_and_the_table_of_the_week_agree(site: Site, page: Any) -> None:
    page.goto(site.at("en", "availability/"))
    page.locator("input[name=week]").fill("2026-06-10")
    page.locator("select[name=reader]").select_option("Europe/Paris")
    drawn = page.locator("g.spans rect")
    before = [(each.get_attribute("x"), each.get_attribute("width")) for each in drawn.all()]
    page.locator("select[name=reader]").select_option("Asia/Tokyo")
    page.locator("select[name=reader]").select_option("Europe/Paris")
    after = [(each.get_attribute("x"), each.get_attribute("width")) for each in drawn.all()]
    numbers = [[(float(x[:-1]), float(width[:-1])) for x, width in each] for each in (before, after)]
    assert len(numbers[0]) == len(numbers[1]) == 7
    for shown, shown_again in zip(*numbers, strict=True):
        assert shown == pytest.approx(shown_again, abs=0.1)


@BOTH
@pytest.mark.parametrize("kind", ["availability/", "deliveries/", "response/"])
@pytest.mark.parametrize("width", [320, PHONE["width"], 1320])
def test_pictures_fit_and_their_words_can_be_read(
    kind: str, width: int, language: Language, site: Site, page: Any
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.at(language, kind))
    page.evaluate(UNFOLD)
    faults = page.evaluate(
        """() => [...document.querySelectorAll(".picture svg")].flatMap((svg) => {
          const shown = [...svg.querySelectorAll("text")].filter((each) => each.checkVisibility());
          const boxes = shown.map((each) => each.getBoundingClientRect());
          const cut = boxes.filter(({ left, right }) => left < 0 || right > innerWidth);
          const small = shown.filter((each) => each.getBoundingClientRect().height < 11);
          const beside = (one, other) => one.left < other.right && other.left < one.right;
          const meet = boxes.filter((one, number) => boxes.slice(number + 1).some((other) =>
            beside(one, other) && one.top < other.bottom && other.top < one.bottom));
          const wide = svg.getBoundingClientRect().right > innerWidth ? [svg] : [];
          return [...cut, ...small, ...meet, ...wide].map((each) => JSON.stringify(each));
        })"""
    )
    assert page.locator(".picture svg text:visible").count() > 5
    assert faults == []


def test_a_page_prints_without_menus_and_of_what_is_folded_only_what_is_open(site: Site, page: Any) -> None:
    page.goto(site.at("fr", "compare/#standard-premium"))
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-tabs", ".md-sidebar--primary", "form.filter", ".md-footer"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("details.move:visible").count() == 1
    assert page.locator("#standard-premium .brief").is_visible()
    assert page.locator("#upgrade").is_visible()
    for table in page.locator(".wide").all():
        assert table.evaluate("each => getComputedStyle(each).overflowX") == "visible"


@BOTH
def test_a_comparison_is_one_page_of_paper_and_an_open_move_one_more(
    language: Language, site: Site, page: Any
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site.at(language, "compare/"))
    assert pages_of(page) == 1
    page.locator("#standard-premium > summary").click()
    assert pages_of(page) == 2
    page.emulate_media(media="print")
    paper = "getComputedStyle(document.body).getPropertyValue('--md-default-bg-color')"
    assert page.evaluate(paper) == "#fff"


def pages_of(page: Any) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


HEADED = """() => [...document.querySelectorAll(".wide tbody tr:first-child")].flatMap((row, number) => {
  let head = row.closest(".wide").previousElementSibling;
  while (head && !/^H[2-4]$/.test(head.tagName)) head = head.previousElementSibling;
  if (!head || !row.checkVisibility()) return [];
  row.id ||= `row-${number}`;
  // The paper says where something is that a link leads to.
  const links = [head, row].map((each) => `<a style="position: absolute" href="#${each.id}">.</a>`);
  head.insertAdjacentHTML("beforeend", links.join(""));
  return [[head.id, row.id]];
})"""
HEIGHTS = [f"{each}mm" for each in range(180, 300, 26)]


@BOTH
def test_on_paper_no_head_is_parted_from_its_table(language: Language, site: Site, page: Any) -> None:
    headed = 0
    parted: dict[str, list[tuple[str, str]]] = {"as they are": [], "anyhow": []}
    for kind in ("offerings/premium/", "availability/", "deliveries/"):
        page.goto(site.at(language, kind))
        pairs = page.evaluate(HEADED)
        headed += len(pairs)
        for breaks, found in parted.items():
            if breaks == "anyhow":
                page.add_style_tag(
                    content="* { break-after: auto !important; break-before: auto !important; }"
                )
            for height in HEIGHTS:
                on = sheets_of(page.pdf(width="210mm", height=height, tagged=True))
                found += [(kind, head) for head, row in pairs if on[head] != on[row]]
    assert headed > 10
    assert parted["as they are"] == []
    assert parted["anyhow"]


def sheets_of(paper: bytes) -> dict[str, bytes]:
    """Return on which sheet each place is that a link leads to."""
    return {name.decode(): sheet for name, sheet in re.findall(rb"/([\w-]+) \[(\d+) 0 R /XYZ", paper)}


@BOTH
def test_hostile_texts_stay_texts(language: Language, hostile_site: Site, page: Any) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    kinds = [
        kind
        for kind in KINDS
        if not kind.startswith(("ask/", "workbench/", "about/", "decisions/", "guides/"))
    ]
    for kind in (*kinds, "versions/1.1.0/"):
        page.goto(hostile_site.at(language, kind))
        for details in page.locator("details.move").all():
            details.evaluate("each => each.open = true")
        assert page.evaluate("window.hacked") is None, kind
        assert page.locator("img[src=x], a[href^='javascript:window'], [onclick], #stolen").count() == 0, kind
        if kind not in {"errors/", "errors/PSP308/", "keys/", "downloads/", "versions/", "versions/1.0.0/"}:
            shown = page.locator("main").inner_text()
            assert "<script>window.hacked=1</script>](javascript:window.hacked=1)" in shown, kind
            assert "{{ 7*7 }}" in shown, kind
    open_search(page, hostile_site, language)
    search(page, hostile_site, "onerror")
    assert page.locator(hostile_site.search.found).count() > 0
    assert page.locator(f"{hostile_site.search.found} img").count() == 0
    assert page.evaluate("window.hacked") is None
    assert not [address for address in asked if address.endswith("/x")]
