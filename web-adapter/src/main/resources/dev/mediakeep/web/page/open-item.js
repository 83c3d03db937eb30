import { findMedia } from './api.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */
/** @typedef {import('./media-list.js').MediaList} MediaList */

/** The item that the viewer shows, and its neighbours in the list. Dispatches `change`. */
export class OpenItem extends EventTarget {
  /** @type {string | undefined} */
  id;
  /** @type {MediaItem | undefined} */
  item;
  /** @type {Problem | undefined} */
  problem;
  /** Where it stands in the list, or stood before it left. */
  place = 0;
  #list;

  /** @param {MediaList} list */
  constructor(list) {
    super();
    this.#list = list;
    list.addEventListener('change', () => this.#locate());
  }

  /**
   * Shows what the list knows of the item, then what the server does.
   *
   * @param {string | undefined} id undefined to show none
   */
  async show(id) {
    this.id = id;
    this.#locate();
    this.#changed(id && this.#list.items.find((item) => item.id === id));
    try {
      const item = id && (await findMedia(id));
      if (item) {
        this.put(item);
      }
    } catch (error) {
      const problem = /** @type {Problem} */ (error);
      if (this.id === id && (!this.item || problem.status === 404)) {
        this.#changed(undefined, problem);
      }
    }
  }

  /**
   * Takes over an item as it is now, here and in the list.
   *
   * @param {MediaItem} item
   */
  put(item) {
    this.#list.put(item);
    if (item.id === this.id) {
      this.#changed(item);
    }
  }

  get hasPrevious() {
    return this.place > 0;
  }

  get hasNext() {
    return this.#nextPlace < this.#list.items.length || this.#list.more;
  }

  /**
   * The item before or after it, loaded where necessary.
   *
   * @param {number} direction -1 or 1
   */
  async neighbour(direction) {
    const target = direction < 0 ? this.place - 1 : this.#nextPlace;
    if (target >= this.#list.items.length) {
      await this.#list.loadMore();
    }
    return this.#list.items[target];
  }

  /** The item that took its place after it left the list; the last one if it was the last. */
  get successor() {
    const { items } = this.#list;
    return items[Math.min(this.place, items.length - 1)];
  }

  get #nextPlace() {
    return this.#list.items[this.place]?.id === this.id ? this.place + 1 : this.place;
  }

  #locate() {
    const found = this.id === undefined ? -1 : this.#list.indexOf(this.id);
    this.place = found >= 0 ? found : this.place;
  }

  /**
   * @param {MediaItem | undefined | ''} item
   * @param {Problem} [problem]
   */
  #changed(item, problem) {
    this.item = item || undefined;
    this.problem = problem;
    this.dispatchEvent(new Event('change'));
  }
}
