import { css } from 'lit';

export const panelStyles = css`
  section {
    position: fixed;
    right: 16px;
    bottom: max(16px, env(safe-area-inset-bottom));
    z-index: 3;
    display: flex;
    flex-direction: column;
    width: min(380px, calc(100vw - 24px));
    max-height: min(60dvh, 480px);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: 6px 6px 6px 16px;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }
  ul {
    margin: 0;
    padding: 0 0 6px;
    overflow-y: auto;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    padding: 7px 6px 7px 16px;
    border-top: 1px solid var(--line);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .note {
    color: var(--muted);
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  .refused .note {
    color: var(--danger);
  }
  progress {
    display: block;
    width: 100%;
    height: 5px;
    margin: 4px 0;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--raised);
    appearance: none;
  }
  ::-webkit-progress-bar {
    background: var(--raised);
  }
  ::-webkit-progress-value {
    background: var(--accent);
  }
  ::-moz-progress-bar {
    background: var(--accent);
  }
  .rest {
    display: block;
    color: var(--muted);
  }
  @media (max-width: 720px) {
    section {
      right: 12px;
      max-height: 45dvh;
    }
  }
`;
