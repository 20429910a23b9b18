// JSON Feed: a template in JavaScript, since text templates cannot quote JSON.
export const data = {
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: (all) => `${all.feed.path}feed.json`,
};
export const render = ({ feed, site }) =>
  JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: `${feed.title} – ${site.name}`,
    home_page_url: `https://example.com${feed.path}`,
    feed_url: `https://example.com${feed.path}feed.json`,
    items: feed.posts.map((post) => ({
      id: `tag:example.com,2026:${post.data.id}`,
      url: `https://example.com${post.url}`,
      title: post.data.title,
      content_html: post.content,
      date_published: post.date,
      authors: post.data.authors.map((name) => ({ name })),
      tags: post.data.topics,
    })),
  });
