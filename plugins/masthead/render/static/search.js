/* The search's box: loaded when somebody opens it. It reads the files that masthead.search made.
   Written by hand; no build step. `words` cuts a text as masthead/search/words.py does. */

const FACETS = ["stage", "topic", "author", "audience", "angle", "format", "year"]
const MANY = { stage: "Stages", topic: "Topics", author: "Authors", audience: "Audiences", angle: "Angles", format: "Formats", year: "Years" }
const PAGE = 10, FEW = 6, AROUND = 16, PREFIX = 2, KIN = 24, PAUSE = 90

/* Words ------------------------------------------------------------------------------------- */

const UNSPACED = "\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff"
const WORD = /[\p{L}\p{N}]+/gu
const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "g"), SIGNS = new RegExp(`^[${UNSPACED}]`)
const plain = text => text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]+/g, "")
const pairs = run => run.length < 2 || !SIGNS.test(run) ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
export const words = text => (plain(text).match(WORD) ?? []).flatMap(word => word.match(RUN).flatMap(pairs)).map(word => word.slice(0, 40))

/* The index ----------------------------------------------------------------------------------- */

class Index {
  #files = new Map()

  constructor(root) {
    this.root = root
    this.folder = new URL("search/", root).href
  }

  async open() {
    const answer = await fetch(`${this.folder}index.json`, { cache: "no-cache" })
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`)
    Object.assign(this, await answer.json())
    this.starts = this.words
    return this
  }

  /* A file of the index, asked for once. Its version is in the address, so that no cache mixes two. */
  file(name) {
    if (!this.#files.has(name)) {
      const load = fetch(`${this.folder}${name}.bin?v=${this.version}`).then(answer => {
        if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`)
        return new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).json()
      })
      load.catch(() => this.#files.delete(name))
      this.#files.set(name, load)
    }
    return this.#files.get(name)
  }

  #place(word) {
    let low = 0, high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.starts[middle] <= word) low = middle
      else high = middle - 1
    }
    return low
  }

  /* The lists of records for one word of the query; of one still being typed, for what it may become. */
  async lists(word, open) {
    const place = this.#place(word), piece = await this.file(`words-${place}`)
    const stems = new Map(), shown = new Set([word])
    const take = (of, from, share) => {
      for (const stem of [of].flat()) stems.set(typeof stem === "number" ? `${from}:${stem}` : stem, share)
    }
    const begins = async () => {
      const last = Math.min(this.#place(`${word}\uffff`), place + 1)
      for (let at = place; at <= last; at++) {
        const { words, lists } = await this.file(`words-${at}`), found = new Map()
        for (const name in words) if (name.startsWith(word) && name !== word)
          for (const stem of [words[name]].flat()) if (typeof stem === "number") { found.set(stem, lists[stem][0].length); shown.add(name) }
        for (const [stem] of [...found].sort((a, b) => b[1] - a[1]).slice(0, KIN)) if (!stems.has(`${at}:${stem}`)) stems.set(`${at}:${stem}`, .5)
      }
    }
    const exact = Object.hasOwn(piece.words, word)
    if (exact) take(piece.words[word], place, 1)
    if ((open || !exact) && word.length >= PREFIX) await begins()
    const found = []
    for (const [stem, share] of stems) {
      const [at, number] = /^\d+:\d+$/.test(stem) ? stem.split(":").map(Number) : [this.#place(stem), null]
      const { words, lists } = await this.file(`words-${at}`)
      const own = number ?? [words[stem]].flat().find(n => typeof n === "number")
      if (own === undefined) continue
      for (const name in words) if ([words[name]].flat().some(n => n === own || n === stem)) shown.add(name)
      found.push({ list: lists[own], share })
    }
    return { found, shown }
  }

  /* Records with their scores, best first. Those with all words, or else with as many as any has. */
  async search(query) {
    const asked = [...new Set(words(query))], open = /[\p{L}\p{N}]$/u.test(query)
    if (!asked.length) return { numbers: query.trim() ? [] : Array.from({ length: this.records }, (_, at) => this.records - 1 - at), shown: new Set(), missing: [] }
    const scores = new Float32Array(this.records), had = new Uint8Array(this.records), shown = new Set(), missing = []
    const all = await Promise.all(asked.map((word, at) => this.lists(word, open && at === asked.length - 1)))
    all.forEach((one, at) => {
      const here = new Float32Array(this.records)
      for (const { list: [gaps, weights], share } of one.found) {
        const rarity = Math.log(1 + (this.records - gaps.length + .5) / (gaps.length + .5)) * share
        for (let i = 0, number = 0; i < gaps.length; i++) {
          number += gaps[i]
          here[number] = Math.max(here[number], weights[i] * rarity)
        }
      }
      if (!one.found.length) missing.push(asked[at])
      one.shown.forEach(word => shown.add(word))
      for (let number = 0; number < here.length; number++) if (here[number]) { scores[number] += here[number]; had[number]++ }
    })
    let most = 0
    for (const count of had) if (count > most) most = count
    const numbers = []
    if (most) for (let number = 0; number < had.length; number++) if (had[number] === most) numbers.push(number)
    numbers.sort((a, b) => scores[b] - scores[a] || b - a)
    return { numbers, shown, missing, partly: most < asked.length }
  }
}

/* Facets -------------------------------------------------------------------------------------- */

/* Within one facet any of the chosen values will do; of the facets, all must. */
const fits = (facet, chosen, number) => facet.sets[facet.records[number]].some(value => chosen.has(facet.values[value]))

function narrow(numbers, facets, chosen) {
  const active = facets.filter(facet => chosen.get(facet.name)?.size)
  return numbers.filter(number => active.every(facet => fits(facet, chosen.get(facet.name), number)))
}

function counts(numbers, facets, facet, chosen) {
  const others = new Map([...chosen].filter(([name]) => name !== facet.name))
  const sums = new Array(facet.values.length).fill(0)
  for (const number of narrow(numbers, facets, others)) for (const value of facet.sets[facet.records[number]]) sums[value]++
  return sums
}

/* Excerpts ------------------------------------------------------------------------------------ */

const make = (tag, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), attributes)
  element.append(...children.filter(child => child !== null && child !== ""))
  return element
}

