import { css } from 'lit';

export const galleryStyles = css`
  main {
    max-width: 2400px;
    margin: 0 auto;
    padding: 12px 16px 96px;
  }
  .message {
    max-width: 34em;
    margin: 14vh auto 0;
    text-align: center;
  }
  .message h2 {
    margin: 0 0 4px;
    font-size: 20px;
  }
  .message p {
    margin: 0 0 20px;
    color: var(--muted);
  }
  .foot {
    margin-top: 24px;
  }
  .drop {
    position: fixed;
    inset: 0;
    z-index: 5;
    display: grid;
    place-items: center;
    margin: 12px;
    border: 3px dashed var(--accent);
    border-radius: 16px;
    background: color-mix(in srgb, var(--ground) 88%, transparent);
    font-size: 22px;
    pointer-events: none;
  }
  @media (max-width: 720px) {
    main {
      padding: 8px 8px 96px;
    }
  }
`;
