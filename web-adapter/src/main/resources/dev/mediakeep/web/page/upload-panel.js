import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from './controls-styles.js';
import { icon } from './icons.js';
import { formatBytes } from './format.js';
import { isOpen, isRefused, isRunning } from './upload-queue.js';
import { panelStyles } from './upload-panel-styles.js';

/** @typedef {import('./upload-queue.js').Upload} Upload */
/** @typedef {import('./upload-queue.js').UploadQueue} UploadQueue */

const ROWS = 40;

/** What deserves attention first. @type {Upload['state'][]} */
const ORDER = ['refused', 'storing', 'sending', 'waiting', 'existed', 'done'];

/** What stands before the size. @type {Record<string, string>} */
const WORDS = {
  waiting: 'Waiting, ',
  storing: 'Being stored, ',
  done: 'Uploaded, ',
  existed: 'Was already here, ',
};

/** How far the uploads are, with a way to cancel and to retry; hidden while there are none. */
export class UploadPanel extends LitElement {
  static properties = { queue: { attribute: false } };

  static styles = [controls, panelStyles];

  constructor() {
    super();
    /** @type {UploadQueue} */
    this.queue;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('queue')) {
      this.queue.addEventListener('change', () => this.requestUpdate());
    }
  }

  render() {
    const { uploads } = this.queue;
    const order = (/** @type {Upload} */ { state }) => ORDER.indexOf(state);
    const rows = [...uploads].sort((a, b) => order(a) - order(b));
    const hidden = rows.splice(ROWS).length;
    const { busy } = this.queue;
    return html`<section aria-label="Uploads" ?hidden=${uploads.length === 0}>
      <header>
        <h2><span role="status">${summary(uploads, busy)}</span></h2>
        ${uploads.filter(isRefused).length > 1
          ? html`<button class="plain" @click=${() => this.queue.retryAll()}>Retry all</button>`
          : nothing}
        <button class="plain" @click=${() => this.queue.clear()}>
          ${busy ? 'Cancel all' : 'Close'}
        </button>
      </header>
      <ul>
        ${repeat(rows, (upload) => upload.id, (upload) => this.#row(upload))}
        ${hidden > 0 ? html`<li class="rest">and ${hidden} more</li>` : nothing}
      </ul>
    </section>`;
  }

  /** @param {Upload} upload */
  #row(upload) {
    const { file, state, problem, sentBytes } = upload;
    const sent = formatBytes(Math.min(sentBytes, file.size));
    const drop = isRefused(upload) ? 'Dismiss' : 'Cancel';
    return html`<li class=${state}>
      <span class="name">${file.name}</span>
      <span>
        ${isRefused(upload)
          ? html`<button class="icon plain" aria-label=${`Retry ${file.name}`} title="Retry"
              @click=${() => this.queue.retry(upload)}>${icon('retry')}</button>`
          : nothing}
        ${isOpen(upload) || isRefused(upload)
          ? html`<button class="icon plain" aria-label=${`${drop} ${file.name}`} title=${drop}
              @click=${() => this.queue.cancel(upload)}>${icon('close')}</button>`
          : nothing}
      </span>
      <span class="note">
        ${isRunning(upload)
          ? html`<progress max=${Math.max(1, file.size)} .value=${sentBytes} aria-label=${file.name}></progress>`
          : nothing}
        ${problem
          ? `${problem.message} ${problem.hint}`
          : `${state === 'sending' ? `${sent} of ` : WORDS[state]}${formatBytes(file.size)}`}
      </span>
    </li>`;
  }
}

/**
 * Read out whenever it changes, so it does not count while uploads are under way.
 *
 * @param {Upload[]} uploads
 * @param {boolean} busy
 */
function summary(uploads, busy) {
  const refused = uploads.filter(isRefused).length;
  const files = `${uploads.length} ${uploads.length === 1 ? 'file' : 'files'}`;
  const now = busy ? `Uploading ${files}` : `${uploads.length - refused} of ${files} uploaded`;
  return refused > 0 ? `${now}, ${refused} refused` : now;
}

customElements.define('upload-panel', UploadPanel);
