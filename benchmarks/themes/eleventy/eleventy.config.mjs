// Eleventy with the same posts, lists and feeds as Masthead.
// Lists and feeds are collections of our own: one item for each page of a list, one for each feed.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages are beside Eleventy's program, not beside the site.
const beside = createRequire(process.argv[1]);
const load = async (name) => (await import(pathToFileURL(beside.resolve(name)))).default;

const SIZE = 20;
const TERMS = { topics: "topics", authors: "authors", stages: "stages", formats: "formats", archive: "year" };

const newest = (posts) => [...posts].sort((a, b) => b.date - a.date || (a.url < b.url ? 1 : -1));
const termsOf = (post, key) =>
  key === "year" ? [String(post.date.getUTCFullYear())] : [].concat(post.data[key] ?? []);

function groups(posts) {
  const found = [{ path: "/blog/", title: "Made up", posts }];
  for (const [folder, key] of Object.entries(TERMS)) {
    const terms = new Map();
    for (const post of posts)
      for (const term of termsOf(post, key)) {
        if (!terms.has(term)) terms.set(term, []);
        terms.get(term).push(post);
      }
    for (const term of [...terms.keys()].sort())
      found.push({ path: `/${folder}/${term}/`, title: term, posts: terms.get(term), fed: key !== "year" });
  }
  found[0].fed = true;
  return found;
}

const chunks = (posts) =>
  Array.from({ length: Math.ceil(posts.length / SIZE) }, (_, n) => posts.slice(n * SIZE, (n + 1) * SIZE));

export default async function (config) {
  const footnotes = await load("markdown-it-footnote");
  config.addPlugin(await load("@11ty/eleventy-plugin-syntaxhighlight"));
  config.amendLibrary("md", (md) => {
    md.use(footnotes).set({ html: true, linkify: true });
    const plain = md.normalizeLink;
    md.normalizeLink = (url) => plain(url.replace(/^(post-\d+)\.md$/, "/blog/$1/"));
  });
  const posts = (api) => newest(api.getFilteredByGlob("blog/*.md"));
  config.addCollection("posts", posts);
  config.addCollection("groups", (api) => groups(posts(api)));
  config.addCollection("lists", (api) =>
    groups(posts(api)).flatMap((group) => {
      const pages = chunks(group.posts);
      const urls = pages.map((_, n) => (n ? `${group.path}page/${n + 1}/` : group.path));
      return pages.map((page, n) => ({ ...group, posts: page, url: urls[n], number: n + 1, urls }));
    }),
  );
  config.addCollection("feeds", (api) =>
    groups(posts(api))
      .filter((group) => group.fed)
      .map((group) => ({ ...group, posts: group.posts.slice(0, SIZE) })),
  );
  config.addCollection("archives", (api) =>
    chunks(posts(api)).slice(1).map((page, n) => ({
      path: "/blog/", title: "Made up", posts: page, file: `atom-${n + 1}.xml`,
    })),
  );
  config.addCollection("indexes", (api) => {
    const all = groups(posts(api));
    return Object.keys(TERMS).map((folder) => ({
      path: `/${folder}/`, title: folder, terms: all.filter((group) => group.path.startsWith(`/${folder}/`)),
    }));
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("instant", (date) => date.toISOString());
  config.addFilter("mailDate", (date) => date.toUTCString());
  config.addFilter("escapeXml", (text) =>
    String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]),
  );
  config.addFilter("excerpt", (post) =>
    post.rawInput.split("<!-- more -->")[0].replace(/[*#]/g, "").trim().slice(0, 300),
  );
  config.addFilter("minutes", (post) => Math.ceil(post.rawInput.split(/\s+/).length / 230));
  config.addFilter("related", (all, page) => related(all, page));
  return { markdownTemplateEngine: false, htmlTemplateEngine: "njk", dir: { includes: "layouts", output: "_site" } };
}

// Three posts that share most topics and authors, counted through a table of terms.
let table;
function related(all, page) {
  if (table?.of !== all) {
    table = { of: all, terms: new Map(), posts: new Map(all.map((post) => [post.url, post])) };
    for (const post of all)
      for (const term of [...termsOf(post, "topics"), ...termsOf(post, "authors")])
        table.terms.set(term, [...(table.terms.get(term) ?? []).slice(0, 100), post]);
  }
  const own = table.posts.get(page.url);
  if (!own) return [];
  const score = new Map();
  for (const term of [...termsOf(own, "topics"), ...termsOf(own, "authors")])
    for (const post of table.terms.get(term) ?? [])
      if (post !== own) score.set(post, (score.get(post) ?? 0) + 1);
  return [...score].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([post]) => post);
}