const spaced = elements => elements.flatMap((element, at) => at ? [" ", element] : [element])

/* Where the words that were found stand in a text, as [from, to]. */
function places(text, shown, most = 400) {
  const found = []
  if (!shown.size) return found
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    for (const run of match[0].matchAll(RUN)) {
      const from = match.index + run.index, cut = words(run[0])
      if (!SIGNS.test(run[0])) { if (cut.some(word => shown.has(word))) found.push([from, from + run[0].length]) }
      else cut.forEach((pair, at) => { if (shown.has(pair)) found.push([from + at, from + at + pair.length]) })
    }
    if (found.length >= most) break
  }
  return found
}

function marked(text, shown) {
  const parts = []
  let at = 0
  for (const [from, to] of places(text, shown)) {
    if (from > at) parts.push(text.slice(at, from))
    if (to > at) parts.push(make("mark", {}, text.slice(Math.max(at, from), to)))
    at = Math.max(at, to)
  }
  return [...parts, text.slice(at)]
}

/* The stretch of a text with the most different words that were found, and where it begins. */
function excerpt(text, shown) {
  const found = places(text, shown)
  if (!found.length) return null
  const reach = AROUND * 14
  let best = found[0], most = 0
  found.forEach(([from], at) => {
    const here = new Set()
    for (let i = at; i < found.length && found[i][1] < from + reach; i++) here.add(plain(text.slice(...found[i])))
    if (here.size > most) [best, most] = [found[at], here.size]
  })
  const from = best[0] < 60 ? 0 : text.indexOf(" ", best[0] - 60) + 1 || best[0]
  const end = text.length <= from + reach ? text.length : text.lastIndexOf(" ", from + reach)
  const cut = text.slice(Math.min(from, best[0]), Math.max(end, best[1]))
  return { at: best[0], text: `${from ? "… " : ""}${cut}${end < text.length ? " …" : ""}` }
}

/* The box ------------------------------------------------------------------------------------- */

class Box {
  #chosen = new Map()
  #turn = 0
  #shown = PAGE
  #newest = false

  constructor(opener) {
    this.opener = opener
    this.index = new Index(opener.dataset.root)
    this.ready = this.index.open()
    this.facets = this.ready.then(index => index.file("facets")).then(facets => this.#inOrder(facets))
    this.facets.catch(() => {})
    this.lang = document.documentElement.lang || "en"
    this.#build()
  }

  #inOrder(facets) {
    for (const facet of facets) facet.order = this.index.ways.map(([title]) => title)
    return FACETS.map(name => facets.find(facet => facet.name === name)).filter(Boolean)
  }

