// Starts a sandbox, makes the DIDs that the suites ask for, runs each suite and prints what it executed. A suite that executes
// nothing, or less than it did when this was written, fails.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Transcripts} from './transcripts.mjs';
import {revision, today, write} from '../page.mjs';

const [top, suites] = process.argv.slice(2);
const signet = join(top, 'signet');
const PORT = 8470;
const NOBODY = 'did:weid:sandbox:0x0000000000000000000000000000000000000000';
const SUITES = [
  {folder: 'did-resolution-mocha-test-suite', tests: ['tests/4-did-resolution.js', 'tests/10-bindings.js'], least: 57},
  {folder: 'did-key-test-suite', tests: ['tests/10-create.js'], least: 15},
  {folder: 'cid-test-suite', tests: ['tests/01-schema.js'], least: 1}
];
// The suite for DID Core reads transcripts; each of its parts, and how much it executed of ours when this was written.
const CORE = join(suites, 'did-test-suite', 'packages', 'did-core-test-server');
const CORE_PARTS = {
  'did-identifier': 12,
  'did-core-properties': 348,
  'did-production': 260,
  'did-consumption': 194,
  'did-resolution': 508,
  'did-url-dereferencing': 657
};

const data = mkdtempSync(join(tmpdir(), 'signet-conformance-'));
const service = spawn(signet, ['--spring.profiles.active=sandbox'], {
  env: {...process.env, SIGNET_DATA_DIR: data, SERVER_PORT: String(PORT), SIGNET_MANAGEMENT_PORT: '0'},
  stdio: 'ignore'
});
let failed = false;
const rows = [];
try {
  await up();
  const dids = await makeDids();
  const text = 'module.exports = ' + JSON.stringify(config(dids), null, 2);
  for (const suite of SUITES) {
    writeFileSync(join(suites, suite.folder, 'localConfig.cjs'), text);
    failed = !run(suite) || failed;
  }
  const setting = await coreSetting(dids);
  for (const [part, least] of Object.entries(CORE_PARTS)) {
    failed = !runCore(part, setting, least) || failed;
  }
} finally {
  service.kill();
}
write(top, 'did', 'Suites for DIDs', [`\`conformance/did/run\`, ${today()}: the W3C's suites against the packaged service, a sandbox; that for DID Core`,
  'reads transcripts of what it answered for did:weid, did:web, did:key and did:jwk.', '',
  '| Suite | Its revision | Executed | Passed | Failed | Skipped by the suite |', '|---|---|---|---|---|---|', ...rows]);
process.exit(failed ? 1 : 0);

