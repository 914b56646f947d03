// SPDX-License-Identifier: Apache-2.0
// Twenty thousand cases: what the browser has to do is bounded, whatever the machine. How long it
// took is printed, not checked.
import {check, checkEqual, examine, phone} from './examine.mjs';

const kCases = 20000;

// Each change that the filter makes to the page.
const watch = (page) => page.evaluate(() => {
  window.changes = 0;
  new MutationObserver((records) => { window.changes += records.length; })
    .observe(document.body, {subtree: true, childList: true, attributes: true});
});

async function type(page, text) {
  const begin = performance.now();
  await page.evaluate(() => { window.changes = 0; });
  await page.fill('[name=text]', text);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  console.log(`'${text}' took ${Math.round(performance.now() - begin)} ms`);
  return {
    changes: await page.evaluate(() => window.changes),
    told: await page.locator('.matches').textContent(),
  };
}

await examine(async ({open}) => {
  const begin = performance.now();
  const page = await open({viewport: phone});
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  console.log(`opening took ${Math.round(performance.now() - begin)} ms`);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  check('at most eight elements for each case', elements < 8 * kCases, `${elements} elements`);
  await watch(page);
  const one = await type(page, 'fin-19999');
  checkEqual('one is found', one.told, `1 of ${kCases} cases`);
  check('each case is changed once', one.changes <= kCases * 1.02 + 5, `${one.changes} changes`);
  const same = await type(page, 'fin-19999 ');
  check('what stays is not touched', same.changes <= 5, `${same.changes} changes`);
  const all = await type(page, '');
  checkEqual('all come back', all.told, `${kCases} of ${kCases} cases`);
});
