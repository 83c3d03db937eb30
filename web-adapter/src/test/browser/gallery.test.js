/**
 * Drives the gallery page of a running service, which needs no media of its own and keeps what is
 * uploaded here. `npm ci && npm test` with, in the environment:
 *
 *   GALLERY_URL          where the service answers, such as http://127.0.0.1:8080
 *   GALLERY_IMAGE        an image file to upload
 *   GALLERY_VIDEO        a video file of at least two seconds that Chromium plays
 *   GALLERY_SCREENSHOTS  a folder for screenshots; none are taken without
 *   CHROMIUM             the browser, where it is not in a usual place
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { barriers, launch, noBrowser, openPage, picture } from './browser.js';

const { GALLERY_URL, GALLERY_IMAGE, GALLERY_VIDEO } = process.env;
const DESK = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const SLOW = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150_000 };
const PATIENCE_MS = 20_000;

describe('gallery page', { skip: noBrowser, timeout: 180_000 }, () => {
  let browser;
  let page;
  let complaints;
  let image;
  let video;

  const button = (name) => page.getByRole('button', { name, exact: true });
  const tile = (item) => page.locator(`media-tile a[href*="${item.id}"]`);
  const show = (hash) => page.goto(`${GALLERY_URL}/${hash}`).then(() => page.reload());

  before(async () => {
    assert.ok(GALLERY_URL && GALLERY_IMAGE && GALLERY_VIDEO, 'set GALLERY_URL, _IMAGE and _VIDEO');
    browser = await launch();
    ({ page, complaints } = await openPage(browser, DESK));
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(GALLERY_URL);
  });

  after(() => browser?.close());

  test('uploads_an_image_and_a_video_with_progress', async () => {
    const network = await page.context().newCDPSession(page);
    await network.send('Network.emulateNetworkConditions', SLOW);
    await page.locator('input[type=file]').setInputFiles([GALLERY_IMAGE, GALLERY_VIDEO]);
    await page.locator('upload-panel progress').first().waitFor();
    await picture(page, 'uploading');
    assert.deepEqual(await barriers(page), []);
    await network.send('Network.emulateNetworkConditions', { ...SLOW, uploadThroughput: -1 });
    await page.getByText('2 of 2 files uploaded').waitFor();
    await button('Close').click();
    image = await findByContent(GALLERY_IMAGE);
    video = await findByContent(GALLERY_VIDEO);
    assert.deepEqual([image?.kind, video?.kind], ['image', 'video']);
  });

  test('shows_new_items_without_a_reload', async () => {
    await tile(image).waitFor();
    await tile(video).waitFor();
    await picture(page, 'grid-light');
    assert.deepEqual(await barriers(page), []);
  });

  test('plays_a_video_tile_while_it_is_pointed_at', async () => {
    await tile(video).hover();
    await tile(video).locator('video').evaluate(untilTime, 0.1);
    await page.mouse.move(1, 1);
    assert.ok(await tile(video).locator('video').evaluate((element) => element.paused));
  });

  test('says_why_a_file_was_refused', async () => {
    const file = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('0 of 1 file uploaded, 1 refused').waitFor();
    assert.match(await page.locator('upload-panel .refused').innerText(), /PNG, JPEG, WebP/);
    await picture(page, 'refused');
    await button('Dismiss notes.png').click();
  });

  test('filters_by_kind', async () => {
    await page.getByRole('radio', { name: 'Videos' }).check();
    await tile(video).waitFor();
    assert.equal(await tile(image).count(), 0);
    await page.getByRole('radio', { name: 'Images' }).check();
    await tile(image).waitFor();
    assert.equal(await tile(video).count(), 0);
    await page.getByRole('radio', { name: 'All' }).check();
    await tile(video).waitFor();
  });

  test('opens_and_closes_the_viewer_by_keyboard', async () => {
    await tile(image).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog img').waitFor();
    await page.getByText(image.sha256).waitFor();
    await picture(page, 'viewer-image');
    assert.deepEqual(await barriers(page), []);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'hidden' });
    assert.ok(await tile(image).evaluate((link) => link.getRootNode().activeElement === link));
  });

  test('plays_a_video_and_seeks', async () => {
    const parts = [];
    page.on('response', (answer) => {
      if (answer.url().endsWith(video.links.content) && answer.status() === 206) {
        parts.push(answer.headers()['content-range']);
      }
    });
    await show(`#/media/${video.id}`);
    const player = page.locator('dialog video');
    await player.evaluate((element) => element.play());
    await player.evaluate(untilTime, 0.1);
    const target = await player.evaluate((element) => (element.currentTime = element.duration * 0.6));
    await player.evaluate(untilTime, target + 0.1);
    await picture(page, 'viewer-video');
    assert.ok(parts.length > 0, 'no range was asked for');
  });

  test('steps_to_the_neighbours', async () => {
    await show(`#/media/${video.id}`);
    await button('Next').or(button('Previous')).first().waitFor();
    const key = (await button('Next').isVisible()) ? 'ArrowRight' : 'ArrowLeft';
    await page.keyboard.press(key);
    await page.waitForURL((url) => /#\/media\//.test(url.hash) && !url.hash.includes(video.id));
  });

  test('edits_prompt_and_tags', async () => {
    await show(`#/media/${image.id}`);
    await button('Edit prompt and tags').click();
    await page.getByLabel('Prompt').fill('<b>a harbour</b> at dawn');
    await page.getByLabel('Tags, one a line').fill('sea\ndawn, early');
    await button('Save').click();
    await page.locator('dd', { hasText: '<b>a harbour</b> at dawn' }).waitFor();
    assert.deepEqual((await find(image)).tags, ['dawn, early', 'sea']);
  });

  test('keeps_what_was_typed_when_another_was_faster', async () => {
    await show(`#/media/${image.id}`);
    await button('Edit prompt and tags').click();
    await page.getByLabel('Prompt').fill('typed in the browser');
    await change(image, { tags: ['elsewhere'] });
    await button('Save').click();
    await page.getByText('Somebody else changed it meanwhile').waitFor();
    await picture(page, 'edit-stale');
    assert.deepEqual(await barriers(page), []);
    await button('Save').click();
    await button('Edit prompt and tags').waitFor();
    const { prompt, tags } = await find(image);
    assert.deepEqual({ prompt, tags }, { prompt: 'typed in the browser', tags: ['elsewhere'] });
  });

  test('stars_and_filters_by_star', async () => {
    await show(`#/media/${image.id}`);
    await button('Star').click();
    await page.locator('dialog [aria-label=Star][aria-pressed=true]').waitFor();
    await show('#/?starred=true');
    await tile(image).waitFor();
    assert.equal(await tile(video).count(), 0);
  });

  test('undoes_a_move_to_the_trash', async () => {
    await show(`#/media/${image.id}`);
    await button('Move to trash').click();
    const restored = page.waitForResponse(/\/restore$/);
    await button('Undo').click();
    await restored;
    await show('#/');
    await tile(image).waitFor();
    assert.equal((await find(image)).trashedAt, undefined);
  });

  test('restores_from_the_trash', async () => {
    await show(`#/media/${image.id}`);
    await button('Move to trash').click();
    await button('Undo').waitFor();
    await show('#/?trashed=true');
    await tile(image).waitFor();
    await picture(page, 'trash');
    assert.deepEqual(await barriers(page), []);
    await tile(image).click();
    await button('Restore').click();
    await page.getByText('Restored.').waitFor();
    await show('#/');
    await tile(image).waitFor();
  });

  test('says_that_the_server_is_away_and_tries_again', async () => {
    await page.route('**/api/v1/media?*', (route) => route.abort());
    await show('#/');
    await page.getByText('The server does not answer.').waitFor();
    await picture(page, 'away');
    assert.deepEqual(await barriers(page), []);
    await page.unroute('**/api/v1/media?*');
    await button('Try again').click();
    await tile(image).waitFor();
  });

  test('is_usable_in_the_dark_and_on_a_phone', async () => {
    const phone = await openPage(browser, { ...PHONE, colorScheme: 'dark' });
    await phone.page.goto(GALLERY_URL);
    await phone.page.locator('media-tile').first().waitFor();
    await picture(phone.page, 'grid-phone-dark');
    assert.deepEqual(await barriers(phone.page), []);
    await phone.page.goto(`${GALLERY_URL}/#/media/${image.id}`);
    await phone.page.locator('dialog img').waitFor();
    await picture(phone.page, 'viewer-phone-dark');
    assert.deepEqual(await barriers(phone.page), []);
    assert.deepEqual(phone.complaints, []);
  });

  test('gives_the_browser_nothing_to_complain_about', () => {
    assert.deepEqual(complaints, []);
  });
});

/** The newest item with the same bytes as a file. */
async function findByContent(path) {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  const page = await (await fetch(`${GALLERY_URL}/api/v1/media?limit=200`)).json();
  return page.items.find((item) => item.sha256 === hash);
}

const addressOf = (item) => `${GALLERY_URL}/api/v1/media/${item.id}`;

const find = async (item) => (await fetch(addressOf(item))).json();

async function change(item, changes) {
  const body = JSON.stringify(changes);
  const headers = { 'Content-Type': 'application/json' };
  assert.ok((await fetch(addressOf(item), { method: 'PATCH', headers, body })).ok);
}

/** Runs in the page: waits until a video has played past a time, as often as it needs to. */
function untilTime(element, seconds) {
  return new Promise((resolve) => {
    const look = () => element.currentTime >= seconds && resolve(undefined);
    element.addEventListener('timeupdate', look);
    look();
  });
}
