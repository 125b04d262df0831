// Prints what the suite executed, and writes it into docs/conformance.md. It fails if that is less than it was when this was written,
// or if a test fails.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {plain, revision, today, write} from '../page.mjs';

const LEAST = 35;

const {stats, failures, passes} = JSON.parse(readFileSync(process.env.REPORT, 'utf8'));
const executed = passes.length + failures.length;
console.log(`vc-jose-cose-test-suite: ${executed} executed, ${passes.length} passed, ${failures.length} failed`);
for (const failure of failures) {
  console.log(`  failed: ${failure.title}`);
}
write(join(import.meta.dirname, '..', '..'), 'jose-cose', 'The suite for VC-JOSE-COSE', [
  `\`conformance/jose-cose/run\`, ${today()}: the W3C's suite against the formats in the packaged service. What it asks for against`,
  'the texts it tests (`iat` as text, no clock, unverified inner credentials) is in the profile of this run alone (ADR 0031).', '',
  '| Suite | Its revision | Executed | Passed | Failed |', '|---|---|---|---|---|',
  `| vc-jose-cose-test-suite | ${revision('.')} | ${executed} | ${passes.length} | ${failures.length} |`, '', '### Failed', '',
  ...(failures.length > 0 ? failures.map(failure => '- ' + plain(failure.title)) : ['None.'])]);
if (executed < LEAST || stats.pending > 0 || failures.length > 0) {
  console.log(`${LEAST} tests were executed before, and all passed`);
  process.exit(1);
}
