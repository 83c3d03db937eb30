import { LitElement, html, nothing } from 'lit';
import { controls } from './controls-styles.js';
import { icon } from './icons.js';
import { describe, formatDuration } from './format.js';
import { tileStyles } from './media-tile-styles.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */

const CALM = matchMedia('(prefers-reduced-motion: reduce)');

/** Without a time, Safari on phones shows no picture of a video that has not been played. */
const FIRST_PICTURE = '#t=0.001';

/** One item in the grid: a link to it. A video plays while it is pointed at or focused. */
export class MediaTile extends LitElement {
  static shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static properties = {
    item: { attribute: false },
    href: { attribute: false },
    reachable: { attribute: false },
    broken: { state: true },
  };

  static styles = [controls, tileStyles];

  constructor() {
    super();
    /** @type {MediaItem} */
    this.item;
    this.href = '';
    this.reachable = false;
    this.broken = false;
  }

  render() {
    const { item } = this;
    return html`<a
      href=${this.href}
      aria-label=${describe(item)}
      tabindex=${this.reachable ? 0 : -1}
      @pointerenter=${this.#play}
      @pointerleave=${this.#pause}
      @focus=${this.#play}
      @blur=${this.#pause}
    >
      ${this.broken ? html`<span class="broken">Cannot be shown</span>` : this.#picture(item)}
      ${item.starred ? html`<span class="badge star filled">${icon('star')}</span>` : nothing}
      ${item.durationMs === undefined
        ? nothing
        : html`<span class="badge">${formatDuration(item.durationMs)}</span>`}
    </a>`;
  }

  /** @param {MediaItem} item */
  #picture(item) {
    const fails = () => (this.broken = true);
    return item.kind === 'video'
      ? html`<video
          src=${item.links.content + FIRST_PICTURE}
          preload="metadata"
          .muted=${true}
          loop
          playsinline
          disablepictureinpicture
          aria-hidden="true"
          @error=${fails}
        ></video>`
      : html`<img src=${item.links.content} alt="" loading="lazy" decoding="async" @error=${fails} />`;
  }

  /** A video that has left the page would keep its connection until it is collected. */
  disconnectedCallback() {
    super.disconnectedCallback();
    const video = this.#video;
    video?.removeAttribute('src');
    video?.load();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#video?.setAttribute('src', this.item.links.content + FIRST_PICTURE);
  }

  get #video() {
    return this.renderRoot?.querySelector('video');
  }

  /** @param {Event} event */
  #play(event) {
    const byTouch = event instanceof PointerEvent && event.pointerType !== 'mouse';
    if (!CALM.matches && !byTouch) {
      this.#video?.play().catch(() => undefined);
    }
  }

  #pause() {
    this.#video?.pause();
  }
}

customElements.define('media-tile', MediaTile);
