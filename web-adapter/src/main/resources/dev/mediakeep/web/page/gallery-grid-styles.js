import { css } from 'lit';

export const gridStyles = css`
  ul {
    position: relative;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow-anchor: none;
  }
  media-tile {
    scroll-margin-block: 80px 16px;
  }
  li {
    position: absolute;
    contain: layout style;
  }
  .skeleton {
    border-radius: 6px;
    background: var(--raised);
    animation: breathe 1.6s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.5;
    }
  }
  .sentinel {
    height: 1px;
  }
`;
