// SPDX-License-Identifier: Apache-2.0
// A browser without a screen for the scripts beside this one. Each opens the page that it is given,
// does what a reader would do, and checks claims; what did not hold is printed, and ends it with 1.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {chromium} from 'playwright-core';

const require = createRequire(import.meta.url);
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const phone = {width: 390, height: 800};
export const desktop = {width: 1280, height: 900};
export const widths = {phone, desktop};
export const schemes = ['light', 'dark'];

const path = process.argv[2];
const failures = [];

// What is not as claimed is told with what was seen; the examination goes on.
export function check(claim, holds, seen = '') {
  if (!holds) failures.push(seen === '' ? claim : `${claim}, but: ${seen}`);
}

export function checkEqual(claim, seen, expected) {
  const [one, other] = [seen, expected].map((value) => JSON.stringify(value));
  check(claim, one === other, `${one} instead of ${other}`);
}

// Calls examination({open}): open(options) is the page in a fresh window, whose every request and
// error is watched. At the end the page must have asked for nothing but itself.
export async function examine(examination) {
  const browser = await chromium.launch({
    executablePath: process.env.ECHOSPEC_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],  // a container has neither
  });
  const open = async ({fragment = '', ...options} = {}) => {
    const context = await browser.newContext({viewport: desktop, ...options});
    context.on('request', (request) => {
      const url = request.url().split('#')[0];
      check('the page asks for nothing but itself', url === `file://${path}`, url);
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => check('its script has no error', false, error.message));
    page.on('console', (message) => check('nothing is complained of', false, message.text()));
    await page.goto(`file://${path}${fragment}`);
    return page;
  };
  try {
    await examination({open});
  } catch (error) {
    failures.push(`the examination itself ended: ${error.message}`);
  }
  await browser.close();
  for (const failure of failures) console.log(`- ${failure}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
