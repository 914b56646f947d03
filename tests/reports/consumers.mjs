// SPDX-License-Identifier: Apache-2.0
// What others' readers of JUnit XML count in the file that is named, as "tests failures errors
// skipped": `node consumers.mjs junit2json FILE`, or junit-to-ctrf, which knows no errors.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

async function junit2json(file) {
  const {parse} = await import('junit2json');
  const {testsuite} = await parse(readFileSync(file));
  const cases = testsuite.flatMap((suite) => suite.testcase ?? []);
  const count = (kind) => cases.filter((one) => kind in one).length;
  return [cases.length, count('failure'), count('error'), count('skipped')];
}

function junitToCtrf(file) {
  const manifest = createRequire(import.meta.url).resolve('junit-to-ctrf/package.json');
  const {bin} = JSON.parse(readFileSync(manifest));
  const folder = mkdtempSync(join(tmpdir(), 'ctrf-'));
  try {
    const converted = join(folder, 'ctrf.json');
    const program = join(dirname(manifest), bin['junit-to-ctrf']);
    execFileSync(process.execPath, [program, file, '-o', converted]);
    const {tests, failed, other, skipped} = JSON.parse(readFileSync(converted)).results.summary;
    return [tests, failed, other, skipped];
  } finally {
    rmSync(folder, {recursive: true});
  }
}

const [reader, file] = process.argv.slice(2);
console.log(...(reader === 'junit2json' ? await junit2json(file) : junitToCtrf(file)));
