import { LitElement, html, nothing } from 'lit';
import { controls } from './controls-styles.js';
import { icon } from './icons.js';
import { toastStyles } from './toast-stack-styles.js';

/**
 * @typedef {object} Toast
 * @property {string} text
 * @property {string} [hint]
 * @property {{label: string, run: () => void}} [action]
 */

const SHOWN_MS = 8000;

/** What has just happened, for a few seconds, with a way back; stays while it is pointed at. */
export class ToastStack extends LitElement {
  static properties = { toast: { state: true } };

  static styles = [controls, toastStyles];

  #timer = 0;

  constructor() {
    super();
    /** @type {Toast | undefined} */
    this.toast = undefined;
  }

  /** @param {Toast} toast takes the place of the one before */
  show(toast) {
    this.toast = toast;
    this.#restart();
  }

  render() {
    const { toast } = this;
    return html`<div role="status" @pointerenter=${this.#hold} @pointerleave=${this.#restart}
      @focusin=${this.#hold} @focusout=${this.#restart}>
      ${toast === undefined ? nothing : this.#content(toast)}
    </div>`;
  }

  /** @param {Toast} toast */
  #content({ text, hint, action }) {
    return html`<div class="toast">
      <span>${text} ${hint ? html`<span class="hint">${hint}</span>` : nothing}</span>
      ${action
        ? html`<button class="action" @click=${() => this.#take(action)}>${action.label}</button>`
        : nothing}
      <button class="icon" aria-label="Dismiss" @click=${this.#dismiss}>${icon('close')}</button>
    </div>`;
  }

  /** @param {{run: () => void}} action */
  #take(action) {
    this.#dismiss();
    action.run();
  }

  #dismiss() {
    this.#hold();
    this.toast = undefined;
  }

  #hold() {
    clearTimeout(this.#timer);
  }

  #restart() {
    this.#hold();
    this.#timer = setTimeout(() => this.#dismiss(), SHOWN_MS);
  }
}

customElements.define('toast-stack', ToastStack);
