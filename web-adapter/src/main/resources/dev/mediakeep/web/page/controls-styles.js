import { css } from 'lit';

/** How buttons, fields and icons look, the same in every component. */
export const controls = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  button,
  .button,
  select,
  input,
  textarea {
    font: inherit;
    color: inherit;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--surface);
  }
  button,
  .button,
  select {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-height: 38px;
    padding: 0 0.8em;
    cursor: pointer;
    text-decoration: none;
    white-space: nowrap;
  }
  textarea {
    width: 100%;
    padding: 0.5em 0.7em;
    resize: vertical;
  }
  button:hover,
  .button:hover,
  select:hover {
    background: var(--raised);
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover {
    filter: brightness(1.1);
  }
  button.danger {
    color: var(--danger);
  }
  .icon {
    width: 38px;
    padding: 0;
  }
  .plain {
    border-color: transparent;
    background: none;
  }
  a {
    color: var(--accent);
  }
  svg {
    width: 20px;
    height: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .filled svg {
    fill: currentColor;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
