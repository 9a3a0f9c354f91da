// node axe.cjs FILE.html ...: every page in a real browser, light and dark, wide and as narrow as at 400%. Ends with 1 on
// any violation, on a page that scrolls sideways, and when a bad page is not found to be bad. Needs axe-core and
// playwright-core in the folder NODE_PATH, and Debian's chromium.
const { chromium } = require('playwright-core');
const { readFileSync, writeFileSync, mkdtempSync } = require('fs');
const { join, resolve } = require('path');
const { pathToFileURL } = require('url');
const { tmpdir } = require('os');

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function look(browser, file, colorScheme, width) {
  // The pages forbid every script, so the checker's own needs leave.
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
  const outside = [];
  page.on('request', request => { if (!/^(file|data):/.test(request.url())) outside.push(request.url()); });
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.evaluate(axe);
  const result = await page.evaluate(runOnly => axe.run(document, { runOnly }), tags);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await page.close();
  const faults = result.violations.map(v => `${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 160)}`);
  if (wide) faults.push('scrolls sideways');
  if (outside.length) faults.push(`fetches ${outside}`);
  if (!result.passes.length) faults.push('nothing was checked');
  return faults;
}

(async () => {
  const files = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const bad = join(mkdtempSync(join(tmpdir(), 'axe-')), 'bad.html');
  writeFileSync(bad, '<!DOCTYPE html><title>x</title><img src="data:,"><p style="color:#ccc;width:900px">x</p>');
  let wrong = 0;
  if ((await look(browser, bad, 'light', 320)).length < 3) { wrong++; console.log('the check itself is broken'); }
  for (const file of files)
    // Colours do not change with the width.
    for (const [scheme, width] of [['light', 1280], ['dark', 1280], ['light', 320]])
      for (const fault of await look(browser, file, scheme, width)) { wrong++; console.log(`${file} ${scheme} ${width}: ${fault}`); }
  await browser.close();
  console.log(`${files.length} pages, ${wrong} faults`);
  process.exit(wrong || !files.length ? 1 : 0);
})();
