// SPDX-License-Identifier: Apache-2.0
// The keyboard alone: Tab reaches all that can be worked, shows where it is, and Enter works it.
import {check, examine, widths} from './examine.mjs';

// Tags each element that can be worked and is shown.
const tag = (page) => page.evaluate(() => {
  const selector = 'a[href], summary, input, select, pre[tabindex], [tabindex="0"]';
  const shown = Array.from(document.querySelectorAll(selector))
    .filter((element) => element.checkVisibility({visibilityProperty: true}));
  shown.forEach((element, i) => { element.dataset.tag = i; });
  return shown.length;
});

const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  return {
    tag: element.dataset.tag ?? null,
    marked: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
    what: `${element.tagName} ${element.textContent.slice(0, 40)}`,
  };
});

async function tabReachesAll(page, width) {
  const count = await tag(page);
  const reached = new Set();
  for (let i = 0; i < count + 20 && reached.size < count; ++i) {
    await page.keyboard.press('Tab');
    const {tag: one, marked, what} = await focused(page);
    if (one === null) continue;
    reached.add(one);
    check(`the focus is seen, ${width}`, marked, what);
  }
  const missed = await page.locator('[data-tag]').evaluateAll((elements, tags) => elements
    .filter((element) => !tags.includes(element.dataset.tag))
    .map((element) => element.outerHTML.slice(0, 120)), [...reached]);
  check(`Tab reaches all, ${width}`, missed.length === 0, missed.join('\n  '));
}

await examine(async ({open}) => {
  for (const [width, viewport] of Object.entries(widths)) {
    const page = await open({viewport});
    await tabReachesAll(page, width);

    const fresh = await open({viewport});
    await fresh.keyboard.press('Tab');
    check('first comes a jump to the findings',
      (await focused(fresh)).what.includes('Jump to the findings'));
    await fresh.keyboard.press('Enter');
    await fresh.keyboard.press('Tab');
    const first = fresh.locator('#findings details.case').first();
    check('behind it is the first finding', await first.locator('summary').first().evaluate(
      (element) => element === document.activeElement), (await focused(fresh)).what);
    await fresh.keyboard.press('Enter');
    check('Enter folds it', !await first.evaluate((element) => element.open));
  }
});
