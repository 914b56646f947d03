// SPDX-License-Identifier: Apache-2.0
// Opening a case and following links: from a square, from a requirement, from somebody's message.
import {check, checkEqual, examine, widths} from './examine.mjs';

const isOpen = (one) => one.evaluate((element) => element.open);

async function squareOpensItsCase(page, width) {
  const square = page.locator('.square.v-skip').first();
  const href = await square.getAttribute('href');
  await square.click();
  const body = page.locator(`[id="${href.slice(1)}"]`);
  check(`a square leads to its case, ${width}`, await body.isVisible(), href);
  check(`and into view, ${width}`, await body.evaluate((element) => {
    const {top} = element.closest('.case').getBoundingClientRect();
    return top >= -1 && top < innerHeight;
  }));
}

async function summaryFolds(page, width) {
  const one = page.locator('#findings details.case').first();
  check(`the first finding stands open, ${width}`, await isOpen(one));
  await one.locator('summary').first().click();
  check(`a click folds it, ${width}`, !await isOpen(one));
  await one.locator('summary').first().click();
  check(`and unfolds it, ${width}`, await one.locator('.versus').isVisible());
}

async function requirementAndBack(page, width) {
  const link = page.locator('#findings .meta a[href^="#req/"]').first();
  const href = await link.getAttribute('href');
  await link.click();
  const row = page.locator(`[id="${href.slice(1)}"]`);
  check(`a requirement's link opens its chapter, ${width}`, await row.isVisible(), href);
  const back = row.locator('a[href^="#case/"]').first();
  const anchor = (await back.getAttribute('href')).slice(1);
  await back.click();
  check(`its evidence leads back, ${width}`, await page.locator(`[id="${anchor}"]`).isVisible());
}

await examine(async ({open}) => {
  for (const [width, viewport] of Object.entries(widths)) {
    const page = await open({viewport});
    await summaryFolds(page, width);
    await squareOpensItsCase(page, width);
    await requirementAndBack(page, width);
    await page.fill('[name=text]', 'xyzzy');
    const hidden = page.locator('.case').last();
    await page.evaluate((id) => { location.hash = id; },
      await hidden.evaluate((element) => element.querySelector('[id]').id));
    await hidden.locator('.body').waitFor();  // a link is stronger than the filter
  }
  const sent = await open({fragment: '#case/tcp/server/wire/delayed-ack'});
  checkEqual('a link that was sent opens its case',
    await sent.locator('#cases details[open] .name').allTextContents(),
    ['tcp/server/wire/delayed-ack']);
  const file = sent.locator('a[href$=".pcap"]').first();
  checkEqual('the capture is linked by a path',
    await file.getAttribute('href'), 'artifacts/drains-before-fin.64KiB.pcap');
});
