/**
 * What the address says: which item is open and what the grid shows, as `#/media/<id>?kind=video`
 * and `#/?starred=true`. Nothing is kept elsewhere, so that a reload or a shared link shows the
 * same.
 */

/**
 * @typedef {object} Filters
 * @property {string} [kind] `image` or `video`
 * @property {string} [tag]
 * @property {string} [model]
 * @property {string} [starred] `true`
 * @property {string} [trashed] `true`
 * @property {string} [sort] `newest` (unless said), `oldest`, `largest` or `smallest`
 */

/** @type {Record<keyof Filters, RegExp>} */
const ALLOWED = {
  kind: /^(image|video)$/,
  tag: /^[^]+$/,
  model: /^[^]+$/,
  starred: /^true$/,
  trashed: /^true$/,
  sort: /^(oldest|largest|smallest)$/,
};

/**
 * Reads an address; what it does not understand it leaves out.
 *
 * @param {string} hash with or without its `#`
 * @returns {{id: string | undefined, filters: Filters}}
 */
export function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s, 2);
  const given = new URLSearchParams(query);
  const known = Object.entries(ALLOWED).filter(([name, rule]) => rule.test(given.get(name) ?? ''));
  return {
    id: /^\/media\/([\w-]+)$/.exec(path)?.[1],
    filters: Object.fromEntries(known.map(([name]) => [name, given.get(name)])),
  };
}

/**
 * The address of the grid, or of an item in front of it.
 *
 * @param {Filters} filters absent and undefined are the same
 * @param {string} [id]
 */
export function formatRoute(filters, id) {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given).toString();
  return `#/${id ? `media/${id}` : ''}${query ? `?${query}` : ''}`;
}
