// Compiles CheckpointAnchor.sol with solc of npm and writes what Signet deploys and looks for: node compile.mjs <file>
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const solc = createRequire(process.cwd() + '/')('solc');
const source = readFileSync(new URL('CheckpointAnchor.sol', import.meta.url), 'utf8');
const input = {
  language: 'Solidity',
  sources: { 'CheckpointAnchor.sol': { content: source } },
  settings: {
    evmVersion: 'paris',
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
  },
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
if (output.errors?.length) {
  console.error(output.errors.map((error) => error.formattedMessage).join('\n'));
  process.exit(1);
}
const contract = output.contracts['CheckpointAnchor.sol'].CheckpointAnchor;
const compiled = {
  compiler: solc.version(),
  creation: contract.evm.bytecode.object,
  runtime: contract.evm.deployedBytecode.object,
  abi: contract.abi,
};
writeFileSync(process.argv[2], JSON.stringify(compiled, null, 1) + '\n');
