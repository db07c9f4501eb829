import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { es } from './es';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flat(value, `${prefix}${key}.`)));
}

const english = new Map(flat(en));
const spanish = new Map(flat(es));

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) && !name.includes('.test.') ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('texts', () => {
  it('exist in English and Spanish under the same keys', () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are never empty and keep their placeholders', () => {
    for (const [key, text] of english) {
      const translated = spanish.get(key) ?? '';
      expect(translated.trim(), key).not.toBe('');
      expect([...translated.matchAll(/{{\w+}}/g)].map(String).sort(), key).toEqual([...text.matchAll(/{{\w+}}/g)].map(String).sort());
    }
  });

  it('exist for every key the code names', () => {
    const used = sources(join(process.cwd(), 'src')).flatMap((code) => [...code.matchAll(/\bt\('([a-zA-Z.-]+)'/g)].map((match) => match[1] as string));
    expect(used.length).toBeGreaterThan(100);
    expect(used.filter((key) => !english.has(key) && !english.has(`${key}_other`))).toEqual([]);
  });
});
