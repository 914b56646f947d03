// SPDX-License-Identifier: Apache-2.0
// What axe-core finds serious or critical: nothing, on a phone and a desktop, light and dark, with
// all unfolded.
import {axeSource, check, examine, schemes, widths} from './examine.mjs';

const kGrave = ['serious', 'critical'];

async function grave(page) {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });
  // What is out of sight would be taken for hidden.
  await page.addStyleTag({content: '.case, .rows { content-visibility: visible !important; }'});
  await page.addScriptTag({content: axeSource});
  const {violations, passes} = await page.evaluate(() => axe.run());
  check('axe-core has examined the page', passes.length > 15, `${passes.length} rules`);
  return violations.filter(({impact}) => kGrave.includes(impact));
}

await examine(async ({open}) => {
  for (const colorScheme of schemes) {
    for (const [width, viewport] of Object.entries(widths)) {
      const page = await open({viewport, colorScheme});
      for (const {id, help, nodes} of await grave(page)) {
        const {html, failureSummary} = nodes[0];
        check(`axe-core's ${id} holds, ${colorScheme}, ${width}`, false,
          `${help}: ${nodes.length} times, as in ${html.slice(0, 200)}\n  ${failureSummary}`);
      }
    }
  }
});