  #build() {
    this.input = make("input", { type: "search", name: "q", className: "mh-find__input", placeholder: "Search", autocomplete: "off", spellcheck: false, ariaLabel: "Search" })
    this.input.setAttribute("autocapitalize", "off")
    this.input.setAttribute("aria-controls", "mh-found")
    const close = make("button", { type: "button", className: "mh-find__close", ariaLabel: "Close the search", onclick: () => this.dialog.close() }, make("span", { ariaHidden: "true" }))
    this.form = make("form", { className: "mh-find__form" }, this.opener.querySelector("svg").cloneNode(true), this.input, close)
    this.form.setAttribute("role", "search")
    this.form.onsubmit = event => { event.preventDefault(); this.#first() }
    this.status = make("p", { className: "mh-find__status" })
    this.status.setAttribute("role", "status")
    this.order = make("button", { type: "button", className: "mh-find__order", hidden: true, textContent: "Newest first", onclick: () => { this.#newest = !this.#newest; this.update() } })
    this.panel = make("div", { className: "mh-find__facets" })
    this.summary = make("summary", {}, "Narrow")
    this.side = make("details", { className: "mh-find__side" }, this.summary, this.panel)
    this.list = make("ol", { className: "mh-find__list", id: "mh-found", ariaLabel: "Results" })
    this.list.setAttribute("role", "list")
    this.more = make("button", { type: "button", className: "mh-find__more", hidden: true, onclick: () => this.#showMore() }, "More results")
    this.ways = make("nav", { className: "mh-find__ways", hidden: true, ariaLabel: "Ways in" })
    const main = make("div", { className: "mh-find__main" }, make("div", { className: "mh-find__bar" }, this.status, this.order), this.list, this.more, this.ways)
    this.dialog = make("dialog", { className: "mh mh-find", ariaLabel: "Search" }, this.form, make("div", { className: "mh-find__body" }, this.side, main))
    this.wide = matchMedia("(min-width: 48em)")
    this.wide.onchange = () => { this.side.open = this.wide.matches }
    this.side.open = this.wide.matches
    this.input.oninput = () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.#anew(), PAUSE) }
    this.dialog.onkeydown = event => this.#key(event)
    this.dialog.onclick = event => this.#click(event)
    this.dialog.onclose = () => this.#closed()
    document.body.append(this.dialog)
  }

  open() {
    if (this.dialog.open) return
    this.#read()
    this.dialog.showModal()
    this.input.focus()
    this.input.select()
    this.update()
  }

  /* Back and Forward open and close it too, on a page that stayed or that the browser had kept. */
  follow() {
    if (new URLSearchParams(location.search).has("q")) this.open()
    else if (this.dialog.open) {
      this.leaving = true
      this.dialog.close()
    }
  }

  /* The search is in the address, so that it can be shared and comes back with the Back button. */
  #read() {
    const asked = new URLSearchParams(location.search)
    if (asked.has("q")) {
      this.input.value = asked.get("q")
      this.#chosen = new Map(FACETS.filter(name => asked.has(name)).map(name => [name, new Set(asked.getAll(name))]))
      this.#newest = asked.get("sort") === "newest"
    }
  }

  #write(open = true) {
    const url = new URL(location.href)
    for (const name of ["q", "sort", ...FACETS]) url.searchParams.delete(name)
    if (open) {
      url.searchParams.set("q", this.input.value)
      for (const [name, values] of this.#chosen) for (const value of values) url.searchParams.append(name, value)
      if (this.#newest) url.searchParams.set("sort", "newest")
    }
    if (url.href !== location.href) history.replaceState(history.state, "", url)
  }

  #closed() {
    clearTimeout(this.timer)
    if (this.dialog.contains(document.activeElement)) document.activeElement.blur()  // where nothing had the focus before
    if (this.leaving) this.leaving = false
    else this.#write(false)
    this.#turn++
  }

  #anew() {
    this.#shown = PAGE
    return this.update()
  }

  async update() {
    const turn = ++this.#turn, query = this.input.value.trim()
    this.#write()
    try {
      await this.ready
      const idle = !query && ![...this.#chosen.values()].some(values => values.size)
      const [found, facets] = await Promise.all([this.index.search(this.input.value), this.facets])
      if (turn !== this.#turn) return
      const numbers = narrow(found.numbers, facets, this.#chosen)
      if (this.#newest || !query) numbers.sort((a, b) => b - a)
      this.#drawFacets(found.numbers, facets)
      const shown = idle ? [] : numbers.slice(0, this.#shown)
      const records = await Promise.all(shown.map(number => this.index.file(`text/${number}`)))
      if (turn !== this.#turn) return
      this.list.replaceChildren(...records.map(record => this.#card(record, found.shown)))
      this.more.hidden = idle || numbers.length <= this.#shown
      this.order.hidden = !query || numbers.length < 2
      this.order.ariaPressed = String(this.#newest)
      this.#tell(idle, query, numbers.length, found)
      this.#drawWays(idle || !numbers.length)
    } catch (error) {
      console.error(error)
      if (turn === this.#turn) this.status.replaceChildren("The search cannot be loaded. ", make("a", { href: this.opener.href }, "See all pieces"))
    }
  }

  #tell(idle, query, count, { missing, partly }) {
    const number = count.toLocaleString(this.lang)
    const lacks = missing?.length && count ? ` without ${missing.map(word => `“${word}”`).join(", ")}` : partly && count ? " with some of the words" : ""
    this.status.textContent = idle ? "Type to search, or choose below." : !count ? `Nothing found${query ? ` for “${query}”` : ""}.` : `${number} ${count === 1 ? "result" : "results"}${lacks}`
    if (idle && this.wide.matches) this.status.textContent = "Type to search, or narrow on the left."
  }

  #drawFacets(numbers, facets) {
    const focused = this.panel.contains(document.activeElement) ? document.activeElement.id : ""
    const unfolded = new Set([...this.panel.querySelectorAll("fieldset[data-all]")].map(set => set.dataset.name))
    const sets = facets.map(facet => {
      const chosen = this.#chosen.get(facet.name) ?? new Set(), sums = counts(numbers, facets, facet, this.#chosen)
      const rank = value => facet.order.includes(value) && facet.name === "stage" ? facet.order.indexOf(value) : 99
      const rows = facet.values.map((value, at) => ({ value, at, count: sums[at], on: chosen.has(value) })).filter(row => row.count || row.on)
      rows.sort((a, b) => rank(a.value) - rank(b.value) || (facet.name === "year" ? b.value.localeCompare(a.value) : b.count - a.count || a.value.localeCompare(b.value)))
      if (!rows.length) return null
      const all = unfolded.has(facet.name), few = all ? rows : rows.filter((row, at) => at < FEW || row.on)
      const set = make("fieldset", { className: "mh-find__facet" }, make("legend", {}, MANY[facet.name]), ...few.map(row => this.#chip(facet.name, row)))
      set.dataset.name = facet.name
      if (all) set.dataset.all = ""
      if (few.length < rows.length) set.append(make("button", { type: "button", id: `mh-all-${facet.name}`, className: "mh-find__all", ariaLabel: `All ${rows.length} ${MANY[facet.name].toLowerCase()}`, onclick: () => { set.dataset.all = ""; this.#drawFacets(numbers, facets); this.panel.querySelector(`[data-name=${facet.name}] label:nth-of-type(${FEW + 1}) input`)?.focus() } }, `All ${rows.length}`))
      return set
    })
    const active = [...this.#chosen.values()].reduce((sum, values) => sum + values.size, 0)
    this.summary.textContent = active ? `Narrow (${active})` : "Narrow"
    const clear = active ? make("button", { type: "button", id: "mh-clear", className: "mh-find__all", onclick: () => { this.#chosen.clear(); this.#anew(); this.input.focus() } }, "Clear all") : null
    this.side.hidden = !active && !sets.some(Boolean)
    this.panel.replaceChildren(...[clear, ...sets].filter(Boolean))
    if (focused) document.getElementById(focused)?.focus()
  }

  #chip(name, { value, at, count, on }) {
    const box = make("input", { type: "checkbox", checked: on, id: `mh-${name}-${at}`, name, value, onchange: () => {
      const values = this.#chosen.get(name) ?? new Set()
      if (box.checked) values.add(value)
      else values.delete(value)
      this.#chosen.set(name, values)
      this.#anew()
    } })
    return make("label", { className: "mh-find__chip" }, box, make("span", {}, value), make("small", {}, make("span", { className: "mh-hidden" }, ", "), count.toLocaleString(this.lang)))
  }

  #card(record, shown) {
    const { title, address, kind, day, authors, summary, image, lang, text = "", parts = [] } = record
    const out = /^https?:/.test(address), found = excerpt(text, shown)
    const part = found && parts.filter(([at]) => at <= found.at).at(-1)
    const href = new URL(address, this.index.root).href
    const link = make("a", { href: part ? `${href}#${part[1]}` : href }, ...marked(title, shown))
    if (out) link.rel = "noopener"
    const tongue = lang && lang !== this.lang ? { lang, dir: "auto" } : {}
    const date = day && make("time", { dateTime: day }, new Date(`${day}T12:00`).toLocaleDateString(this.lang === "en" ? "en-GB" : this.lang, { dateStyle: "long" }))
    const facts = [authors?.length ? make("span", {}, authors.join(", ")) : null, date || null, out ? make("span", { className: "mh-out__host" }, new URL(address).host.replace(/^www\./, "")) : null].filter(Boolean)
    const body = make("div", { className: "mh-card__text" },
      make("p", { className: "mh-eyebrow" }, ...spaced([make("span", {}, kind ?? ""), part && make("span", {}, part[2])].filter(Boolean))),
      make("h2", { className: "mh-card__title", ...tongue }, link),
      make("p", { className: "mh-card__summary", ...tongue }, ...(found ? marked(found.text, shown) : [summary ?? text.slice(0, 200)])),
      facts.length ? make("p", { className: "mh-meta" }, ...spaced(facts)) : null)
    const picture = image ? make("div", { className: "mh-card__image" }, make("img", { src: new URL(image, this.index.root).href, alt: "", loading: "lazy", decoding: "async" })) : null
    return make("li", {}, make("article", { className: `mh-card mh-card--row${picture ? " mh-card--pictured" : ""}` }, picture, body))
  }

  #drawWays(wanted) {
    this.ways.hidden = !wanted || !this.index.ways.length
    if (this.ways.hidden || this.ways.children.length) return
    const links = this.index.ways.map(([title, address, question]) => make("li", {}, make("a", { href: new URL(address, this.index.root).href }, title), question ? make("span", {}, question) : null))
    this.ways.append(make("p", { className: "mh-label" }, "Where do you stand?"), make("ul", {}, ...links), make("p", { className: "mh-more" }, make("a", { href: this.opener.href }, "All pieces, year by year")))
  }

  async #showMore() {
    const before = this.list.children.length
    this.#shown += PAGE
    await this.update()
    this.list.children[before]?.querySelector("a").focus()
  }

  /* As the theme's: arrows walk through field and results, Enter in the field follows the first. */
  #key(event) {
    event.stopPropagation()  // the theme has keys of its own
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], here = document.activeElement
    if (event.key === "Escape") { event.preventDefault(); this.dialog.close() }
    else if (step && (here === this.input || this.list.contains(here))) {
      const stops = [this.input, ...this.list.querySelectorAll("h2 a")]
      event.preventDefault()
      stops[(stops.indexOf(here) + step + stops.length) % stops.length].focus()
    }
  }

  async #first() {
    clearTimeout(this.timer)
    await this.#anew()
    this.list.querySelector("h2 a")?.click()
  }

  #click(event) {
    if (event.target === this.dialog) this.dialog.close()
    const link = event.target.closest("a")
    // The address keeps the search, so that Back returns to it.
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { this.leaving = true; this.dialog.close() }
  }
}

/* Opening ------------------------------------------------------------------------------------- */

let box
const styled = opener => new Promise(resolve => {
  const sheet = make("link", { rel: "stylesheet", href: opener.dataset.style, onload: resolve, onerror: resolve })
  document.head.append(sheet)
})

export async function open(opener) {
  if (!box) {
    box = new Box(opener)
    box.styled = styled(opener)
    addEventListener("popstate", () => box.follow())
    addEventListener("pageshow", event => event.persisted && box.follow())
  }
  await box.styled
  box.open()
}
