import { LitElement, html, nothing } from 'lit';
import { controls } from './controls-styles.js';
import { icon } from './icons.js';
import { toolbarStyles } from './gallery-toolbar-styles.js';

/** @typedef {import('./route.js').Filters} Filters */

const KINDS = { '': 'All', image: 'Images', video: 'Videos' };
const SORTS = { newest: 'Newest', oldest: 'Oldest', largest: 'Largest', smallest: 'Smallest' };

/**
 * The top of the page. Dispatches `filters-change` with the filters as they are wanted, and
 * `files-chosen` with the files to upload.
 */
export class GalleryToolbar extends LitElement {
  static properties = { filters: { attribute: false } };

  static styles = [controls, toolbarStyles];

  constructor() {
    super();
    /** @type {Filters} */
    this.filters = {};
  }

  render() {
    const { kind = '', starred, trashed, sort = 'newest' } = this.filters;
    return html`<header>
      <h1><a href="#/">Mediakeep</a></h1>
      <fieldset class="kinds">
        <legend class="unseen">Kind</legend>
        ${Object.entries(KINDS).map(
          ([value, label]) => html`<label>
            <input
              type="radio"
              name="kind"
              .checked=${value === kind}
              @change=${() => this.#want({ kind: value || undefined })}
            />
            <span>${label}</span>
          </label>`,
        )}
      </fieldset>
      ${this.#chip('tag')} ${this.#chip('model')}
      <div class="end">
        ${this.#toggle('starred', starred, 'star', 'Starred')}
        ${this.#toggle('trashed', trashed, 'trash', 'Trash')}
        <select aria-label="Sort by" @change=${this.#sortChosen}>
          ${Object.entries(SORTS).map(
            ([value, label]) => html`<option value=${value} .selected=${value === sort}>${label}</option>`,
          )}
        </select>
      </div>
      <button class="primary upload" @click=${this.#choose}>${icon('upload')} Upload</button>
      <input type="file" class="picker" aria-label="Files" multiple hidden @change=${this.#filesChosen} />
    </header>`;
  }

  /**
   * @param {'starred' | 'trashed'} name
   * @param {string | undefined} value
   * @param {'star' | 'trash'} sign
   * @param {string} label
   */
  #toggle(name, value, sign, label) {
    return html`<button
      aria-pressed=${value === 'true'}
      aria-label=${label}
      title=${label}
      class=${value === 'true' ? 'filled' : ''}
      @click=${() => this.#want({ [name]: value ? undefined : 'true' })}
    >
      ${icon(sign)} <span class="label">${label}</span>
    </button>`;
  }

  /** @param {'tag' | 'model'} name */
  #chip(name) {
    const value = this.filters[name];
    return value === undefined
      ? nothing
      : html`<button
          class="chip"
          title=${`Show every ${name} again`}
          @click=${() => this.#want({ [name]: undefined })}
        >
          <span>${name}: ${value}</span> ${icon('close')}
        </button>`;
  }

  #choose() {
    /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('.picker')).click();
  }

  /** @param {Filters} change */
  #want(change) {
    const detail = { ...this.filters, ...change };
    this.dispatchEvent(new CustomEvent('filters-change', { detail }));
  }

  /** @param {Event & {target: HTMLSelectElement}} event */
  #sortChosen({ target }) {
    this.#want({ sort: target.value === 'newest' ? undefined : target.value });
  }

  /** @param {Event & {target: HTMLInputElement}} event */
  #filesChosen({ target }) {
    this.dispatchEvent(new CustomEvent('files-chosen', { detail: [...(target.files ?? [])] }));
    target.value = '';
  }
}

customElements.define('gallery-toolbar', GalleryToolbar);
