// Prints what the suite executed. It fails if that is less than it was when this was written, or if a test fails. The suite skips
// one test itself for each version of JSON Schema that its specification does not require, and each kind of schema.
import {readFileSync} from 'node:fs';

const LEAST = 50;
const SKIPPED = 4;

const {stats, failures, passes} = JSON.parse(readFileSync(process.env.REPORT, 'utf8'));
const executed = passes.length + failures.length;
console.log(`vc-json-schema-test-suite: ${executed} executed, ${passes.length} passed, ${failures.length} failed, ${stats.pending} skipped`);
for (const failure of failures) {
  console.log(`  failed: ${failure.fullTitle}`);
}
if (executed < LEAST || stats.pending > SKIPPED || failures.length > 0) {
  console.log(`${LEAST} tests were executed before, and all passed`);
  process.exit(1);
}
