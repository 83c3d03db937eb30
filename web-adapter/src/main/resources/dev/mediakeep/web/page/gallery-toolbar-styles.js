import { css } from 'lit';

export const toolbarStyles = css`
  :host {
    position: sticky;
    top: 0;
    z-index: 2;
    border-bottom: 1px solid var(--line);
    background: var(--ground);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px max(16px, env(safe-area-inset-left));
  }
  h1 {
    margin: 0 8px 0 0;
    font-size: 17px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h1 a {
    color: inherit;
    text-decoration: none;
  }
  fieldset {
    display: flex;
    margin: 0;
    padding: 2px;
    border: 0;
    border-radius: 9px;
    background: var(--raised);
  }
  label {
    position: relative;
  }
  fieldset span {
    display: block;
    padding: 5px 13px;
    border-radius: 7px;
    color: var(--muted);
    cursor: pointer;
  }
  input {
    position: absolute;
    inset: 0;
    opacity: 0;
    margin: 0;
    cursor: pointer;
  }
  input:checked + span {
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 1px 2px rgb(0 0 0 / 15%);
  }
  input:focus-visible + span {
    outline: 3px solid var(--accent);
  }
  .end {
    display: flex;
    gap: 8px;
    margin-left: auto;
  }
  .chip {
    min-height: 32px;
    border-radius: 16px;
    max-width: 240px;
  }
  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .chip svg {
    width: 14px;
  }
  @media (max-width: 720px) {
    header {
      gap: 8px 6px;
      padding: 8px 12px;
    }
    h1 {
      margin-right: auto;
    }
    .end {
      display: contents;
    }
    .kinds,
    select {
      order: 1;
    }
    select {
      margin-left: auto;
    }
    .chip {
      order: 2;
    }
    .label {
      display: none;
    }
    .end button {
      width: 38px;
      padding: 0;
    }
  }
`;
