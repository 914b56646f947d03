// SPDX-License-Identifier: Apache-2.0
// A page of several targets: a matrix that leads to each, and a filter over all.
import {check, checkEqual, examine, widths} from './examine.mjs';

await examine(async ({open}) => {
  for (const [width, viewport] of Object.entries(widths)) {
    const page = await open({viewport});
    checkEqual(`a row for each target, ${width}`, await page.locator('.matrix tbody tr').count(), 3);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(`nothing scrolls sideways, ${width}`, wide <= 0, `${wide} pixels too wide`);
    const cell = page.locator('.matrix tbody tr').nth(1).locator('td a').first();
    const anchor = (await cell.getAttribute('href')).slice(1);
    await page.locator('#target-2\\/top > summary').click();
    check('a target folds', !await page.locator(`[id="${anchor}"]`).isVisible());
    await cell.click();
    check(`a cell leads into its target, ${width}`,
      await page.locator(`[id="${anchor}"]`).isVisible(), anchor);
    await page.selectOption('[name=target]', '2');
    const left = await page.locator('.case:not([hidden])').evaluateAll(
      (cases) => cases.map((one) => one.closest('.target').dataset.number));
    check(`the filter knows targets, ${width}`, left.length > 0 && left.every((one) => one === '2'),
      left.join());
  }
});
