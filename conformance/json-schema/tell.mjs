// Prints what the suite executed, and writes it into docs/conformance.md. It fails if that is less than it was when this was written,
// or if a test fails. The suite skips one test itself for each version of JSON Schema that its specification does not require, and
// each kind of schema.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {plain, revision, today, write} from '../page.mjs';

const LEAST = 50;
const SKIPPED = 4;

const {stats, failures, passes} = JSON.parse(readFileSync(process.env.REPORT, 'utf8'));
const executed = passes.length + failures.length;
console.log(`vc-json-schema-test-suite: ${executed} executed, ${passes.length} passed, ${failures.length} failed, ${stats.pending} skipped`);
for (const failure of failures) {
  console.log(`  failed: ${failure.fullTitle}`);
}
write(join(import.meta.dirname, '..', '..'), 'json-schema', 'The suite for VC JSON Schema', [
  `\`conformance/json-schema/run\`, ${today()}: the W3C's suite against the reading of schemas in the packaged service. What it asks for`,
  'beside the texts (an address of 2022, https for draft-07, no proofs) is in the profile of this run alone (ADR 0034).', '',
  '| Suite | Its revision | Executed | Passed | Failed | Skipped by the suite |', '|---|---|---|---|---|---|',
  `| vc-json-schema-test-suite | ${revision('.')} | ${executed} | ${passes.length} | ${failures.length} | ${stats.pending} |`, '',
  '### Failed', '', ...(failures.length > 0 ? failures.map(failure => '- ' + plain(failure.fullTitle)) : ['None.'])]);
if (executed < LEAST || stats.pending > SKIPPED || failures.length > 0) {
  console.log(`${LEAST} tests were executed before, and all passed`);
  process.exit(1);
}
