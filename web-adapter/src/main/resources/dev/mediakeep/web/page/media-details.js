import { LitElement, html, nothing } from 'lit';
import { findMedia, patchMedia } from './api.js';
import { controls } from './controls-styles.js';
import { formatBytes, formatDuration, formatTime } from './format.js';
import { formatRoute } from './route.js';
import { detailsStyles } from './media-details-styles.js';

/** @typedef {import('./api.js').MediaItem} MediaItem */
/** @typedef {import('./api.js').Problem} Problem */
/** @typedef {{prompt: string, tags: string}} Draft tags one a line, since a tag may hold a comma */

/**
 * What is known of an item, and a form for what people may change. Dispatches `item-change` with
 * the item as it is now.
 */
export class MediaDetails extends LitElement {
  static properties = {
    item: { attribute: false },
    filters: { attribute: false },
    draft: { state: true },
    notice: { state: true },
    saving: { state: true },
  };

  static styles = [controls, detailsStyles];

  constructor() {
    super();
    /** @type {MediaItem} */
    this.item;
    /** @type {import('./route.js').Filters} */
    this.filters = {};
    /** @type {Draft | undefined} */
    this.draft = undefined;
    this.notice = '';
    this.saving = false;
  }

  /** @param {Map<string, any>} changed */
  willUpdate(changed) {
    const before = changed.get('item');
    if (before && before.id !== this.item.id) {
      this.#stopEditing();
    } else if (before && this.draft) {
      this.draft = rebase(this.draft, draftOf(before), draftOf(this.item));
    }
  }

  render() {
    return this.draft ? this.#form(this.draft) : this.#facts(this.item);
  }

  /** @param {MediaItem} item */
  #facts(item) {
    const seconds = item.durationMs === undefined ? undefined : formatDuration(item.durationMs);
    return html`
      <button @click=${this.#startEditing}>Edit prompt and tags</button>
      <dl>
        ${fact('Prompt', item.prompt)} ${fact('Without', item.negativePrompt)}
        ${fact('Tags', item.tags.length > 0 ? this.#tags(item.tags) : undefined)}
        ${fact('Model', item.model && this.#link({ model: item.model }, item.model))}
        ${fact('Provider', item.provider)} ${fact('Seed', numeral(item.seed))}
        ${fact('Parameters', item.parameters && html`<pre>${JSON.stringify(item.parameters, null, 2)}</pre>`)}
        ${fact('Dimensions', `${item.width} × ${item.height}`)} ${fact('Length', seconds)}
        ${fact('Size', `${formatBytes(item.bytes)}, ${item.format}`)}
        ${fact('Created', formatTime(item.createdAt))}
        ${fact('Moved to trash', item.trashedAt && formatTime(item.trashedAt))}
        ${fact('Owner', `${item.owner}, ${item.visibility}`)} ${fact('Uploaded by', item.client)}
        ${fact('Made from', item.parent && html`<a href=${formatRoute(this.filters, item.parent)}>${item.parent}</a>`)}
        ${fact('Job', item.job)} ${fact('SHA-256', item.sha256)} ${fact('Id', item.id)}
      </dl>
    `;
  }

  /** @param {string[]} tags */
  #tags(tags) {
    return html`<span class="tags">${tags.map((tag) => this.#link({ tag }, tag))}</span>`;
  }

  /**
   * @param {import('./route.js').Filters} filters
   * @param {string} text
   */
  #link(filters, text) {
    return html`<a href=${formatRoute(filters)}>${text}</a>`;
  }

  /** @param {Draft} draft */
  #form(draft) {
    return html`<form @submit=${this.#save} @keydown=${this.#keyPressed}>
      <label>
        Prompt
        <textarea rows="8" maxlength="16384" .value=${draft.prompt}
          @input=${(/** @type {any} */ event) => this.#type({ prompt: event.target.value })}></textarea>
      </label>
      <label>
        Tags, one a line
        <textarea rows="5" .value=${draft.tags}
          @input=${(/** @type {any} */ event) => this.#type({ tags: event.target.value })}></textarea>
      </label>
      ${this.notice ? html`<p class="notice" role="alert">${this.notice}</p>` : nothing}
      <button class="primary" ?disabled=${this.saving}>Save</button>
      <button type="button" @click=${this.#stopEditing}>Cancel</button>
    </form>`;
  }

  /** @param {Partial<Draft>} change */
  #type(change) {
    this.draft = { .../** @type {Draft} */ (this.draft), ...change };
  }

  async #startEditing() {
    this.draft = draftOf(this.item);
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  async #stopEditing() {
    this.draft = undefined;
    this.notice = '';
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const { item, draft } = this;
    this.saving = true;
    this.notice = '';
    try {
      const changes = changesOf(/** @type {Draft} */ (draft), draftOf(item));
      this.#changed(await patchMedia(item, changes));
      this.#stopEditing();
    } catch (problem) {
      await this.#refused(item, /** @type {Problem} */ (problem));
    } finally {
      this.saving = false;
    }
  }

  /**
   * @param {MediaItem} item
   * @param {Problem} problem
   */
  async #refused(item, problem) {
    this.notice = `${problem.message} ${problem.hint}`;
    if (problem.status === 412) {
      try {
        this.#changed(await findMedia(item.id));
        this.notice =
          `${problem.message} Somebody else changed it meanwhile, and it has been loaded again. ` +
          'What you typed is still here: save again to keep it, or cancel to drop it.';
      } catch (reason) {
        this.notice = /** @type {Problem} */ (reason).message;
      }
    }
  }

  /** @param {MediaItem} detail */
  #changed(detail) {
    this.dispatchEvent(new CustomEvent('item-change', { detail, bubbles: true, composed: true }));
  }

  /** @param {KeyboardEvent} event */
  #keyPressed(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#stopEditing();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
    }
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function fact(name, value) {
  return value === undefined || value === '' ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
}

/** @param {any} value a number, or one that JavaScript cannot hold as it was written */
function numeral(value) {
  return value?.rawJSON ?? value;
}

/** @param {MediaItem} item @returns {Draft} */
function draftOf(item) {
  return { prompt: item.prompt ?? '', tags: item.tags.join('\n') };
}

/**
 * Carries what was typed over to an item that changed meanwhile.
 *
 * @param {Draft} draft
 * @param {Draft} before
 * @param {Draft} now
 * @returns {Draft}
 */
function rebase(draft, before, now) {
  return {
    prompt: draft.prompt === before.prompt ? now.prompt : draft.prompt,
    tags: draft.tags === before.tags ? now.tags : draft.tags,
  };
}

/**
 * @param {Draft} draft
 * @param {Draft} base
 */
function changesOf(draft, base) {
  const tags = draft.tags.split('\n').map((tag) => tag.trim());
  return {
    ...(draft.prompt === base.prompt ? {} : { prompt: draft.prompt || null }),
    ...(draft.tags === base.tags ? {} : { tags: tags.filter((tag) => tag !== '') }),
  };
}

customElements.define('media-details', MediaDetails);
