import { css } from 'lit';

export const toastStyles = css`
  :host {
    position: fixed;
    left: 50%;
    bottom: max(16px, env(safe-area-inset-bottom));
    z-index: 4;
    width: max-content;
    max-width: calc(100vw - 24px);
    translate: -50%;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px 8px 8px 16px;
    border-radius: var(--radius);
    background: light-dark(#24262b, #e6e8ec);
    color: light-dark(#fff, #17181b);
    box-shadow: var(--shadow);
    animation: rise 0.2s ease-out;
  }
  .hint {
    opacity: 0.8;
  }
  button {
    border-color: transparent;
    background: none;
  }
  button:hover {
    background: light-dark(#3a3d45, #d0d4db);
  }
  .action {
    color: light-dark(#a9bbff, #2743b5);
    font-weight: 600;
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 10px;
    }
  }
`;