async function up() {
  for (let i = 0; i < 180; i++) {
    try {
      await fetch(`http://localhost:${PORT}/log/key`);
      return;
    } catch {
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
  throw new Error('the service is not up within 90 s');
}

async function api(method, path, body) {
  const answer = await fetch(`http://localhost:${PORT}/api/v1/${path}`, {
    method,
    headers: {'Content-Type': 'application/json', Authorization: 'Bearer ' + readFileSync(join(data, 'admin.key'), 'utf8').trim()},
    body: body && JSON.stringify(body)
  });
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

async function makeDids() {
  const services = [{id: '#desk', type: 'LinkedDomains', serviceEndpoint: 'https://training.example.org/'}];
  const make = async request => (await api('POST', 'dids', request)).did;
  const dids = {
    weid: await make({method: 'weid', keyType: 'Ed25519', services}),
    web: await make({method: 'web', keyType: 'P-256', services}),
    keys: [await make({method: 'key', keyType: 'Ed25519'}), await make({method: 'key', keyType: 'P-256'})],
    jwks: [await make({method: 'jwk', keyType: 'Ed25519'}), await make({method: 'jwk', keyType: 'P-256'})],
    ended: {weid: await make({method: 'weid', keyType: 'P-256'}), web: await make({method: 'web', keyType: 'P-256'})}
  };
  // A second version, so that there is a history.
  await api('POST', `dids/${encodeURIComponent(dids.weid)}/services`, {services});
  await api('DELETE', 'dids/' + encodeURIComponent(dids.ended.weid));
  await api('DELETE', 'dids/' + encodeURIComponent(dids.ended.web));
  return dids;
}

/** The settings of the suite for DID Core, made of transcripts, in a file beside its own. */
async function coreSetting({weid, web, keys, jwks, ended}) {
  const make = new Transcripts(`http://localhost:${PORT}/1.0/identifiers/`);
  const found = did => ({did, outcome: 'defaultOutcome'});
  const invalid = did => ({did, outcome: 'invalidDidErrorOutcome'});
  const missing = did => ({did, outcome: 'notFoundErrorOutcome'});
  const gone = did => ({did, outcome: 'deactivatedOutcome'});
  const at = didUrl => ({didUrl, outcome: 'defaultOutcome'});
  const nowhere = didUrl => ({didUrl, outcome: 'notFoundErrorOutcome'});
  const malformed = didUrl => ({didUrl, outcome: 'invalidDidUrlErrorOutcome'});
  const hosted = did => [at(did), at(did + '#key-1'), at(did + '#desk'), at(did + '?service=desk'),
    at(did + '?service=desk&relativeRef=open%2Fhours'), nowhere(did + '#nobody'), nowhere(did + '?service=nobody'),
    nowhere(did + '/no/path'), malformed(did + '#two words'), malformed(did + '?service=a|b')];
  const bare = did => [at(did), nowhere(did + '#nobody'), malformed(did + '#two words')];
  const fragment = did => did.startsWith('did:jwk:') ? '#0' : '#' + did.slice('did:key:'.length);
  const time = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  const systemSuiteConfig = {
    didMethods: [
      await make.method('did:weid', [weid], {
        service: weid + '?service=desk', relativeRef: weid + '?service=desk&relativeRef=open%2Fhours',
        versionId: weid + '?versionId=1', versionTime: weid + '?versionTime=' + time
      }),
      await make.method('did:web', [web], {service: web + '?service=desk', versionId: web + '?versionId=1'}),
      await make.method('did:key', keys),
      await make.method('did:jwk', jwks)
    ],
    resolvers: [
      await make.resolver('did:weid', [found(weid), invalid('did:weid:'), missing(NOBODY), gone(ended.weid)]),
      await make.resolver('did:web', [found(web), invalid(web + ':'), missing(web + '0'), gone(ended.web)]),
      await make.resolver('did:key', [...keys.map(found), invalid(keys[0] + ':')]),
      await make.resolver('did:jwk', [...jwks.map(found), invalid(jwks[0] + '=')])
    ],
    dereferencers: [
      await make.dereferencer('did:weid', [...hosted(weid), at(weid + '?versionId=1')]),
      await make.dereferencer('did:web', hosted(web)),
      await make.dereferencer('did:key', keys.flatMap(did => [...bare(did), at(did + fragment(did))])),
      await make.dereferencer('did:jwk', jwks.flatMap(did => [...bare(did), at(did + fragment(did))]))
    ]
  };
  // The objects have to be made where the tests run: jest's own globals are foreign to them, and so no maps.
  const setup = join(data, 'transcripts.js');
  writeFileSync(setup, `global.systemSuiteConfig = JSON.parse(${JSON.stringify(JSON.stringify(systemSuiteConfig))});\n`);
  const file = join(data, 'jest.json');
  writeFileSync(file, JSON.stringify({
    rootDir: CORE,
    setupFiles: [setup],
    setupFilesAfterEnv: ['jest-extended', 'jest-did-matcher'],
    transform: {}
  }));
  return file;
}

function config({weid: did, web, keys: [key], ended: {weid: deactivated}}) {
  return {
    settings: {enableInteropTests: false, testAllImplementations: false},
    implementations: [{
      name: 'Signet',
      implementation: 'Signet',
      didResolvers: [{
        id: did,
        endpoint: `http://localhost:${PORT}/1.0/identifiers`,
        tags: ['did-resolution', 'did-key'],
        supportedDids: {
          valid: [{did, resolutionOptions: {}}, {did: key, resolutionOptions: {}}],
          notFound: NOBODY,
          deactivated,
          derefUrls: [{didUrl: did}, {didUrl: did + '#key-1', dereferencingOptions: {verificationRelationship: 'assertionMethod'}}],
          serviceDerefUrls: [{didUrl: did + '?service=desk'}]
        }
      }],
      identifiers: [{
        id: web,
        endpoint: `http://localhost:${PORT}/dids/${web.split(':').pop()}/did.json`,
        tags: ['cid']
      }]
    }]
  };
}

function run({folder, tests, least}) {
  const cwd = join(suites, folder);
  const report = join(data, folder + '.json');
  try {
    execFileSync('npx', ['mocha', '--no-config', '--reporter', 'json', '--reporter-option', 'output=' + report, '--timeout', '15000', ...tests],
      {cwd, env: {...process.env, APP_ROOT_PATH: cwd}, stdio: 'ignore'});
  } catch {
    // Tests failed, as the report tells.
  }
  const {stats, failures} = JSON.parse(readFileSync(report));
  console.log(`${folder}: executed ${stats.passes + stats.failures}, passed ${stats.passes}, failed ${stats.failures}, pending ${stats.pending}`);
  failures.forEach(failure => console.log(`  ${failure.fullTitle}: ${failure.err.message}`));
  rows.push(`| ${folder} | ${revision(cwd)} | ${stats.passes + stats.failures} | ${stats.passes} | ${stats.failures} | ${stats.pending} |`);
  return stats.failures === 0 && stats.passes >= least;
}

function runCore(part, setting, least) {
  let output;
  try {
    output = execFileSync('npx', ['jest', '--config', setting, '--json', '--ci', '--runInBand', `suites/${part}/`],
      {cwd: CORE, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 256 << 20});
  } catch (failures) {
    output = failures.stdout;
  }
  const result = JSON.parse(String(output));
  const {numPassedTests: passed, numFailedTests: wrong, numTodoTests: todo, numPendingTests: pending} = result;
  console.log(`did-test-suite ${part}: executed ${passed + wrong}, passed ${passed}, failed ${wrong}, to do ${todo}, pending ${pending}`);
  result.testResults.forEach(file => file.assertionResults.filter(test => test.status === 'failed')
    .forEach(test => console.log(`  ${test.fullName}: ${test.failureMessages[0].split('\n').slice(0, 4).join(' ')}`)));
  result.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0)
    .forEach(file => console.log('  ' + file.message));
  rows.push(`| did-test-suite, ${part} | ${revision(CORE)} | ${passed + wrong} | ${passed} | ${wrong} | ${todo + pending} |`);
  return result.success && passed >= least;
}
