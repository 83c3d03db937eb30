import { LitElement, html, nothing } from 'lit';
import { controls } from './controls-styles.js';
import { takeInFiles } from './file-intake.js';
import './gallery-grid.js';
import './gallery-toolbar.js';
import { icon } from './icons.js';
import { ItemActions } from './item-actions.js';
import { galleryStyles } from './media-gallery-styles.js';
import { MediaList } from './media-list.js';
import './media-viewer.js';
import { OpenItem } from './open-item.js';
import { formatRoute, parseRoute } from './route.js';
import './toast-stack.js';
import './upload-panel.js';
import { UploadQueue } from './upload-queue.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./route.js').Filters} Filters */

/** The whole gallery. What it shows follows the address; see `route.js`. */
export class MediaGallery extends LitElement {
  static properties = { dragging: { state: true } };

  static styles = [controls, galleryStyles];

  /** @type {Filters | undefined} */
  #filters;
  #list = new MediaList();
  #open = new OpenItem(this.#list);
  #queue = new UploadQueue();
  #actions = new ItemActions({
    open: this.#open,
    list: this.#list,
    say: (toast) => this.#find('toast-stack').show(toast),
    goOn: () => this.#goTo(this.#open.successor),
  });
  #openedHere = false;
  #connected = new AbortController();

  constructor() {
    super();
    this.dragging = false;
    this.#list.addEventListener('change', () => this.requestUpdate());
    this.#open.addEventListener('change', () => this.requestUpdate());
    this.#queue.addEventListener('added', (event) =>
      this.#list.put(/** @type {CustomEvent} */ (event).detail),
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const onFiles = (/** @type {File[]} */ files) => this.#queue.add(files);
    takeInFiles({ onFiles, onDrag: (over) => (this.dragging = over) }, signal);
    const on = (/** @type {string} */ type, /** @type {(event: Event) => void} */ handler) =>
      window.addEventListener(type, handler, { signal });
    on('hashchange', () => this.#follow(true));
    on('online', () => this.#list.state === 'failed' && this.#list.loadMore());
    on('beforeunload', (event) => this.#queue.busy && event.preventDefault());
    this.#follow(false);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#connected.abort();
  }

  /** @param {boolean} fromHere whether the page has shown something else before */
  async #follow(fromHere) {
    const { id, filters } = parseRoute(location.hash);
    const before = this.#open.id;
    if (JSON.stringify(filters) !== JSON.stringify(this.#filters)) {
      this.#filters = filters;
      this.#list.open(filters);
    }
    this.#openedHere = before === undefined ? fromHere : this.#openedHere;
    this.#open.show(id);
    if (!id && before) {
      await this.updateComplete;
      this.#find('gallery-grid').focusItem(this.#open.place);
    }
  }

  /** @param {MediaItem | undefined} item undefined to go back to the grid */
  #goTo(item) {
    if (!item && this.#openedHere) {
      history.back();
    } else {
      location.replace(formatRoute(this.#filters ?? {}, item?.id));
    }
  }

  /** @param {number} direction */
  async #step(direction) {
    const item = await this.#open.neighbour(direction);
    if (item) {
      this.#goTo(item);
    }
  }

  /** @param {string} name @returns {any} */
  #find(name) {
    return this.renderRoot.querySelector(name);
  }

  render() {
    const list = this.#list;
    const filters = this.#filters ?? {};
    return html`
      <gallery-toolbar
        .filters=${filters}
        @filters-change=${(/** @type {CustomEvent} */ event) => (location.hash = formatRoute(event.detail))}
        @files-chosen=${(/** @type {CustomEvent} */ event) => this.#queue.add(event.detail)}
      ></gallery-toolbar>
      <main aria-busy=${list.state === 'loading'}>
        <gallery-grid
          .items=${list.items}
          .hrefOf=${(/** @type {MediaItem} */ item) => formatRoute(filters, item.id)}
          .loading=${list.state === 'loading'}
          @end-near=${() => list.state === 'idle' && list.loadMore()}
        ></gallery-grid>
        ${this.#message(filters)}
      </main>
      <upload-panel .queue=${this.#queue}></upload-panel>
      ${this.#viewer(filters)} ${this.dragging ? html`<div class="drop">Drop to upload</div>` : nothing}
    `;
  }

  /** @param {Filters} filters */
  #viewer(filters) {
    const open = this.#open;
    return html`<media-viewer
      .open=${open.id !== undefined}
      .item=${open.item}
      .problem=${open.problem}
      .hasPrevious=${open.hasPrevious}
      .hasNext=${open.hasNext}
      .filters=${filters}
      @viewer-close=${() => this.#goTo(undefined)}
      @viewer-step=${(/** @type {CustomEvent} */ event) => this.#step(event.detail)}
      @item-change=${(/** @type {CustomEvent} */ event) => open.put(event.detail)}
      @item-star=${this.#actions.star}
      @item-trash=${this.#actions.trash}
      @item-restore=${this.#actions.restore}
      @item-purge=${this.#actions.purge}
    >
      <toast-stack></toast-stack>
    </media-viewer>`;
  }

  /** @param {Filters} filters */
  #message(filters) {
    const { state, problem, items, started } = this.#list;
    if (state === 'failed' && problem) {
      return html`<div class=${items.length > 0 ? 'message foot' : 'message'} role="alert">
        <h2>${problem.message}</h2>
        <p>${problem.hint}</p>
        <button @click=${() => this.#list.loadMore()}>${icon('retry')} Try again</button>
      </div>`;
    }
    return started && items.length === 0 ? emptiness(filters) : nothing;
  }
}

/** @param {Filters} filters */
function emptiness({ trashed, sort: _, ...narrowing }) {
  if (Object.keys(narrowing).length > 0) {
    return html`<div class="message">
      <h2>Nothing matches</h2>
      <p>There may be more without the filters.</p>
      <a class="button" href=${formatRoute({ trashed })}>Show all</a>
    </div>`;
  }
  return trashed
    ? html`<div class="message">
        <h2>The trash is empty</h2>
        <p>What you move to the trash can be restored from here.</p>
      </div>`
    : html`<div class="message">
        <h2>Nothing here yet</h2>
        <p>Drop images or videos anywhere on this page, paste them, or use the button at the top.</p>
      </div>`;
}

customElements.define('media-gallery', MediaGallery);
