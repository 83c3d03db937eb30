import { listMedia } from './api.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */
/** @typedef {import('./route.js').Filters} Filters */

/** @type {Record<string, {direction: 1 | -1, key: (item: MediaItem) => string | number}>} */
const ORDERS = {
  newest: { direction: -1, key: (item) => item.createdAt },
  oldest: { direction: 1, key: (item) => item.createdAt },
  largest: { direction: -1, key: (item) => item.bytes },
  smallest: { direction: 1, key: (item) => item.bytes },
};

/**
 * The items that match the filters, as far as they have been loaded, in the server's order.
 * Dispatches `change` after each change; `items` is a new array then.
 */
export class MediaList extends EventTarget {
  /** @type {MediaItem[]} */
  items = [];
  /** @type {'loading' | 'idle' | 'failed'} */
  state = 'idle';
  /** @type {Problem | undefined} */
  problem;
  /** Whether the first page has arrived. */
  started = false;
  /** @type {Filters} */
  #filters = {};
  /** @type {string | null} */
  #next = null;
  #request = new AbortController();
  /** @type {Promise<void> | undefined} */
  #pending;

  /** Whether the server has more than what is loaded. */
  get more() {
    return !this.started || this.#next !== null;
  }

  /**
   * Starts again with the first page.
   *
   * @param {Filters} filters
   */
  open(filters) {
    this.#request.abort();
    this.#filters = filters;
    this.#next = null;
    this.items = [];
    this.started = false;
    this.state = 'idle';
    return this.loadMore();
  }

  /** Loads the next page, if there is one; a call while one is under way waits for that. */
  async loadMore() {
    if (this.state !== 'loading' && this.more) {
      this.#pending = this.#load();
    }
    await this.#pending;
  }

  async #load() {
    const { signal } = (this.#request = new AbortController());
    this.#changed('loading');
    try {
      const page = await listMedia(this.#filters, this.#next, signal);
      if (!signal.aborted) {
        const known = new Set(this.items.map((item) => item.id));
        this.items = [...this.items, ...page.items.filter((item) => !known.has(item.id))];
        this.#next = page.next;
        this.started = true;
        this.#changed('idle');
      }
    } catch (problem) {
      if (!signal.aborted) {
        this.#changed('failed', /** @type {Problem} */ (problem));
      }
    }
  }

  /** @param {string} id @returns {number} -1 when it is not loaded */
  indexOf(id) {
    return this.items.findIndex((item) => item.id === id);
  }

  /**
   * Takes over an item as it is now: adds, replaces or removes it, as the filters have it.
   *
   * @param {MediaItem} item
   */
  put(item) {
    const others = this.items.filter((other) => other.id !== item.id);
    if (this.#matches(item)) {
      const at = others.findIndex((other) => this.#compare(item, other) < 0);
      if (at >= 0 || !this.more) {
        others.splice(at >= 0 ? at : others.length, 0, item);
      }
    }
    this.items = others;
    this.#changed(this.state, this.problem);
  }

  /** @param {string} id */
  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.#changed(this.state, this.problem);
  }

  /** @param {MediaItem} item */
  #matches(item) {
    const { kind, tag, model, starred, trashed } = this.#filters;
    return (
      (trashed === 'true') === (item.trashedAt !== undefined) &&
      (kind === undefined || kind === item.kind) &&
      (tag === undefined || item.tags.includes(tag)) &&
      (model === undefined || model === item.model) &&
      (starred === undefined || item.starred)
    );
  }

  /** @param {MediaItem} a @param {MediaItem} b */
  #compare(a, b) {
    const { direction, key } = ORDERS[this.#filters.sort ?? 'newest'];
    const [x, y] = key(a) === key(b) ? [a.id, b.id] : [key(a), key(b)];
    return x < y ? -direction : direction;
  }

  /**
   * @param {'loading' | 'idle' | 'failed'} state
   * @param {Problem} [problem]
   */
  #changed(state, problem) {
    this.state = state;
    this.problem = problem;
    this.dispatchEvent(new Event('change'));
  }
}
