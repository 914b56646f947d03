// SPDX-License-Identifier: Apache-2.0
// What a target says stays text.
import {check, checkEqual, examine} from './examine.mjs';

await examine(async ({open}) => {
  const page = await open();
  check('no script of the target ran', !(await page.title()).includes('owned'), await page.title());
  checkEqual('no image of the target is there', await page.locator('img').count(), 0);
  checkEqual('no link runs a script', await page.locator('a[href^="javascript:"]').count(), 0);
  checkEqual('one script is there, the page\'s', await page.locator('script').count(), 1);
});
