import { css } from 'lit';

export const detailsStyles = css`
  :host {
    padding: 16px;
  }
  dl {
    margin: 0 0 16px;
  }
  dt {
    margin-top: 12px;
    color: var(--muted);
    font-size: 13px;
  }
  dd {
    margin: 2px 0 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  pre {
    margin: 0;
    font: 13px/1.4 ui-monospace, monospace;
    white-space: pre-wrap;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .tags a {
    padding: 1px 10px;
    border-radius: 12px;
    background: var(--raised);
    color: inherit;
    text-decoration: none;
  }
  label {
    display: block;
    margin-bottom: 12px;
  }
  .notice {
    margin: 0 0 12px;
    padding: 10px 12px;
    border-left: 3px solid var(--danger);
    border-radius: 6px;
    background: var(--raised);
  }
`;
