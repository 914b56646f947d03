// SPDX-License-Identifier: Apache-2.0
// Reading without scripts, in any width and colour, and on paper.
import {readFileSync} from 'node:fs';
import {check, checkEqual, examine, schemes, widths} from './examine.mjs';

// From 0, black, to 255, white.
const brightness = (page) => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g);
  return (Number(red) + Number(green) + Number(blue)) / 3;
});

async function fitsItsWindow(page, claim) {
  const {inner, wide} = await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    const {scrollWidth} = document.documentElement;
    return {inner: innerWidth, wide: scrollWidth};
  });
  check(`nothing scrolls sideways, ${claim}`, wide <= inner, `${wide} of ${inner}`);
}

async function readsWithoutScripts(open) {
  const page = await open({javaScriptEnabled: false});
  check('no filter stands there in vain', !await page.locator('#filter').isVisible());
  const folded = page.locator('#cases details.case').first();
  await folded.locator('summary').first().press('Enter');
  check('a case unfolds', await folded.locator('.meta').isVisible());
  const square = page.locator('.square').last();
  const anchor = (await square.getAttribute('href')).slice(1);
  await square.press('Enter');
  check('a link opens its case', await page.locator(`[id="${anchor}"]`).isVisible(), anchor);
  const finding = page.locator('#findings details[open]').first();
  for (const part of ['.versus', '.why', '.steps', 'svg.ladder', 'pre.command']) {
    check(`${part} of a finding is there`, await finding.locator(part).first().isVisible());
  }
}

async function prints(page) {
  await page.emulateMedia({media: 'print'});
  check('the filter is not printed', !await page.locator('#filter').isVisible());
  await page.emulateMedia({media: null});
  const pdf = (await page.pdf({format: 'A4'})).toString('latin1');
  check('it prints to PDF', pdf.startsWith('%PDF-'), pdf.slice(0, 20));
  const sheets = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
  check('on sheets enough for what is folded on the screen', sheets > 20, `${sheets} sheets`);
}

await examine(async ({open}) => {
  await readsWithoutScripts(open);
  for (const colorScheme of schemes) {
    for (const [width, viewport] of Object.entries(widths)) {
      const page = await open({viewport, colorScheme});
      const isLight = await brightness(page) > 128;
      checkEqual(`${colorScheme} is ${colorScheme}`, isLight, colorScheme === 'light');
      await fitsItsWindow(page, `${colorScheme}, ${width}`);
    }
  }
  await prints(await open());
});
