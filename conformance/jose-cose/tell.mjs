// Prints what the suite executed, and writes it into docs/conformance.md. It fails if that is less than it was when this was written, or if another test fails than those
// that are known to, each for the reason told in docs/divergences.md.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {plain, revision, today, write} from '../page.mjs';

const LEAST = 35;
// ES512: keys on P-521 are not among ours.
const KNOWN = ['4.', '18.', '21.'];

const {stats, failures, passes} = JSON.parse(readFileSync(process.env.REPORT, 'utf8'));
const executed = passes.length + failures.length;
console.log(`vc-jose-cose-test-suite: ${executed} executed, ${passes.length} passed, ${failures.length} failed`);
let unexpected = 0;
for (const failure of failures) {
  const known = KNOWN.some(number => failure.title.startsWith(number));
  unexpected += known ? 0 : 1;
  console.log(`  ${known ? 'known' : 'NOT KNOWN'}: ${failure.title}`);
}
write(join(import.meta.dirname, '..', '..'), 'jose-cose', 'The suite for VC-JOSE-COSE', [
  `\`conformance/jose-cose/run\`, ${today()}: the W3C's suite against the formats in the packaged service. What it asks for against`,
  'the texts it tests (`iat` as text, no clock, unverified inner credentials) is in the profile of this run alone (ADR 0031).', '',
  '| Suite | Its revision | Executed | Passed | Failed |', '|---|---|---|---|---|',
  `| vc-jose-cose-test-suite | ${revision('.')} | ${executed} | ${passes.length} | ${failures.length} |`, '', '### Failed', '',
  ...(failures.length > 0 ? failures.map(failure => '- ' + plain(failure.title)) : ['None.'])]);
if (executed < LEAST || stats.pending > 0 || unexpected > 0) {
  console.log(`${LEAST} tests were executed before, and ${KNOWN.length} of them failed`);
  process.exit(1);
}
