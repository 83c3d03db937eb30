import { findMedia, patchMedia, purgeMedia, restoreMedia, trashMedia } from './api.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */

/** What the viewer's buttons do to the open item. A refusal is said, and thrown no further. */
export class ItemActions {
  #open;
  #list;
  #say;
  #goOn;

  /**
   * @param {object} parts
   * @param {import('./open-item.js').OpenItem} parts.open
   * @param {import('./media-list.js').MediaList} parts.list
   * @param {(toast: import('./toast-stack.js').Toast) => void} parts.say
   * @param {() => void} parts.goOn moves on from an item that has left the list
   */
  constructor({ open, list, say, goOn }) {
    this.#open = open;
    this.#list = list;
    this.#say = say;
    this.#goOn = goOn;
  }

  star = () =>
    this.#attempt(async (item) => this.#open.put(await patchMedia(item, { starred: !item.starred })));

  trash = () =>
    this.#attempt(async (item) => {
      this.#leave(await trashMedia(item.id));
      const undo = () => this.#attempt(async () => this.#open.put(await restoreMedia(item.id)), item);
      this.#say({ text: 'Moved to trash.', action: { label: 'Undo', run: undo } });
    });

  restore = () =>
    this.#attempt(async (item) => {
      this.#leave(await restoreMedia(item.id));
      this.#say({ text: 'Restored.' });
    });

  purge = () =>
    this.#attempt(async (item) => {
      await purgeMedia(item.id);
      this.#list.remove(item.id);
      this.#goOn();
      this.#say({ text: 'Deleted for good.' });
    });

  /** @param {MediaItem} item as it is now */
  #leave(item) {
    this.#open.put(item);
    if (this.#list.indexOf(item.id) < 0) {
      this.#goOn();
    }
  }

  /**
   * @param {(item: MediaItem) => Promise<void>} action
   * @param {MediaItem} [item]
   */
  async #attempt(action, item = this.#open.item) {
    if (!item) {
      return;
    }
    try {
      await action(item);
    } catch (error) {
      const { message, hint, status } = /** @type {Problem} */ (error);
      if (status === 412) {
        await findMedia(item.id).then((fresh) => this.#open.put(fresh), () => undefined);
        this.#say({ text: message, hint: 'It has been loaded again; repeat what you did.' });
      } else {
        this.#say({ text: message, hint });
      }
    }
  }
}
