// Fails the build when what the first page needs (entry chunk and its static imports) exceeds 250 KB gzip.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

function staticImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) staticImports(next, seen);
  return seen;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const files = [...staticImports(entry)].map((key) => manifest[key].file);
const kb = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0) / 1024;
console.log(`entry: ${files.length} file(s), ${kb.toFixed(1)} KB gzip (limit ${LIMIT_KB})`);
if (kb > LIMIT_KB) {
  console.error('The entry chunk is too large: load the new part lazily.');
  process.exit(1);
}
