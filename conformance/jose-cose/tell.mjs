// Prints what the suite executed. It fails if that is less than it was when this was written, or if a test fails.
import {readFileSync} from 'node:fs';

const LEAST = 35;

const {stats, failures, passes} = JSON.parse(readFileSync(process.env.REPORT, 'utf8'));
const executed = passes.length + failures.length;
console.log(`vc-jose-cose-test-suite: ${executed} executed, ${passes.length} passed, ${failures.length} failed`);
for (const failure of failures) {
  console.log(`  failed: ${failure.title}`);
}
if (executed < LEAST || stats.pending > 0 || failures.length > 0) {
  console.log(`${LEAST} tests were executed before, and all passed`);
  process.exit(1);
}
