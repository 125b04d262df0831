// Starts a sandbox, exchanges papers with each library and prints what was executed. A row that executes nothing, less than it did
// when this was written, or fails in another place than those told in docs/divergences.md, fails the run.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {Service} from './service.mjs';
import {Tally} from './tally.mjs';
import {dataIntegrity} from './data-integrity.mjs';

const [top] = process.argv.slice(2);
const service = await Service.start(top);
const tally = new Tally();
try {
  await dataIntegrity(service, tally);
} finally {
  service.stop();
}
for (const {library, format, direction, executed, failures} of tally.rows) {
  console.log(`${library} | ${format} | ${direction} | executed ${executed}, passed ${executed - failures.length}`);
  failures.forEach(failure => console.log('    ' + failure));
}
