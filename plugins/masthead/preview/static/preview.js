/* The preview's page: renews its parts when something is saved, swaps a frame once the new one has
   loaded and stands where the old one stood, and fits frames to the room. Hand-written; no build. */

const root = document.documentElement, status = document.getElementById("status")
const every = (selector, from = document) => [...from.querySelectorAll(selector)]
const tell = text => { status.textContent = text }

/* What a frame shows; nothing where a browser keeps frames from each other, as with plain files. */
const inside = frame => { try { return frame.contentDocument } catch { return null } }

/* Frames ------------------------------------------------------------------------------------- */

const scaled = document.querySelector(".frame--page"), widths = document.querySelector(".widths")

function fitPage() {
  const frame = scaled.querySelector("iframe:last-of-type"), width = Number(widths.querySelector(":checked").value)
  if (!frame) return
  const scale = Math.min(1, scaled.clientWidth / width)
  for (const one of every("iframe", scaled)) {
    one.style.inlineSize = `${width}px`
    one.style.blockSize = `${scaled.clientHeight / scale}px`
    one.style.transform = `scale(${scale})`
    one.style.insetInlineStart = `${Math.max(0, (scaled.clientWidth - width * scale) / 2)}px`
  }
}

/* A result of a search is as high as its words need. */
function fitResult(frame) {
  const height = frame.closest(".frame--search") && inside(frame)?.querySelector("main")?.getBoundingClientRect().bottom
  if (height) frame.style.blockSize = `${Math.ceil(height)}px`
}

/* The theme's script chooses among its palettes; where it does not run, the preview does it. */
let colours
function dress(page) {
  const offered = every("input[data-md-color-media]", page)
  const wanted = offered.find(one => one.dataset.mdColorMedia && matchMedia(one.dataset.mdColorMedia).matches)
  if (wanted) colours = ["scheme", "primary", "accent"].map(name => `data-md-color-${name}`).filter(name => wanted.hasAttribute(name)).map(name => [name, wanted.getAttribute(name)])
  if (colours) for (const one of every("iframe")) {
    const body = inside(one)?.body
    if (body?.hasAttribute("data-md-color-scheme")) for (const [name, value] of colours) body.setAttribute(name, value)
  }
}

/* Only anchors are followed: a preview holds one page. */
function stay(event) {
  const link = event.target.closest?.("a[href], area[href]")
  if (!link || link.getAttribute("href").startsWith("#")) return
  event.preventDefault()
  tell(`Links are not followed here. This one leads to ${link.href}`)
}

function ready(frame) {
  const page = inside(frame)
  if (!page || page.URL === "about:blank") return
  page.addEventListener("click", stay)
  dress(page)
  fitResult(frame)
}

function renewFrame(old, fresh) {
  const from = old.querySelector("iframe:last-of-type"), to = fresh.querySelector("iframe")
  if (!from || !to) {
    old.replaceChildren(...fresh.children)
    watchFrames(old)
    return
  }
  const same = from.dataset.version === to.dataset.version && from.getAttribute("src") === to.getAttribute("src")
  if (same) return
  const next = document.importNode(to)
  next.className = "coming"
  next.style.cssText = from.style.cssText
  next.addEventListener("load", () => {
    const before = inside(from)?.scrollingElement, after = inside(next)?.scrollingElement
    if (before && after) after.scrollTo({ left: before.scrollLeft, top: before.scrollTop, behavior: "instant" })
    for (const other of every("iframe", old)) if (other !== next) other.remove()
    next.classList.remove("coming")
    ready(next)
    fitPage()
  }, { once: true })
  old.append(next)
  fitPage()
}

function watchFrames(from) {
  for (const frame of every("iframe", from)) {
    frame.addEventListener("load", () => ready(frame))
    ready(frame)
  }
  fitPage()
}

/* Renewing ----------------------------------------------------------------------------------- */

function renewPart(old, fresh) {
  const open = new Map(every("details", old).map(one => [one.dataset.key, one.open]))
  const before = old.dataset.was ?? old.innerHTML
  old.dataset.was = fresh.innerHTML
  if (before === fresh.innerHTML) return
  old.replaceChildren(...fresh.childNodes)
  for (const one of every("details", old)) if (one.dataset.key !== "findings" && open.has(one.dataset.key)) one.open = open.get(one.dataset.key)
}

async function renew() {
  const answer = await fetch("./", { cache: "no-store" })
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html")
  root.dataset.version = fresh.documentElement.dataset.version
  document.title = fresh.title
  for (const part of every("[data-part]", fresh)) renewPart(document.querySelector(`[data-part="${part.dataset.part}"]`), part)
  for (const frame of every("[data-frame]", fresh)) renewFrame(document.querySelector(`[data-frame="${frame.dataset.frame}"]`), frame)
  tell(`Renewed at ${new Date().toLocaleTimeString()}.`)
}

let turn = Promise.resolve()
function listen() {
  const events = new EventSource("events")
  events.onmessage = ({ data }) => {
    turn = turn.then(() => data === root.dataset.version ? null : renew()).catch(() => tell("The preview does not answer."))
  }
  events.onopen = () => { if (status.dataset.lost) { delete status.dataset.lost; tell("Shows every save.") } }
  events.onerror = () => { status.dataset.lost = "yes"; tell("The preview has stopped: start it again in the terminal.") }
}

for (const part of every("[data-part]")) part.dataset.was = part.innerHTML
widths.hidden = false
if (innerWidth < 700) widths.querySelector("label:last-of-type input").checked = true
widths.addEventListener("change", fitPage)
new ResizeObserver(fitPage).observe(scaled)
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => every("iframe").forEach(ready))
addEventListener("resize", () => every("iframe").forEach(fitResult))
watchFrames(document)
if ("live" in root.dataset) listen()
