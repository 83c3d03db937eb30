import { LitElement, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { controls } from './controls-styles.js';
import { icon } from './icons.js';
import { describe } from './format.js';
import './media-details.js';
import { viewerStyles } from './media-viewer-styles.js';
import { downloadUrl } from './api.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */

const CALM = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * One item at full size, over the page. What is in its slot is shown in front of it while it is
 * open, since a modal dialog makes the rest of the page inert. Dispatches `viewer-close`,
 * `viewer-step` (-1 or 1), `item-star`, `item-trash`, `item-restore` and `item-purge`.
 */
export class MediaViewer extends LitElement {
  static properties = {
    open: { attribute: false },
    item: { attribute: false },
    problem: { attribute: false },
    hasPrevious: { attribute: false },
    hasNext: { attribute: false },
    filters: { attribute: false },
    detailed: { state: true },
    purging: { state: true },
  };

  static styles = [controls, viewerStyles];

  constructor() {
    super();
    this.open = false;
    /** @type {MediaItem | undefined} */
    this.item = undefined;
    /** @type {Problem | undefined} */
    this.problem = undefined;
    this.hasPrevious = false;
    this.hasNext = false;
    /** @type {import('./route.js').Filters} */
    this.filters = {};
    this.detailed = true;
    this.purging = false;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    if (changed.has('item') && changed.get('item')?.id !== this.item?.id) {
      this.purging = false;
    }
  }

  render() {
    const label = this.item ? describe(this.item) : 'Media item';
    return html`${this.open ? nothing : html`<slot></slot>`}
      <dialog
        aria-label=${label}
        class=${this.item && this.detailed ? 'detailed' : ''}
        @cancel=${this.#cancelled}
        @close=${this.#closed}
        @keydown=${this.#keyPressed}
      >
        ${this.open ? this.#content() : nothing}
      </dialog>`;
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
    if (this.open && !dialog.open) {
      dialog.showModal();
    } else if (!this.open && dialog.open) {
      dialog.close();
    }
    document.documentElement.style.overflow = this.open ? 'hidden' : '';
  }

  #content() {
    return html`
      <nav>
        ${this.#button('close', 'Close', () => this.#emit('viewer-close'))}
        <span class="gap"></span>
        ${this.item ? this.#actions(this.item) : nothing}
      </nav>
      <div class="stage" @click=${this.#stageClicked}>
        ${this.item ? keyed(this.item.id, this.#picture(this.item)) : this.#absence()}
        ${this.#button('previous', 'Previous', () => this.#emit('viewer-step', -1), !this.hasPrevious)}
        ${this.#button('next', 'Next', () => this.#emit('viewer-step', 1), !this.hasNext)}
      </div>
      ${this.item && this.detailed
        ? html`<media-details .item=${this.item} .filters=${this.filters}></media-details>`
        : nothing}
      <slot></slot>
    `;
  }

  /** @param {MediaItem} item */
  #actions(item) {
    const pressed = { pressed: item.starred, filled: item.starred };
    return html`
      ${item.trashedAt ? this.#trashActions() : nothing}
      ${this.#button('star', 'Star', () => this.#emit('item-star'), false, pressed)}
      <a class="button icon plain" href=${downloadUrl(item)} download aria-label="Download" title="Download"
        >${icon('download')}</a
      >
      ${item.trashedAt
        ? nothing
        : this.#button('trash', 'Move to trash', () => this.#emit('item-trash'))}
      ${this.#button('details', 'Details', () => (this.detailed = !this.detailed), false, {
        pressed: this.detailed,
      })}
    `;
  }

  #trashActions() {
    return html`
      <button class="danger" @click=${this.#purgeClicked}>
        ${icon('trash')} ${this.purging ? 'Really delete?' : 'Delete for good'}
      </button>
      <button @click=${() => this.#emit('item-restore')}>${icon('restore')} Restore</button>
    `;
  }

  /** @param {MouseEvent} event */
  #purgeClicked(event) {
    const secondOfDoubleClick = event.detail > 1;
    if (!this.purging) {
      this.purging = true;
    } else if (!secondOfDoubleClick) {
      this.#emit('item-purge');
    }
  }

  /**
   * @param {Parameters<typeof icon>[0]} name
   * @param {string} label
   * @param {() => void} act
   * @param {boolean} disabled
   * @param {{pressed?: boolean, filled?: boolean}} [state]
   */
  #button(name, label, act, disabled = false, { pressed, filled } = {}) {
    return html`<button
      class=${`icon plain ${name} ${filled ? 'filled' : ''}`}
      aria-label=${label}
      aria-pressed=${pressed ?? nothing}
      title=${label}
      ?disabled=${disabled}
      @click=${act}
    >
      ${icon(name)}
    </button>`;
  }

  /** @param {MediaItem} item */
  #picture(item) {
    return item.kind === 'video'
      ? html`<video
          src=${item.links.content}
          width=${item.width}
          height=${item.height}
          aria-label=${describe(item)}
          ?autoplay=${!CALM.matches}
          controls
          playsinline
          loop
        ></video>`
      : html`<img
          src=${item.links.content}
          width=${item.width}
          height=${item.height}
          alt=${describe(item)}
        />`;
  }

  #absence() {
    const { problem } = this;
    return problem
      ? html`<p role="alert"><strong>${problem.message}</strong><br />${problem.hint}</p>`
      : html`<p>Loading…</p>`;
  }

  /** @param {Event} event */
  #cancelled(event) {
    event.preventDefault();
    this.#emit('viewer-close');
  }

  #closed() {
    if (this.open) {
      this.#emit('viewer-close');
    }
  }

  /** @param {Event} event */
  #stageClicked(event) {
    if (event.target === event.currentTarget) {
      this.#emit('viewer-close');
    }
  }

  /** @param {KeyboardEvent} event */
  #keyPressed(event) {
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (target.matches('input, textarea, select, video') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'ArrowLeft' && this.hasPrevious) {
      this.#emit('viewer-step', -1);
    } else if (event.key === 'ArrowRight' && this.hasNext) {
      this.#emit('viewer-step', 1);
    }
  }

  /**
   * @param {string} type
   * @param {unknown} [detail]
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('media-viewer', MediaViewer);
