/** The grid with thousands of items, and the parts without a page; the API is played by the test. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, noBrowser, openPage, picture } from './browser.js';

const { GALLERY_URL } = process.env;
const PAGES = 30;
const PAGE_SIZE = 100;
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('gallery grid', { skip: noBrowser, timeout: 120_000 }, () => {
  let browser;
  let page;

  const grid = () => page.locator('gallery-grid');
  const loaded = () => grid().evaluate((element) => element.items.length);
  const untilFocused = (number) =>
    page.locator(`media-tile a:focus[href="#/media/${idOf(number)}"]`).waitFor();

  before(async () => {
    browser = await launch();
    ({ page } = await openPage(browser, { viewport: { width: 1280, height: 800 } }));
    await page.route('**/api/v1/media?*', (route) => {
      const cursor = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      return route.fulfill({ json: pageOf(cursor) });
    });
    await page.route('**/content', (route) =>
      route.fulfill({ contentType: 'image/png', body: Buffer.from(PIXEL, 'base64') }),
    );
    await page.goto(GALLERY_URL);
    await page.locator('media-tile').first().waitFor();
  });

  after(() => browser?.close());

  test('fills_each_row_and_keeps_the_proportions', async () => {
    const { boxes, height } = await page.evaluate(async () => {
      const { justify } = await import('/assets/justified-layout.js');
      return justify([1.5, 0.75, 1, 1.8, 0.7, 1.2, 1], { width: 600, rowHeight: 200, gap: 6 });
    });
    const firstRow = boxes.filter(({ top }) => top === 0);
    const { left, width } = firstRow.at(-1);
    assert.ok(Math.abs(left + width - 600) < 0.01);
    assert.ok(Math.abs(firstRow[0].width / firstRow[0].height - 1.5) < 0.01);
    assert.equal(height, boxes.at(-1).top + boxes.at(-1).height);
  });

  test('draws_no_tile_before_it_knows_its_width', async () => {
    const drawn = await page.evaluate(async () => {
      const hidden = document.createElement('div');
      hidden.style.display = 'none';
      const early = document.createElement('gallery-grid');
      early.items = [{ id: 'a', width: 3, height: 2 }];
      hidden.append(early);
      document.body.append(hidden);
      try {
        await early.updateComplete;
        return `${early.renderRoot.querySelectorAll('media-tile').length} tiles`;
      } catch (error) {
        return String(error);
      } finally {
        hidden.remove();
      }
    });
    assert.equal(drawn, '0 tiles');
  });

  test('reads_an_address_back_as_it_was_written', async () => {
    const address = await page.evaluate(async () => {
      const { formatRoute, parseRoute } = await import('/assets/route.js');
      const hash = formatRoute({ kind: 'video', tag: 'a&b=c?#', starred: undefined }, '0193-a');
      return { ...parseRoute(hash), wrong: parseRoute('#/media/../x?kind=cat&page=2') };
    });
    assert.deepEqual(address, {
      id: '0193-a',
      filters: { kind: 'video', tag: 'a&b=c?#' },
      wrong: { id: undefined, filters: {} },
    });
  });

  test('puts_sizes_and_lengths_into_words', async () => {
    const words = await page.evaluate(async () => {
      const { formatBytes, formatDuration, sentence } = await import('/assets/format.js');
      return [
        [0, 999, 1000, 220_113, 999_600, 2e9].map(formatBytes),
        [400, 8040, 3_723_000].map(formatDuration),
        ['', 'limit must be 1..200', 'Done.'].map(sentence),
      ];
    });
    assert.deepEqual(words, [
      ['0 bytes', '999 bytes', '1.0 kB', '220 kB', '1.0 MB', '2.0 GB'],
      ['0:00', '0:08', '1:02:03'],
      ['', 'Limit must be 1..200.', 'Done.'],
    ]);
  });

  test('keeps_the_digits_of_a_64_bit_seed', async () => {
    const body = '{"seed": -9223372036854775807, "parameters": {"cfg": 7.0, "steps": 28}}';
    await page.route('**/api/v1/media/big', (route) =>
      route.fulfill({ contentType: 'application/json', body }),
    );
    const item = await page.evaluate(async () => {
      const { findMedia } = await import('/assets/api.js');
      return JSON.stringify(await findMedia('big'));
    });
    assert.equal(item, '{"seed":-9223372036854775807,"parameters":{"cfg":7.0,"steps":28}}');
  });

  test('moves_by_arrow_keys_home_and_end', async () => {
    await page.locator('media-tile a').first().focus();
    await page.keyboard.press('ArrowRight');
    await untilFocused(1);
    await page.keyboard.press('End');
    await untilFocused(PAGE_SIZE - 1);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    await untilFocused(0);
  });

  test('keeps_few_tiles_of_many_items', async () => {
    for (let count = await loaded(); count < PAGES * PAGE_SIZE; count = await loaded()) {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await grid().evaluate(untilMoreThan, count);
    }
    assert.ok((await page.locator('media-tile').count()) < 150);
    await picture(page, 'grid-thousands');
  });
});

/** What the API answers to a page of the grid, newest first. */
function pageOf(number) {
  const items = Array.from({ length: PAGE_SIZE }, (_, i) => itemOf(number * PAGE_SIZE + i));
  return { items, next: number + 1 < PAGES ? String(number + 1) : null };
}

function itemOf(number) {
  return {
    id: idOf(number),
    kind: 'image',
    format: 'png',
    bytes: 1000 + number,
    width: 600 + 100 * (number % 9),
    height: 800,
    sha256: '',
    createdAt: new Date(Date.UTC(2026, 0) - number * 60_000).toISOString(),
    owner: 'anonymous',
    visibility: 'private',
    tags: [],
    starred: false,
    version: 1,
    links: { content: `/api/v1/media/${idOf(number)}/content` },
  };
}

const idOf = (number) => String(number).padStart(8, '0');

/** Runs in the page: waits until a grid has loaded more than so many items. */
async function untilMoreThan(grid, count) {
  while (grid.items.length <= count) {
    await new Promise(requestAnimationFrame);
  }
}
