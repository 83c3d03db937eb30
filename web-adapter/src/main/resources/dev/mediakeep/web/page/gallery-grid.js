import { LitElement, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from './controls-styles.js';
import { boxesBetween, justify, neighbour } from './justified-layout.js';
import './media-tile.js';
import { gridStyles } from './gallery-grid-styles.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./justified-layout.js').Box} Box */

const SKELETON_ASPECTS = [1.5, 0.75, 1, 1.8, 0.66, 1.33, 1, 0.75, 1.5, 1.2, 0.8, 1.6, 1, 0.7, 1.4, 1.1];

/**
 * The items in justified rows. Only those near the visible part of the page are in the document,
 * so that thousands cost no more than a screenful. One tile takes part in the tab order; arrow
 * keys, Home and End move from there. Dispatches `end-near` when more items are wanted.
 */
export class GalleryGrid extends LitElement {
  static properties = {
    items: { attribute: false },
    hrefOf: { attribute: false },
    loading: { attribute: false },
    width: { state: true },
    range: { state: true },
    active: { state: true },
  };

  static styles = [controls, gridStyles];

  /** @type {Box[]} */
  #boxes = [];
  #height = 0;
  #scheduled = 0;
  #resizes = new ResizeObserver(([entry]) => (this.width = entry.contentRect.width));
  #ends = new IntersectionObserver(([entry]) => this.#endSeen(entry), { rootMargin: '1200px' });

  constructor() {
    super();
    /** @type {MediaItem[]} */
    this.items = [];
    /** @type {(item: MediaItem) => string} */
    this.hrefOf = () => '';
    this.loading = false;
    this.width = 0;
    /** @type {[number, number]} */
    this.range = [0, 0];
    this.active = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resizes.observe(this);
    window.addEventListener('scroll', this.#scrolled, { passive: true });
    window.addEventListener('resize', this.#scrolled, { passive: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#ends.disconnect();
    window.removeEventListener('scroll', this.#scrolled);
    window.removeEventListener('resize', this.#scrolled);
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('items') || changed.has('width') || changed.has('loading')) {
      this.#layOut(/** @type {MediaItem[]} */ (changed.get('items') ?? this.items));
    }
  }

  /** Lays the items out, and keeps what is at the top of the window where it is. */
  #layOut(/** @type {MediaItem[]} */ before) {
    const anchorIndex = boxesBetween(this.#boxes, -this.getBoundingClientRect().top, Infinity)[0];
    const anchor = this.#boxes[anchorIndex];
    const aspects = this.items.map((item) => item.width / item.height);
    const skeletons = this.loading ? SKELETON_ASPECTS : [];
    const rowHeight = Math.min(230, Math.max(120, this.width / 3.2));
    const layout = justify(
      this.width > 0 ? [...aspects, ...skeletons] : [],
      { width: this.width, rowHeight, gap: 6 },
    );
    this.#boxes = layout.boxes;
    this.#height = layout.height;
    this.active = Math.max(0, Math.min(this.active, this.items.length - 1));
    if (anchor && anchorIndex > 0) {
      const now = this.items.findIndex((item) => item.id === before[anchorIndex]?.id);
      this.#shift((this.#boxes[now]?.top ?? anchor.top) - anchor.top);
    }
    this.range = this.#rangeInView();
  }

  /** @param {number} distance */
  #shift(distance) {
    if (distance !== 0) {
      this.updateComplete.then(() => window.scrollBy({ top: distance, behavior: 'instant' }));
    }
  }

  render() {
    const [from, to] = this.range;
    const shown = Array.from({ length: to - from }, (_, i) => from + i);
    const known = shown.filter((i) => i < this.items.length);
    // Before the grid knows its width, items have no boxes yet.
    if (this.items.length > 0 && this.#boxes[this.active] && (this.active < from || this.active >= to)) {
      known.splice(this.active < from ? 0 : known.length, 0, this.active);
    }
    return html`
      <ul
        aria-label="Media; the arrow keys move between them"
        .style=${`height: ${this.#height}px`}
        @keydown=${this.#keyPressed}
        @focusin=${this.#focused}
      >
        ${repeat(known, (i) => this.items[i].id, (i) => this.#tile(this.items[i], i))}
        ${shown
          .filter((i) => i >= this.items.length)
          .map((i) => html`<li class="skeleton" aria-hidden="true" .style=${place(this.#boxes[i])}></li>`)}
      </ul>
      <div class="sentinel"></div>
    `;
  }

  /**
   * @param {MediaItem} item
   * @param {number} i
   */
  #tile(item, i) {
    return html`<li aria-posinset=${i + 1} aria-setsize="-1" .style=${place(this.#boxes[i])}>
      <media-tile
        data-index=${i}
        .item=${item}
        .href=${this.hrefOf(item)}
        .reachable=${i === this.active}
      ></media-tile>
    </li>`;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('items') || changed.has('loading') || changed.has('width')) {
      const sentinel = /** @type {Element} */ (this.renderRoot.querySelector('.sentinel'));
      this.#ends.unobserve(sentinel);
      this.#ends.observe(sentinel);
    }
  }

  /** @param {IntersectionObserverEntry} entry */
  #endSeen(entry) {
    if (entry.isIntersecting && !this.loading) {
      this.dispatchEvent(new Event('end-near'));
    }
  }

  #scrolled = () => {
    this.#scheduled ||= requestAnimationFrame(() => {
      this.#scheduled = 0;
      const [from, to] = this.#rangeInView();
      if (from !== this.range[0] || to !== this.range[1]) {
        this.range = [from, to];
      }
    });
  };

  /** What is within a window's height of what is visible. */
  #rangeInView() {
    const top = -this.getBoundingClientRect().top;
    return boxesBetween(this.#boxes, top - window.innerHeight, top + 2 * window.innerHeight);
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    const tile = /** @type {HTMLElement} */ (event.target).closest('media-tile');
    if (tile instanceof HTMLElement) {
      this.active = Number(tile.dataset.index);
    }
  }

  /** @param {KeyboardEvent} event */
  #keyPressed(event) {
    /** @type {Record<string, () => number>} */
    const moves = {
      ArrowLeft: () => this.active - 1,
      ArrowRight: () => this.active + 1,
      ArrowUp: () => neighbour(this.#boxes, this.active, -1),
      ArrowDown: () => neighbour(this.#boxes, this.active, 1),
      Home: () => 0,
      End: () => this.items.length - 1,
    };
    const move = moves[event.key];
    if (move && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.focusItem(move());
    }
  }

  /**
   * Brings an item into view and focuses it.
   *
   * @param {number} index
   */
  async focusItem(index) {
    if (index >= 0 && index < this.items.length) {
      this.active = index;
      await this.updateComplete;
      const tile = this.renderRoot.querySelector(`media-tile[data-index="${index}"]`);
      await /** @type {LitElement} */ (tile).updateComplete;
      /** @type {HTMLElement} */ (tile).focus({ preventScroll: true });
      tile?.scrollIntoView({ block: 'nearest' });
    }
  }
}

/** @param {Box} box */
const place = ({ left, top, width, height }) =>
  `left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`;

customElements.define('gallery-grid', GalleryGrid);
