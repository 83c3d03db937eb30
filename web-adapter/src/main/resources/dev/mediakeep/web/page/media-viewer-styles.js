import { css } from 'lit';

export const viewerStyles = css`
  dialog {
    width: 100%;
    height: 100%;
    max-width: none;
    max-height: none;
    padding: 0;
    border: 0;
    background: var(--ground);
    color: var(--text);
  }
  dialog[open] {
    display: grid;
    grid: auto minmax(0, 1fr) / minmax(0, 1fr);
  }
  dialog.detailed {
    grid-template-columns: minmax(0, 1fr) 340px;
  }
  nav {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    padding: 8px 12px;
    border-bottom: 1px solid var(--line);
  }
  nav [aria-pressed='true'] {
    border-color: transparent;
  }
  .gap {
    flex: 1;
  }
  .stage {
    position: relative;
    display: grid;
    place-items: center;
    min-height: 0;
    background: light-dark(#eceded, #0b0c0d);
  }
  .stage img {
    position: absolute;
    inset: 0;
    width: auto;
    height: auto;
    max-width: 100%;
    max-height: 100%;
    margin: auto;
  }
  .stage video {
    position: absolute;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  .stage p {
    max-width: 30em;
    padding: 1rem;
    text-align: center;
  }
  .stage button {
    position: absolute;
    top: calc(50% - 22px);
    width: 44px;
    height: 44px;
    border-radius: 50%;
    background: rgb(0 0 0 / 55%);
    color: #fff;
  }
  .stage button:hover {
    background: rgb(0 0 0 / 75%);
  }
  .stage button:disabled {
    display: none;
  }
  .previous {
    left: 12px;
  }
  .next {
    right: 12px;
  }
  media-details {
    overflow-y: auto;
    border-left: 1px solid var(--line);
  }
  @media (max-width: 720px) {
    dialog.detailed {
      grid: auto minmax(45dvh, 1fr) auto / minmax(0, 1fr);
    }
    media-details {
      max-height: 40dvh;
      border: 0;
      border-top: 1px solid var(--line);
    }
    nav {
      padding: 8px;
    }
  }
`;
