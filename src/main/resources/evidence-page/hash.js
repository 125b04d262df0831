'use strict';

/**
 * SHA-256 (FIPS 180-4) and SM3 (GB/T 32905) of bytes that come piece by piece, and the worker that hashes a file with both
 * without holding it in memory. WebCrypto cannot take a file in pieces, and does not know SM3.
 */
class BlockHash {
  constructor(state) {
    this.state = new Int32Array(state);
    this.block = new Uint8Array(64);
    this.view = new DataView(this.block.buffer);
    this.length = 0;
  }

  update(bytes) {
    let at = 0;
    let used = this.length % 64;
    this.length += bytes.length;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    while (at < bytes.length) {
      if (used === 0 && bytes.length - at >= 64) {
        this.compress(view, at);
        at += 64;
        continue;
      }
      const count = Math.min(64 - used, bytes.length - at);
      this.block.set(bytes.subarray(at, at + count), used);
      at += count;
      used = (used + count) % 64;
      if (used === 0) {
        this.compress(this.view, 0);
      }
    }
    return this;
  }

  /** In hexadecimal; nothing can be added afterwards. */
  end() {
    const length = this.length;
    const padding = new Uint8Array(((119 - (length % 64)) % 64) + 1);
    padding[0] = 0x80;
    const bits = new Uint8Array(8);
    const view = new DataView(bits.buffer);
    view.setUint32(0, Math.floor(length / 0x20000000));
    view.setUint32(4, (length * 8) % 0x100000000);
    this.update(padding).update(bits);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

class Sha256 extends BlockHash {
  constructor() {
    super([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
    this.w = new Int32Array(64);
  }

  compress(view, at) {
    const w = this.w;
    const k = Sha256.K;
    const state = this.state;
    for (let i = 0; i < 16; i++) {
      w[i] = view.getInt32(at + 4 * i);
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes, FIPS 180-4 §4.2.2. */
Sha256.K = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

class Sm3 extends BlockHash {
  constructor() {
    super([0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]);
    this.w = new Int32Array(68);
  }

  compress(view, at) {
    const w = this.w;
    const t = Sm3.T;
    const state = this.state;
    for (let j = 0; j < 16; j++) {
      w[j] = view.getInt32(at + 4 * j);
    }
    for (let j = 16; j < 68; j++) {
      const r = w[j - 3];
      const x = w[j - 16] ^ w[j - 9] ^ ((r << 15) | (r >>> 17));
      const q = w[j - 13];
      w[j] = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9)) ^ ((q << 7) | (q >>> 25)) ^ w[j - 6];
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let j = 0; j < 64; j++) {
      const a12 = (a << 12) | (a >>> 20);
      const mixed = (a12 + e + t[j]) | 0;
      const ss1 = (mixed << 7) | (mixed >>> 25);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[j]) | 0;
      d = c;
      c = (b << 9) | (b >>> 23);
      b = a;
      a = tt1;
      h = g;
      g = (f << 19) | (f >>> 13);
      f = e;
      e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15));
    }
    state[0] ^= a;
    state[1] ^= b;
    state[2] ^= c;
    state[3] ^= d;
    state[4] ^= e;
    state[5] ^= f;
    state[6] ^= g;
    state[7] ^= h;
  }
}

/** The constants of GB/T 32905 §4.2, each turned by its round. */
Sm3.T = Int32Array.from({ length: 64 }, (_, j) => {
  const t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
  const by = j % 32;
  return by === 0 ? t : (t << by) | (t >>> (32 - by));
});

const CHUNK = 1 << 20;

/** Takes a file; tells {done} in bytes after each piece, and at the end {sha256, sm3}, or {error}. */
async function hashFile({ data: file }) {
  try {
    const sha256 = new Sha256();
    const sm3 = new Sm3();
    for (let at = 0; at < file.size; at += CHUNK) {
      const bytes = new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer());
      sha256.update(bytes);
      sm3.update(bytes);
      postMessage({ done: at + bytes.length });
    }
    postMessage({ sha256: sha256.end(), sm3: sm3.end() });
  } catch (error) {
    postMessage({ error: String(error) });
  }
}

if (typeof WorkerGlobalScope !== 'undefined') {
  onmessage = hashFile;
}
