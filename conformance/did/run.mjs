// Starts a sandbox, makes the DIDs that the suites ask for, runs each suite and prints what it executed. A suite that executes
// nothing, or less than it did when this was written, fails.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [signet, suites] = process.argv.slice(2);
const PORT = 8470;
const SUITES = [
  {folder: 'did-resolution-mocha-test-suite', tests: ['tests/4-did-resolution.js', 'tests/10-bindings.js'], least: 57},
  {folder: 'did-key-test-suite', tests: ['tests/10-create.js'], least: 15}
];

const data = mkdtempSync(join(tmpdir(), 'signet-conformance-'));
const service = spawn(signet, ['--spring.profiles.active=sandbox'], {
  env: {...process.env, SIGNET_DATA_DIR: data, SERVER_PORT: String(PORT), SIGNET_MANAGEMENT_PORT: '0'},
  stdio: 'ignore'
});
let failed = false;
try {
  await up();
  const text = 'module.exports = ' + JSON.stringify(await config(), null, 2);
  for (const suite of SUITES) {
    writeFileSync(join(suites, suite.folder, 'localConfig.cjs'), text);
    failed = !run(suite) || failed;
  }
} finally {
  service.kill();
}
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

async function config() {
  const service = {id: '#desk', type: 'LinkedDomains', serviceEndpoint: 'https://training.example.org/'};
  const {did} = await api('POST', 'dids', {method: 'weid', keyType: 'Ed25519', services: [service]});
  const {did: deactivated} = await api('POST', 'dids', {method: 'weid', keyType: 'P-256'});
  await api('DELETE', 'dids/' + deactivated);
  const {did: key} = await api('POST', 'dids', {method: 'key', keyType: 'Ed25519'});
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
          notFound: 'did:weid:sandbox:0x0000000000000000000000000000000000000000',
          deactivated,
          derefUrls: [{didUrl: did}, {didUrl: did + '#key-1', dereferencingOptions: {verificationRelationship: 'assertionMethod'}}],
          serviceDerefUrls: [{didUrl: did + '?service=desk'}]
        }
      }]
    }]
  };
}

function run({folder, tests, least}) {
  const cwd = join(suites, folder);
  let output;
  try {
    output = execFileSync('npx', ['mocha', '--no-config', '--reporter', 'json', '--timeout', '15000', ...tests],
      {cwd, env: {...process.env, APP_ROOT_PATH: cwd}, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20});
  } catch (failures) {
    output = failures.stdout;
  }
  const text = String(output);
  const {stats, failures} = JSON.parse(text.slice(text.indexOf('{')));
  console.log(`${folder}: executed ${stats.passes + stats.failures}, passed ${stats.passes}, failed ${stats.failures}, pending ${stats.pending}`);
  failures.forEach(failure => console.log(`  ${failure.fullTitle}: ${failure.err.message}`));
  return stats.failures === 0 && stats.passes >= least;
}
