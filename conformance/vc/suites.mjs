// The suites, and what each executed and passed when this was written. Skipped tests do not count as executed.
export const SUITES = [
  {name: 'vc-data-model-2.0', folder: 'vc-data-model-2.0-test-suite', executed: 59, passes: 59},
  {name: 'eddsa', folder: 'vc-di-eddsa-test-suite', executed: 57, passes: 57},
  {name: 'ecdsa', folder: 'vc-di-ecdsa-test-suite', executed: 130, passes: 130},
  {name: 'bbs', folder: 'vc-di-bbs-test-suite', executed: 80, passes: 80},
  {name: 'ed25519signature2020', folder: 'vc-di-ed25519signature2020-test-suite', executed: 30, passes: 30},
  {name: 'bitstring-status-list', folder: 'vc-bitstring-status-list-test-suite', executed: 19, passes: 19},
  {name: 'vc-api-issuer', folder: 'vc-api-issuer-test-suite', executed: 13, passes: 13},
  {name: 'vc-api-verifier', folder: 'vc-api-verifier-test-suite', executed: 18, passes: 18}
];
