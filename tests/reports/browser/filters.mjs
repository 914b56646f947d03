// SPDX-License-Identifier: Apache-2.0
// The filter: by verdict, level, group and text, alone and together, on a phone and on a desktop.
import {check, checkEqual, examine, widths} from './examine.mjs';

// What the filter leaves, as the browser shows it.
const shown = (page) => page.locator('.case:visible').evaluateAll(
  (cases) => cases.map(({dataset}) => ({...dataset})));

async function checkAll(page, claim, holds) {
  const cases = await shown(page);
  const all = await page.locator('.case').count();
  check(`${claim}: some are left`, cases.length > 0);
  check(`${claim}: some are gone`, cases.length < all, `${all} cases`);
  check(`${claim}: none but those`, cases.every(holds), JSON.stringify(cases));
  const told = await page.locator('.matches').textContent();
  checkEqual(`${claim}: the count is told`, told, `${cases.length} of ${all} cases`);
}

async function onlyVerdict(page, verdict) {
  for (const box of await page.locator('[name=verdict]').all()) {
    await box.setChecked(await box.getAttribute('value') === verdict);
  }
}

await examine(async ({open}) => {
  for (const [width, viewport] of Object.entries(widths)) {
    const page = await open({viewport});
    await page.fill('[name=text]', 'DRAINS size=7');
    await checkAll(page, `text, ${width}`, ({verdict}) => verdict === 'fail');
    await page.fill('[name=text]', 'xyzzy');
    checkEqual(`no match, ${width}`, (await shown(page)).length, 0);
    await page.fill('[name=text]', '');

    await page.selectOption('[name=group]', 'close');
    await checkAll(page, `group, ${width}`, ({group}) => group === 'close');
    await page.selectOption('[name=level]', 'should');
    await checkAll(page, `group and level, ${width}`,
      ({group, level}) => group === 'close' && level === 'should');
    await page.selectOption('[name=group]', '');
    await checkAll(page, `level, ${width}`, ({level}) => level === 'should');
    await page.selectOption('[name=level]', '');

    await page.selectOption('[name=group]', 'stack');
    await checkAll(page, `the kernel's duties, ${width}`, ({group}) => group === 'stack');
    await page.selectOption('[name=group]', '');

    for (const verdict of ['fail', 'warn', 'skip', 'pass', 'error', 'inconclusive', 'not-run']) {
      await onlyVerdict(page, verdict);
      await checkAll(page, `${verdict}, ${width}`, (one) => one.verdict === verdict);
    }
  }
});
