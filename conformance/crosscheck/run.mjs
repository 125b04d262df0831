// Starts a sandbox, exchanges papers with each library and prints what was executed. It fails if that is less than it was when this
// was written, or if something else fails than what is known to, each for the reason told in docs/divergences.md.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {cose} from './cose.mjs';
import {dataIntegrity} from './data-integrity.mjs';
import {sdJwt} from './sd-jwt.mjs';
import {tokens} from './tokens.mjs';
import {plain, today, write} from './page.mjs';
import {Service} from './service.mjs';
import {Tally} from './tally.mjs';

const LEAST = 370;
// A disclosure that no digest names is left out by them, and the rest taken for good.
const KNOWN = [{libraries: ['@sd-jwt/core', '@sd-jwt/sd-jwt-vc'], failure: 'the claim of a disclosure changed: taken for good by theirs'}];

const [top] = process.argv.slice(2);
const service = await Service.start(top);
const tally = new Tally();
try {
  for (const exchange of [dataIntegrity, sdJwt, tokens, cose]) {
    await exchange(service, tally);
  }
} finally {
  service.stop();
}

const installed = join(import.meta.dirname, '..', 'node_modules');
const version = library => JSON.parse(readFileSync(join(installed, library, 'package.json'))).version;
const known = (library, failure) => KNOWN.some(one => one.libraries.includes(library) && one.failure === failure);
const table = ['| Library | Format | Direction | Executed | Passed |', '|---|---|---|---|---|'];
const failed = [];
let executed = 0;
let unexpected = 0;
for (const row of tally.rows) {
  const library = `${row.library} ${version(row.library)}`;
  const passed = row.executed - row.failures.length;
  executed += row.executed;
  console.log(`${library}, ${row.format}, ${row.direction}: executed ${row.executed}, passed ${passed}`);
  table.push(`| ${library} | ${row.format} | ${row.direction} | ${row.executed} | ${passed} |`);
  for (const failure of row.failures) {
    const expected = known(row.library, failure);
    unexpected += expected ? 0 : 1;
    console.log(`  ${expected ? 'known' : 'NOT KNOWN'}: ${failure}`);
    failed.push(`- ${library}, ${row.format}, ${row.direction}: ${plain(failure)}`);
  }
}
const passed = executed - failed.length;
console.log(`crosscheck: executed ${executed}, passed ${passed}, failed ${failed.length}, of these not known ${unexpected}`);
write(top, 'crosscheck', 'Libraries of other hands', [
  `\`conformance/crosscheck/run\`, ${today()}: papers exchanged over HTTP between the packaged service, a sandbox, and libraries from npm.`,
  'What was issued, derived or presented by the one is read by the other, and refused by it with one claim, one character or byte, one',
  'nonce or one verifier changed. DIDs made here are resolved for the libraries by the running service; theirs are did:key and did:jwk.',
  `Executed ${executed}, passed ${passed}.`, '',
  ...table, '', '### Failed', '', ...(failed.length > 0 ? [...failed, '', 'Each is told in `docs/divergences.md`.'] : ['None.'])]);
if (executed < LEAST || unexpected > 0 || tally.rows.some(row => row.executed === 0)) {
  console.log(`${LEAST} exchanges were executed before, and what is known alone failed`);
  process.exit(1);
}
