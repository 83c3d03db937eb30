import { html } from 'lit';

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  star: 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.8-5.2 2.8 1-5.8-4.2-4.1 5.8-.8z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9l5-5 5 5M5 20h14',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  restore: 'M4 9h10a5.5 5.5 0 010 11H8M8 5L4 9l4 4',
  details: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5M12 7.8v.1',
  retry: 'M19 12a7 7 0 11-2.1-5M17 3v4h-4',
};

/**
 * A picture for a button; the button's label says what it does.
 *
 * @param {keyof typeof PATHS} name
 */
export const icon = (name) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
