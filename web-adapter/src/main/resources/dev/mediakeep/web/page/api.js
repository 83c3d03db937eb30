/** The HTTP API, as far as the gallery uses it. A call that fails throws a {@link Problem}. */
import { sentence } from './format.js';

/** @typedef {import('./route.js').Filters} Filters */

/**
 * @typedef {object} MediaItem
 * @property {string} id
 * @property {'image' | 'video'} kind
 * @property {string} format
 * @property {number} bytes
 * @property {number} width
 * @property {number} height
 * @property {number} [durationMs]
 * @property {string} sha256
 * @property {string} createdAt
 * @property {string} owner
 * @property {string} visibility
 * @property {string} [prompt]
 * @property {string} [negativePrompt]
 * @property {string} [model]
 * @property {string} [provider]
 * @property {unknown} [seed]
 * @property {object} [parameters]
 * @property {string[]} tags
 * @property {boolean} starred
 * @property {string} [parent]
 * @property {string} [job]
 * @property {string} [client]
 * @property {number} version
 * @property {string} [trashedAt]
 * @property {{content: string}} links
 */

const MEDIA = '/api/v1/media';
const PATIENCE_MS = 30_000;
const PAGE_SIZE = 100;
const BROKEN_OFF = {
  detail: 'the connection broke off before the server answered',
  hint: 'see whether Mediakeep is running, and whether the file is far too large, then try again',
};

/**
 * What went wrong or was refused, in the server's words where it said something; message and hint
 * are whole sentences.
 */
export class Problem extends Error {
  /**
   * @param {number} status the HTTP status; 0 when there was no answer
   * @param {{detail?: string, title?: string, hint?: string}} said
   */
  constructor(status, said) {
    super(sentence(said.detail || said.title || `the server answered with status ${status}`));
    this.status = status;
    this.hint = sentence(said.hint ?? '');
  }

  /** @param {string} body */
  static ofAnswer(status = 0, body = '') {
    try {
      return new Problem(status, parse(body));
    } catch {
      return new Problem(status, {});
    }
  }

  static ofSilence() {
    return new Problem(0, {
      detail: 'the server does not answer',
      hint: 'see whether Mediakeep is running and reachable, then try again',
    });
  }
}

/**
 * One page of the items that match.
 *
 * @param {Filters} filters
 * @param {string | null} cursor
 * @param {AbortSignal} signal
 * @returns {Promise<{items: MediaItem[], next: string | null}>}
 */
export function listMedia(filters, cursor, signal) {
  const query = new URLSearchParams({ ...filters, limit: String(PAGE_SIZE) });
  if (cursor) {
    query.set('cursor', cursor);
  }
  return call('GET', `${MEDIA}?${query}`, { signal });
}

/** @param {string} id @returns {Promise<MediaItem>} */
export const findMedia = (id) => call('GET', `${MEDIA}/${id}`);

/**
 * Changes an item unless it is no longer as the caller saw it (status 412).
 *
 * @param {MediaItem} seen
 * @param {object} changes
 * @returns {Promise<MediaItem>}
 */
export function patchMedia(seen, changes) {
  const headers = { 'Content-Type': 'application/json', 'If-Match': `"${seen.version}"` };
  return call('PATCH', `${MEDIA}/${seen.id}`, { headers, body: JSON.stringify(changes) });
}

/** @param {string} id @returns {Promise<MediaItem>} */
export const trashMedia = (id) => call('DELETE', `${MEDIA}/${id}`);

/** @param {string} id @returns {Promise<MediaItem>} */
export const restoreMedia = (id) => call('POST', `${MEDIA}/${id}/restore`);

/** @param {string} id @returns {Promise<void>} */
export const purgeMedia = (id) => call('DELETE', `${MEDIA}/${id}?purge=true`);

/** @param {MediaItem} item */
export const downloadUrl = (item) => `${item.links.content}?download`;

/**
 * Sends a file. Its type is left to the server, which goes by the bytes; a browser only guesses
 * from the name. An XMLHttpRequest, because fetch does not tell how much has been sent.
 *
 * @param {File} file
 * @param {(sentBytes: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<{item: MediaItem, existed: boolean}>} existed when the same bytes were there
 */
export function uploadMedia(file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () =>
      request.status === 200 || request.status === 201
        ? resolve({ item: parse(request.responseText), existed: request.status === 200 })
        : reject(Problem.ofAnswer(request.status, request.responseText));
    request.onerror = () => reject(new Problem(0, BROKEN_OFF));
    request.onabort = () => reject(new Problem(0, { detail: 'cancelled' }));
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', `${MEDIA}?ifAbsent=true&client=gallery`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
}

/**
 * @param {string} method
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function call(method, url, options = {}) {
  const limits = [AbortSignal.timeout(PATIENCE_MS), ...(options.signal ? [options.signal] : [])];
  let response;
  let body;
  try {
    response = await fetch(url, { ...options, method, signal: AbortSignal.any(limits) });
    body = await response.text();
  } catch {
    throw Problem.ofSilence();
  }
  if (!response.ok) {
    throw Problem.ofAnswer(response.status, body);
  }
  return body ? parse(body) : undefined;
}

/**
 * Parses JSON and keeps numbers that JavaScript would round, such as a 64-bit seed, as they are
 * written, where the browser can.
 *
 * @param {string} text
 */
function parse(text) {
  /** @type {(key: string, value: unknown, context?: {source: string}) => unknown} */
  const keep = (_key, value, context) =>
    typeof value === 'number' && context && String(value) !== context.source
      ? /** @type {any} */ (JSON).rawJSON(context.source)
      : value;
  return JSON.parse(text, /** @type {any} */ (keep));
}
