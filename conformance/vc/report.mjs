// The part of docs/conformance.md on the suites for credentials, from what they said.
import {join} from 'node:path';
import {plain, revision, today} from '../page.mjs';

export const TITLE = 'Suites for credentials';

export function report(results, folder) {
  const lines = results.map(suite =>
    `| ${suite.folder} | ${revision(join(folder, suite.folder))} | ${suite.ran} | ${suite.passed} | ${suite.ran - suite.passed} | ${suite.pending.length} |`);
  const failed = results.filter(suite => suite.failures.length > 0).flatMap(suite =>
    ['', `#### ${suite.folder}`, '', ...suite.failures.map(({title, why}) => `- ${plain(title)}: ${plain(why)}`)]);
  const skipped = results.filter(suite => suite.pending.length > 0).flatMap(suite =>
    ['', `#### ${suite.folder}`, '', ...suite.pending.map(title => `- ${plain(title)}`)]);
  return [`\`conformance/vc/run\`, ${today()}: the W3C's suites against the packaged service, a`,
    'sandbox behind TLS in the profile `w3c-suites` (ADR 0032), called with an API key.',
    'What `conformance/vc/prepare` changes in the checkouts: their reporters are left out,',
    'git dependencies come from checkouts, and the BBS suite gets one context for the credentials it makes itself.', '',
    '| Suite | Its revision | Executed | Passed | Failed | Skipped by the suite |',
    '|---|---|---|---|---|---|',
    ...lines, '', '### Failed', ...(failed.length > 0 ? failed : ['', 'None.']),
    '', '### Skipped by the suites', ...(skipped.length > 0 ? skipped : ['', 'None.'])];
}
