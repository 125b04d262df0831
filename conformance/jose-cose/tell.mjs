// Prints what the suite executed. It fails if that is less than it was when this was written, or if another test fails than those
// that are known to, each for the reason told in docs/divergences.md.
import {readFileSync} from 'node:fs';

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
if (executed < LEAST || stats.pending > 0 || unexpected > 0) {
  console.log(`${LEAST} tests were executed before, and ${KNOWN.length} of them failed`);
  process.exit(1);
}
