import { css } from 'lit';

export const tileStyles = css`
  :host,
  a,
  img,
  video {
    display: block;
    width: 100%;
    height: 100%;
  }
  a {
    position: relative;
    overflow: hidden;
    border-radius: 6px;
    background: var(--raised);
    color: inherit;
  }
  img,
  video {
    object-fit: cover;
  }
  .badge {
    position: absolute;
    right: 6px;
    bottom: 6px;
    display: flex;
    gap: 4px;
    padding: 1px 6px;
    border-radius: 5px;
    background: rgb(0 0 0 / 72%);
    color: #fff;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .star {
    top: 6px;
    bottom: auto;
    padding: 3px;
    color: #ffc95c;
  }
  .star svg {
    width: 14px;
    height: 14px;
  }
  .broken {
    display: grid;
    place-items: center;
    height: 100%;
    padding: 8px;
    color: var(--muted);
    font-size: 13px;
    text-align: center;
  }
  @media (hover: hover) {
    img,
    video {
      transition: filter 0.15s;
    }
    a:hover :is(img, video) {
      filter: brightness(1.08);
    }
  }
`;
